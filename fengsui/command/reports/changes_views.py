from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from fengsui.command.reports import queries
from fengsui.command.reports.changes import changes as compare
from fengsui.command.reports.rollup_views import above, chosen
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import NotThen, read, written
from fengsui.ground.indicators.rollups import rollup as roll
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def changes(request: Request, line: str, code: str, day: date) -> HttpResponse:
    """What changed in the numbers of a unit and those below between two moments: what, from what to what, by whom, why."""
    unit = chosen(request, line, code, day)
    owing = list(roll(day, line, unit).own)
    since, until, problem = _between(request, day, owing)
    found = compare(day, owing, since, until) if not problem else None
    context = {
        "unit": unit, "line": line, "day": day, "found": found, "since": since, "until": until, "problem": problem,
        "from_text": request.GET.get("from") or written(since), "to_text": request.GET.get("to", ""),
        "latest": written(clock.now().replace(second=0, microsecond=0)), "above": above(request, unit, line, day),
    }  # fmt: skip
    return render(request, "reports/changes.html", context, status=HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK)


def _between(request: Request, day: date, owing: list[int]) -> tuple[datetime, datetime, str]:
    """The two moments asked for, and what is wrong with them."""
    now = clock.now()
    since = _usual(day, owing, now)
    try:
        since, until = read(request.GET.get("from", "")) or since, read(request.GET.get("to", "")) or now
    except NotThen as refused:
        return since, now, str(refused)
    if since >= until:
        return since, until, _("The first moment must lie before the second.")
    return since, until, ""


def _usual(day: date, owing: list[int], now: datetime) -> datetime:
    """Since when one asks: since a single unit signed, else since the cut-off; before it, since the day began."""
    units = list(Unit.objects.filter(pk__in=owing))
    signed = queries.last_signatures(day, owing[:1]) if len(owing) == 1 else {}
    cutoff = max((row.cutoff for row in queries.standings(day, units)), default=now)
    usual = next(iter(signed.values()), cutoff)
    return usual if usual < now else min(clock.midnight(day), now)
