"""What everybody has done: hours, nights, holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fengsui.command.duty.measures import HOLIDAYS, WORKED
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import Shift

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

NIGHT = time(2)  # whoever is on duty at two in the morning has a night


@dataclass
class Account:
    """A person's duty in a time: shifts that begin in it."""

    shifts: int = 0
    minutes: int = 0
    nights: int = 0
    holidays: int = 0

    @property
    def hours(self) -> float:
        return self.minutes / 60

    def add(self, since: datetime, until: datetime, is_holiday: Callable[[date], bool]) -> None:
        self.shifts += 1
        self.minutes += round((until - since).total_seconds() / 60)
        self.nights += nights(since, until)
        self.holidays += is_holiday(clock.local(since).date())


def nights(since: datetime, until: datetime) -> int:
    """How many times it is two in the morning during a shift."""
    first, last = clock.local(since).date(), clock.local(until).date()
    return sum(since <= clock.on(day, NIGHT) < until for day in clock.days(first, last))


def holidays() -> Callable[[date], bool]:
    """Tells of a day whether it is a public holiday, a Saturday or a Sunday that is not worked."""
    free, worked = _days(measures.reading(HOLIDAYS).system("")), _days(measures.reading(WORKED).system(""))
    return lambda day: day in free or (day.isoweekday() > 5 and day not in worked)


def _days(text: str) -> frozenset[date]:
    """Days and from/to between blanks; what is neither is passed over: a slip of the pen stops no roster."""
    found: set[date] = set()
    for word in text.split():
        begin, _mark, end = word.partition("/")
        first, last = clock.read_day(begin), clock.read_day(end or begin)
        if first and last and 0 <= (last - first).days <= 366:
            found |= set(clock.days(first, last))
    return frozenset(found)


def accounts(persons: Iterable[UUID], first: date, last: date) -> dict[UUID, Account]:
    """What persons have on the roster on some days, wherever they are on duty; one query."""
    found = {person: Account() for person in persons}
    is_holiday = holidays()
    since, until = clock.midnight(first), clock.midnight(last + timedelta(days=1))
    rows = Shift.objects.filter(
        person__in=list(found), period__overlap=DateTimeTZRange(since, until), period__startswith__gte=since
    )
    for person, period in rows.values_list("person", "period"):
        found[person].add(period.lower, period.upper, is_holiday)
    return found
