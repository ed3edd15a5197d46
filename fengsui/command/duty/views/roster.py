"""A unit's roster: by day, by person; its gaps, hours, handing over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import render

from fengsui.command.duty.models import Draft
from fengsui.command.duty.queries import grids
from fengsui.command.duty.queries import handing as open_
from fengsui.command.duty.queries.spans import AHEAD_DAYS, account_rows, month, span
from fengsui.command.duty.queries.turns import gaps as gaps_of
from fengsui.command.duty.queries.watches import handed
from fengsui.command.duty.views.common import around, fetched, shared
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def days(request: Request, code: str) -> HttpResponse:
    """Days and hours, with who is there."""
    unit, (first, last) = fetched(request, code), span(request.GET)
    context = {
        **shared(request, unit), **around(first, last), "grid": grids.by_day(unit, first, last, request.person),
        "draft": Draft.objects.filter(unit=unit, closed_at=None).first(),
    }  # fmt: skip
    return render(request, "duty/roster.html", context)


def people(request: Request, code: str) -> HttpResponse:
    """Persons and days."""
    unit, (first, last) = fetched(request, code), span(request.GET)
    rows, legend, lines = grids.by_person(unit, first, last, request.person)
    context = {**shared(request, unit), **around(first, last), "rows": rows, "legend": legend, "lines": lines}
    return render(request, "duty/people.html", context)


def gaps(request: Request, code: str) -> HttpResponse:
    """Where somebody is missing, from now on."""
    unit, now = fetched(request, code), clock.now()
    found = gaps_of([unit], now, now + timedelta(days=AHEAD_DAYS))
    context = {**shared(request, unit), "gaps": found[:200], "number": len(found), "ahead": AHEAD_DAYS}
    return render(request, "duty/gaps.html", context)


def hours(request: Request, code: str) -> HttpResponse:
    """Hours, nights and holidays of each person in a month."""
    unit = fetched(request, code)
    first, last = month(request.GET)
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    context = {
        **shared(request, unit), "rows": account_rows(unit, first, last, request.person), "first": first,
        "before": f"?month={before:%Y-%m}", "after": f"?month={after:%Y-%m}",
    }  # fmt: skip
    return render(request, "duty/hours.html", context)


def handing(request: Request, code: str) -> HttpResponse:
    """What is open now, and what was handed on."""
    unit = fetched(request, code)
    context = {**shared(request, unit), "groups": open_.open_for(unit), "watches": handed(unit, request.person)}
    return render(request, "duty/handing.html", context)
