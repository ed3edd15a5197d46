"""Looking: all facilities, one facility's day, one section's history."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render

from fengsui.frontline.custody.checks import failures
from fengsui.frontline.custody.measures import CLOSED
from fengsui.frontline.custody.models import Count, Fever, Movement
from fengsui.frontline.custody.queries import overview, reserves
from fengsui.frontline.custody.queries.balances import balances
from fengsui.frontline.custody.queries.persons import with_persons
from fengsui.frontline.custody.queries.places import seen_by
from fengsui.frontline.custody.views.common import around, basics, facility_of
from fengsui.frontline.custody.words import movement_label
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.models import Entry
from fengsui.ground.journal.queries import until
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.ground.org.closed import last_day
from fengsui.ground.org.doors import unit_at
from fengsui.ground.org.models import SECTION_KINDS, Line, SeatKind, Tie
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import holder, names

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

RECENT = 8  # so many movements and fevers stand on the day's page; the rest is a tap away


@looks_back
def index(request: Request) -> HttpResponse:
    """All facilities in reach with the state of the day's roll-calls; with only one, its page at once."""
    if not scope.may(request.person, "custody.view"):
        raise Http404
    day = clock.day_asked(request.GET, request.known)
    facilities = list(seen_by(request.person).existing(day))  # type: ignore[attr-defined]
    if len(facilities) == 1 and "day" not in request.GET:
        return redirect("custody:facility", facilities[0].code)
    known = request.known
    rows = overview.overview(facilities, day, failures(day, known=known), known)
    context = {
        "day": day, "days": around(day, known), "rows": rows, "late": sum(row.is_late for row in rows),
        "complete": sum(row.evening.is_complete for row in rows),
        "confirmed": sum(row.evening.confirmation is not None for row in rows),
    }  # fmt: skip
    return render(request, "custody/index.html", context)


@looks_back
def facility(request: Request, code: str) -> HttpResponse:
    """One facility's day: its two roll-calls section by section, officers, movements, fevers, history."""
    unit, known = facility_of(request, code), request.known
    day = last_day(unit, clock.day_asked(request.GET, known))
    start, end = clock.midnight(day), clock.midnight(day + timedelta(days=1))
    states, counted = overview.states([unit], day, known), balances(day, known, facility=unit)
    moved = Movement.objects.as_known(known).filter(facility=unit, at__gte=start, at__lt=end).order_by("-at")
    fevers = Fever.objects.as_known(known).filter(facility=unit, at__gte=start, at__lt=end).order_by("-at")
    related = ("section", "to_section", "counterpart", "prisoner", "detainee")
    leader = holder(unit, SeatKind.LEADER_ON_DUTY, min(known or clock.now(), end - timedelta(minutes=1)))
    entries = until(Entry.objects.filter(unit=unit.pk, kind__startswith="custody.", at__gte=start, at__lt=end), known)
    context = basics(
        unit, day=day, days=around(day, known), states=list(states.values()), lines=overview.lines(unit, day, counted),
        failures=failures(day, unit, counted, known),
        reserve=next(iter(reserves.reserves(day, known, unit)), None),
        moved=[
            (row, movement_label(unit, row.kind), who) for row, who in with_persons(moved.select_related(*related)[:RECENT])
        ],
        fevers=with_persons(fevers.select_related("section", "prisoner", "detainee")[:RECENT]),
        leader=names([leader.pk])[leader.pk] if leader else None,
        closed_management=measures.reading(CLOSED, at=min(known or clock.now(), end), known=known).of(unit),
        entries=entries.order_by("-pk")[:20],
    )  # fmt: skip
    return render(request, "custody/facility.html", context)


@looks_back
def section(request: Request, code: str) -> HttpResponse:
    """One section's roll-calls, newest first, with what was corrected."""
    unit = unit_at(request, scope.seen(request.person, "custody.view").filter(kind__in=SECTION_KINDS), code)
    tie = Tie.objects.filter(unit=unit, line=Line.TERRITORY).select_related("superior").order_by("-valid_from").first()
    facility = tie.superior if tie and tie.superior else unit
    known = request.known
    told = Count.objects.filter(section=unit)
    found = page(told.filter(known_at__lte=known) if known else told, request.GET)
    people = names(row.entered_by_id for row in found)
    rows = [
        (row, people.get(row.entered_by_id, "") if row.entered_by_id else "", _is_replaced(row, known)) for row in found
    ]
    current = Count.objects.as_known(known).filter(section=unit).order_by("-at")[:28]
    trend = [row.total for row in current][::-1]
    context = {**basics(facility), "section": unit, "page": found, "rows": rows, "trend": trend}
    return render(request, "custody/section.html", context)


def _is_replaced(row: Count, known: datetime | None) -> bool:
    """Whether a count was corrected, as far as it was known."""
    return row.replaced_at is not None and (known is None or row.replaced_at <= known)
