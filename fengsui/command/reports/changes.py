"""What changed in a day's numbers between two moments, and the entries that did it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.journal.models import Entry
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.indicators.queries import State, Vector

MOST_ENTRIES = 400


@dataclass(frozen=True)
class Number:
    """An indicator of one unit that differs: what counted in the roll-up, and what the registers said."""

    indicator: Indicator
    counted: tuple[float | None, float | None]
    computed: tuple[float | None, float | None]

    @property
    def is_counted(self) -> bool:
        """Whether the roll-up itself differs, not only the registers behind a signed number."""
        return self.counted[0] != self.counted[1]

    @property
    def is_computed(self) -> bool:
        return self.computed[0] != self.computed[1]


@dataclass
class UnitChange:
    """A unit whose numbers, or whose signature, differ between the two moments."""

    unit: Unit
    numbers: list[Number]
    signed: tuple[datetime | None, datetime | None]
    entries: list[Entry] = field(default_factory=list)

    @property
    def is_signed_since(self) -> bool:
        return self.signed[1] is not None and self.signed[1] != self.signed[0]

    @property
    def is_taken_back(self) -> bool:
        return self.signed[0] is not None and self.signed[1] is None


@dataclass(frozen=True)
class Changes:
    """All that differs, in the order of the organisation; `measures`: decisions in between that may be the cause."""

    units: list[UnitChange]
    measures: list[Entry]
    is_cut: bool  # more entries than are shown

    @property
    def entries(self) -> list[Entry]:
        return self.measures


def changes(day: date, units: Iterable[int], since: datetime, until: datetime) -> Changes:
    """Compare a day's numbers of some units (in the order to be shown) as known at two moments. Constant queries."""
    order = list(units)
    before = indicators.states(day, day, since, units=order)
    after = indicators.states(day, day, until, units=order)
    found, positions, named = [], indicators.slots(), Unit.objects.in_bulk(order)
    for pk in order:
        then, now = before.get((pk, day)), after.get((pk, day))
        if then is None or now is None:
            continue  # no number of this unit was ever computed or signed
        numbers = _numbers(named[pk], day, then, now, positions)
        if numbers or then.confirmed_at != now.confirmed_at:
            found.append(UnitChange(named[pk], numbers, (then.confirmed_at, now.confirmed_at)))
    return _told(day, found, since, until)


def _numbers(unit: Unit, day: date, then: State, now: State, positions: dict[str, int]) -> list[Number]:
    numbers = []
    for indicator in indicators.of_unit(unit, day):
        place = positions.get(indicator.code)
        if place is not None:
            counted = _value(_counted(then), place), _value(_counted(now), place)
            computed = _value(then.computed, place), _value(now.computed, place)
            numbers.append(Number(indicator, counted, computed))
    return [number for number in numbers if number.is_counted or number.is_computed]


def _counted(state: State) -> Vector:
    return state.confirmed if state.confirmed_at else state.computed


def _value(vector: Vector, place: int) -> float | None:
    value = float(vector[place])
    return None if value != value else value  # noqa: PLR0124 - not a number


def _told(day: date, found: list[UnitChange], since: datetime, until: datetime) -> Changes:
    """Add what was entered in between: about the day's report, and by the rooms whose numbers differ, for that day."""
    rooms = {number.indicator.code.split(".")[0] for change in found for number in change.numbers if number.is_computed}
    rooms.discard("reports")
    about = Q(kind__startswith="reports.", data__day=day.isoformat())
    start, end = clock.midnight(day - timedelta(days=1)), clock.midnight(day + timedelta(days=1))
    for room in rooms:
        about |= Q(kind__startswith=f"{room}.", at__gte=start, at__lt=end)
    between = Entry.objects.filter(known_at__gt=since, known_at__lte=until)
    mine = {change.unit.pk: change for change in found}
    rows = list(between.filter(about, unit__in=mine).order_by("pk")[: MOST_ENTRIES + 1])
    for row in rows[:MOST_ENTRIES]:
        if row.unit is not None:
            mine[row.unit].entries.append(row)
    decided = list(between.filter(kind__startswith="measures.").order_by("pk")[:50]) if found else []
    return Changes(found, decided, len(rows) > MOST_ENTRIES)
