from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from fengsui.command.assessment.queries.nights import night
from fengsui.command.assessment.views.choosing import chosen
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


@looks_back
def morning(request: Request, line: str, code: str, day: date) -> HttpResponse:
    """The 7:00 picture for the 9:30 meeting: what the night brought since yesterday's brief. Nobody writes it."""
    unit = chosen(request, line, code, day)
    seen = night(unit, line, day, request.known)
    context = {"unit": unit, "line": line, "day": day, "days": clock.week(day, request.known), "night": seen}
    return render(request, "assessment/morning.html", context)
