"""Who signed in, who handed on what, and who may take it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from fengsui.command.duty.models import Watch
from fengsui.command.duty.models.changes import place_name
from fengsui.command.duty.queries.handing import Group, read
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person, Seat, Shift, Station, Unit

SHOWN = 20
EARLY = timedelta(hours=1)


class Told(NamedTuple):
    """A watch as pages tell it."""

    watch: Watch
    place: str
    name: str
    taker: str
    groups: list[Group]


def handed(unit: Unit, reader: Person) -> list[Told]:
    """The last watches of a unit, the newest first."""
    rows = Watch.objects.filter(unit=unit).select_related("unit", "seat", "station").order_by("-pk")[:SHOWN]
    return told(list(rows), reader)


def told(rows: list[Watch], reader: Person) -> list[Told]:
    called = names_for(reader, {pk for row in rows for pk in (row.person_id, row.taken_by_id)})
    return [
        Told(
            row, place_of(row), called.get(row.person_id, ""), called.get(row.taken_by_id, "") if row.taken_by_id else "",
            read(row.items),
        )
        for row in rows
    ]  # fmt: skip


def place_of(row: Watch | Shift) -> str:
    place: Seat | Station | None = row.seat or row.station
    assert place
    return place_name(place)


def to_take(person: Person, shifts: list[Shift]) -> QuerySet[Watch]:
    """What was handed on at the units where a person is on duty now, and nobody took yet."""
    units = {place.unit_id for row in shifts for place in (row.seat or row.station,) if place}
    rows = Watch.objects.filter(unit__in=units, signed_off_at__gte=clock.now() - timedelta(days=1), taken_at=None)
    return rows.exclude(person=person).select_related("unit", "seat", "station").order_by("-signed_off_at")


def seen(person: Person) -> QuerySet[Watch]:
    """The watches that a person reads: one's own, those of units one sees, those one took or can take."""
    units = scope.seen(person, "duty.see").values("pk")
    now = clock.now()
    shifts = person.shifts.filter(period__startswith__lt=now + EARLY, period__endswith__gt=now)  # type: ignore[attr-defined]
    there = Q(unit__in=shifts.values("seat__unit")) | Q(unit__in=shifts.values("station__unit"))
    return Watch.objects.filter(Q(person=person) | Q(taken_by=person) | Q(unit__in=units) | there)
