from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q

from fengsui.command.duty.models import Stage, Swap, Watch
from fengsui.command.duty.queries.watches import place_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Panel
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.models import COMMAND_LINES, SeatKind, Shift

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person


SHOWN, SOON = 5, timedelta(days=14)


class Above(NamedTuple):
    """Who holds a seat above: whom one rings."""

    unit: str
    place: str
    name: str
    until: datetime


def _context(person: Person) -> dict[str, Any]:
    now = clock.now()
    units = near(person)
    shifts = list(shown(person, units, now))
    row = next((one for one in shifts if one.person_id == person.pk), None)
    is_now = row is not None and row.period.lower <= now
    return {
        "swaps": list(waiting(person, now)), "next": row, "place": place_of(row) if row else "", "is_now": is_now, "above": above(person, [one for one in shifts if one.person_id != person.pk]),
        "signed_in": is_now and row is not None and Watch.objects.filter(person=person, since=row.period.lower).exists(),
    }  # fmt: skip


def waiting(person: Person, now: datetime) -> QuerySet[Swap]:
    """The swaps that wait for somebody's own answer: as the one who is asked, or as whoever approves."""
    asked = Q(other=person, stage=Stage.ASKED)
    agreed = (
        Q(stage=Stage.AGREED, unit__in=scope.own_ids(person, "duty.approve")) & ~Q(person=person) & ~Q(other=person)
    )
    rows = Swap.objects.filter(asked | agreed, since__gt=now).select_related("unit", "seat", "station")
    return rows.order_by("since")[:SHOWN]


def near(person: Person) -> set[int]:
    """One's own units and those directly above them, in any line of command: known without a query."""
    held = scope.carrying(person, scope.verbs()["duty.see"])
    return {
        int(step)
        for one in held
        for path in one.paths
        if path.split(".")[0] in COMMAND_LINES
        for step in path.split(".")[-2:]
        if step.isdigit()
    }


def shown(person: Person, units: set[int], now: datetime) -> QuerySet[Shift]:
    """One's own shifts of the next two weeks, the nearest first, and who holds the seats of these units now: one query."""
    own = Q(person=person, period__endswith__gt=now, period__startswith__lt=now + SOON)
    seated = Q(seat__unit__in=units, period__contains=now)
    rows = Shift.objects.filter(own | seated).select_related("seat__unit", "station__unit")
    return rows.order_by("period", "seat__unit__code", "seat__kind")


def above(person: Person, rows: list[Shift]) -> list[Above]:
    """Who holds a seat above: whom one rings."""
    called = names_for(person, {row.person_id for row in rows})
    found = [
        Above(row.seat.unit.label, str(SeatKind(row.seat.kind).label), called.get(row.person_id, ""), row.period.upper)
        for row in rows if row.seat
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.unit)


DUTY = Panel("duty.next", verb="duty.see", template="duty/panel.html", context=_context, order=15)
