from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from fengsui.command.reports import queries
from fengsui.command.reports.filling import DAYS, TARGET, filling
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


@looks_back
def filled(request: Request) -> HttpResponse:
    """How much of the reports that I may see fills itself in, by kind of unit, and what is still typed and why."""
    if not scope.may(request.person, "reports.view"):
        raise Http404
    day, known = clock.day_asked(request.GET, request.known), request.known
    context = {
        "day": day, "days": clock.week(day, known), "target": TARGET, "length": DAYS,
        "kinds": filling(queries.my_units(request.person, day, known), day, known),
    }  # fmt: skip
    return render(request, "reports/filled.html", context)
