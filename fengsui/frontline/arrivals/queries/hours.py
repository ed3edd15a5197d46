"""The two measurements of a day: when each is open and due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from fengsui.frontline.arrivals.measures import EVENING_HOUR, MORNING_HOUR, SLOT_MINUTES
from fengsui.frontline.arrivals.models import Slot
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import System

if TYPE_CHECKING:
    from fengsui.ground.measures.queries import Reading
    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Timetable:
    """The hours of a day, for any unit, in the one query that the measures take."""

    day: date
    morning: Reading
    evening: Reading
    minutes: Reading

    def opens(self, slot: Slot, unit: Unit | None = None) -> datetime:
        reading = self.morning if slot == Slot.MORNING else self.evening
        return clock.on(self.day, reading.of(unit) if unit else reading.system(System.BUREAU))

    def due(self, slot: Slot, unit: Unit | None = None) -> datetime:
        minutes = self.minutes.of(unit) if unit else self.minutes.system(System.BUREAU)
        return self.opens(slot, unit) + timedelta(minutes=minutes)


def timetable(day: date, known: datetime | None = None) -> Timetable:
    read = measures.readings(MORNING_HOUR, EVENING_HOUR, SLOT_MINUTES, at=clock.last_moment(day), known=known)
    return Timetable(day, *read)


def slot_now(unit: Unit, moment: datetime | None = None) -> tuple[date, Slot]:
    """The measurement that one enters at a moment: the evening's from its hour on, else the morning's."""
    now = moment or clock.now()
    day = clock.local(now).date()
    evening = timetable(day).opens(Slot.EVENING, unit)
    return day, Slot.EVENING if now >= evening - timedelta(hours=2) else Slot.MORNING
