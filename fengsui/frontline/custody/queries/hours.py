"""When roll-calls are due, and to which reported days an entry belongs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from fengsui.frontline.custody.measures import CONFIRM_GRACE, EVENING_HOUR, GRACE, MORNING_HOUR, OPENS
from fengsui.frontline.custody.models import Slot
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.measures import WINDOW_END
from fengsui.ground.indicators.queries import window
from fengsui.ground.measures import queries as measures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fengsui.ground.indicators.declare import Window
    from fengsui.ground.measures.queries import Reading
    from fengsui.ground.org.models import Unit


class RollCall(NamedTuple):
    """One of a day's two roll-calls."""

    day: date
    slot: Slot


@dataclass(frozen=True)
class Times:
    """The moments of a facility's roll-call."""

    opens_at: datetime
    at: datetime
    due_at: datetime
    confirm_by: datetime


class Timetable:
    """The hours of all facilities as measures in force at a moment say: one query, then none."""

    def __init__(self, moment: datetime, known: datetime | None = None) -> None:
        wanted = (MORNING_HOUR, EVENING_HOUR, OPENS, GRACE, CONFIRM_GRACE, WINDOW_END)
        found = measures.readings(*wanted, at=moment, known=known)
        self._hours: dict[str, Reading] = {Slot.MORNING: found[0], Slot.EVENING: found[1]}
        self._opens, self._grace, self._confirm, self._ends = found[2:]

    def at(self, facility: Unit, call: RollCall) -> datetime:
        """When a roll-call is to be taken."""
        return clock.on(call.day, self._hours[call.slot].of(facility))

    def times(self, facility: Unit, call: RollCall) -> Times:
        hour = self.at(facility, call)
        due = hour + timedelta(minutes=self._grace.of(facility))
        confirm = due + timedelta(minutes=self._confirm.of(facility))
        return Times(hour - timedelta(minutes=self._opens.of(facility)), hour, due, confirm)

    def within(self, facility: Unit, window: Window) -> list[RollCall]:
        """The roll-calls whose hour lies after a window's start and not after its end: the last is its stock."""
        first, last = clock.local(window.start).date(), clock.local(window.end).date()
        return [
            call
            for day in clock.days(first, last)
            for call in both(day)
            if window.start < self.at(facility, call) <= window.end
        ]

    def reported_event(self, facility: Unit, at: datetime) -> list[date]:
        """The reported days in whose window an event falls."""
        return [day for day, window in self._windows(facility, at) if window.start <= at < window.end]

    def reported_call(self, facility: Unit, call: RollCall) -> list[date]:
        """The reported days to which a roll-call belongs: one at the very end of a window still counts."""
        at = self.at(facility, call)
        return [day for day, window in self._windows(facility, at) if window.start < at <= window.end]

    def reported_day(self, facility: Unit, day: date) -> list[date]:
        """The reported days that speak of a calendar day (the officers' strength)."""
        found = self._windows(facility, clock.midnight(day))
        return [each for each, window in found if last_day(window) == day]

    def _windows(self, facility: Unit, at: datetime) -> Iterator[tuple[date, Window]]:
        day, minutes = clock.local(at).date(), self._ends.system(facility.system)
        for each in (day, day + timedelta(days=1)):  # a window ends at the day's own midnight at the earliest
            yield each, window(each, minutes)


def both(day: date) -> Iterator[RollCall]:
    """A day's roll-calls in their order."""
    yield RollCall(day, Slot.MORNING)
    yield RollCall(day, Slot.EVENING)


def timetable(day: date, known: datetime | None = None) -> Timetable:
    """The hours that hold on a day."""
    return Timetable(clock.last_moment(day), known)


def following(call: RollCall) -> RollCall:
    if call.slot == Slot.MORNING:
        return RollCall(call.day, Slot.EVENING)
    return RollCall(call.day + timedelta(days=1), Slot.MORNING)


def last_day(window: Window) -> date:
    """The calendar day in which a window ends."""
    return clock.local(window.end - timedelta(microseconds=1)).date()
