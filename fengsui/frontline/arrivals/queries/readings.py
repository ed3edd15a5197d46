"""How many temperatures of an observation were due, and what was measured: for the release and its certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.frontline.arrivals.models import Slot, Temperature
from fengsui.frontline.arrivals.queries.hours import timetable
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from decimal import Decimal
    from uuid import UUID

    from fengsui.frontline.arrivals.models import Observation
    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Readings:
    """due: measurements whose hour came while the person was observed; measured: with degrees; highest: of those."""

    due: int
    measured: int
    unreadable: int
    highest: Decimal | None

    @property
    def missing(self) -> int:
        return self.due - self.measured - self.unreadable


def readings(
    rows: Collection[Observation], unit: Unit, moment: datetime, known: datetime | None = None
) -> dict[UUID, Readings]:
    """By observation, at a moment. One query, and the hours of the first and the last day: on those in between all are due."""
    taken: dict[UUID, dict[tuple[date, str], Decimal | None]] = {row.pk: {} for row in rows}
    found = Temperature.objects.as_known(known).filter(observation__in=taken)
    for pk, day, slot, celsius in found.values_list("observation", "day", "slot", "celsius"):
        taken[pk][day, slot] = celsius
    edges = {clock.local(row.at).date() for row in rows} | {clock.local(moment).date()}
    tables = {day: timetable(day, known) for day in edges}

    def is_due(row: Observation, day: date, slot: Slot) -> bool:
        table = tables.get(day)
        return table is None or (table.opens(slot, unit) > row.at and table.due(slot, unit) <= moment)

    return {row.pk: _counted(taken[row.pk], {key for key in _all(row, moment) if is_due(row, *key)}) for row in rows}


def _all(row: Observation, moment: datetime) -> list[tuple[date, Slot]]:
    """Every measurement of the days on which the person was observed so far."""
    begun, last = clock.local(row.at).date(), min(clock.local(moment).date(), row.last_day)
    return [(day, slot) for day in clock.days(begun, last) for slot in Slot]


def _counted(taken: dict[tuple[date, str], Decimal | None], due: set[tuple[date, Slot]]) -> Readings:
    """One that was taken before its hour was over was due too."""
    degrees = [one for one in taken.values() if one is not None]
    return Readings(len(due | taken.keys()), len(degrees), len(taken) - len(degrees), max(degrees, default=None))
