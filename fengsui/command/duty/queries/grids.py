"""The roster as pages show it: days × hours, persons × days; who is on duty now over many units."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from fengsui.command.duty.queries.hours import holidays
from fengsui.command.duty.queries.people import pool
from fengsui.command.duty.queries.turns import Gap, gaps, laid, manned, posts_of, slots_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.models import SeatKind, Shift

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.command.duty.models import Slot
    from fengsui.command.duty.queries.turns import Manned
    from fengsui.ground.org.models import Person, Unit


class Name(NamedTuple):
    """Somebody in a cell; part: the hours, if they are there for a part of it only."""

    person: UUID
    name: str
    part: str
    shift: int


@dataclass
class Box:
    """A cell of the grid: a turn, or none on this day."""

    slot: Slot
    day: date
    row: Manned | None = None
    names: list[Name] = field(default_factory=list)
    missing: int = 0
    is_over: bool = False


@dataclass
class Line:
    """A day of the grid."""

    day: date
    is_today: bool
    is_holiday: bool
    boxes: list[Box]


@dataclass
class Grid:
    slots: list[Slot]
    lines: list[Line]

    @property
    def is_empty(self) -> bool:
        return not self.slots


def by_day(unit: Unit, first: date, last: date, reader: Person) -> Grid:
    """Days × hours; eight queries for any number of days."""
    posts = posts_of([unit], first, last)
    slots = [slot for post in posts for slot in slots_of(post)]
    rows = {row.turn.key: row for row in manned(laid(posts, first, last))}
    called = names_for(reader, {shift.person_id for row in rows.values() for shift in row.shifts})
    today, now, is_holiday = clock.today(), clock.now(), holidays()
    lines = []
    for day in clock.days(first, last):
        boxes = [_box(slot, day, rows.get((slot.pk, day)), called, now) for slot in slots]
        lines.append(Line(day, day == today, is_holiday(day), boxes))
    return Grid(slots, lines)


def _box(slot: Slot, day: date, row: Manned | None, called: Mapping[UUID, str], now: datetime) -> Box:
    box = Box(slot, day, row)
    if row is None:
        return box
    box.is_over = row.turn.until <= now
    box.missing = max((gap.missing for gap in row.gaps()), default=0)
    for shift in row.shifts:
        since, until = max(shift.period.lower, row.turn.since), min(shift.period.upper, row.turn.until)
        whole = (since, until) == (row.turn.since, row.turn.until)
        part = "" if whole else f"{clock.local(since):%H:%M}–{clock.local(until):%H:%M}"
        box.names.append(Name(shift.person_id, called.get(shift.person_id, ""), part, shift.pk))
    return box


class Row(NamedTuple):
    """A person of the grid by persons: for each day the signs of the slots."""

    name: str
    cells: list[list[str]]
    total: int


def by_person(
    unit: Unit, first: date, last: date, reader: Person
) -> tuple[list[Row], list[tuple[str, Slot]], list[Line]]:
    """Persons × days, with the signs and what they mean."""
    grid = by_day(unit, first, last, reader)
    signs = {slot.pk: _sign(n) for n, slot in enumerate(grid.slots)}
    where: dict[UUID, dict[date, list[str]]] = {}
    for line in grid.lines:
        for box in line.boxes:
            for one in box.names:
                where.setdefault(one.person, {}).setdefault(line.day, []).append(signs[box.slot.pk])
    people = {one.pk for one in pool(posts_of([unit], first, last), first, last)} | where.keys()
    called = names_for(reader, people)
    rows = [
        Row(called.get(pk, ""), [days.get(line.day, []) for line in grid.lines], sum(map(len, days.values())))
        for pk in people
        for days in (where.get(pk, {}),)
    ]
    legend = [(signs[slot.pk], slot) for slot in grid.slots]
    return sorted(rows, key=lambda row: row.name), legend, grid.lines


def _sign(n: int) -> str:
    return chr(ord("A") + n) if n < 26 else f"{chr(ord('A') + n // 26 - 1)}{chr(ord('A') + n % 26)}"


class There(NamedTuple):
    """Somebody at a place now."""

    place: str
    is_seat: bool
    person: UUID
    name: str
    since: datetime
    until: datetime


@dataclass
class Watchful:
    """A unit with who is on duty there, and where somebody is missing."""

    unit: Unit
    there: list[There] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def effective(
    units: Sequence[Unit], name: Callable[[Iterable[UUID]], Mapping[UUID, str]], moment: datetime | None = None
) -> list[Watchful]:
    """Who is on duty at units at a moment, and what is empty; a constant number of queries. name: how names are opened."""
    moment = moment or clock.now()
    found = {unit.pk: Watchful(unit) for unit in units}
    rows = list(present(list(found), moment))
    called = name({person for _unit, _kind, _place, person, _period in rows})
    for unit, kind, place, person, period in rows:
        label = str(SeatKind(kind).label) if kind else place
        found[unit].there.append(There(label, bool(kind), person, called.get(person, ""), period.lower, period.upper))
    for gap in gaps(units, moment, moment + timedelta(seconds=1)):
        found[gap.turn.post.unit_id].gaps.append(gap)
    return list(found.values())


def present(units: Sequence[int], moment: datetime) -> Iterator[tuple[int, str, str, UUID, Any]]:
    """Unit, seat's kind or station's name, person, period of the shifts of a moment: seats first."""
    now = Shift.objects.filter(period__contains=moment)
    seats = now.filter(seat__unit__among=frozenset(units)).order_by("seat__unit", "seat__kind")
    for unit, kind, person, period in seats.values_list("seat__unit", "seat__kind", "person", "period"):
        yield unit, kind, "", person, period
    stations = now.filter(station__unit__among=frozenset(units)).order_by("station__unit", "station__name", "pk")
    for unit, place, person, period in stations.values_list("station__unit", "station__name", "person", "period"):
        yield unit, "", place, person, period
