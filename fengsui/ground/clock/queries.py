"""What time it is. Import as `from fengsui.ground.clock import queries as clock`."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from fengsui.ground.clock.models import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIEST, LATEST = 2000, 9999  # years that are looked at: before any fact, and where a day's neighbours overflow
LOCAL = ZoneInfo(settings.TIME_ZONE)
_FRESH_S = 1.0  # another process may move a drill's clock; one second later everybody knows
_cache: tuple[float, Clock] | None = None


def wall() -> datetime:
    """Return the machine's time. Only for sessions, tokens, jobs and `written_at`."""
    return datetime.now(UTC)  # noqa: TID251 - this is the place


def state() -> Clock:
    """Return the clock's row, at most a second old; a database without one is live."""
    global _cache  # noqa: PLW0603 - the row is read on every request; one second of memory saves the query
    if _cache and time.monotonic() - _cache[0] < _FRESH_S:
        return _cache[1]
    moment = wall()
    row = Clock.objects.first() or Clock(kind=Clock.Kind.LIVE, base=moment, anchor=moment, settled_until=moment)
    _cache = (time.monotonic(), row)
    return row


def forget() -> None:
    """Drop the remembered row: after a change, and between tests."""
    global _cache  # noqa: PLW0603
    _cache = None


def now() -> datetime:
    """Return the domain's time: the wall's in a live database, the simulated one in a drill."""
    row = state()
    if not row.is_drill:
        return wall()
    return row.base + (wall() - row.anchor) * row.rate


def local(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL)


def today() -> date:
    return local(now()).date()


def day_of(known: datetime | None) -> date:
    """The local day of a moment at which one looks, or today."""
    return local(known or now()).date()


def read_day(text: str) -> date | None:
    """A day as addresses write it (2020-02-03); None if there is none, or it is not one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def day_asked(query: Mapping[str, str], known: datetime | None = None) -> date:
    """The day that a page or an export asks for (`?day=`); without one, or rubbish, today, or the day looked back to."""
    day = read_day(query.get("day", ""))
    return day if day and EARLIEST <= day.year < LATEST else day_of(known)


def is_drill() -> bool:
    return state().is_drill


def on(day: date, hour: clock_time) -> datetime:
    """Return the moment of a local hour on a day."""
    return datetime.combine(day, hour, tzinfo=LOCAL)


def midnight(day: date) -> datetime:
    return on(day, clock_time(0))


def last_moment(day: date) -> datetime:
    """The last moment of a day: as of then is asked what held on it."""
    return midnight(day) + timedelta(days=1, microseconds=-1)


def week(day: date, known: datetime | None = None) -> list[date]:
    """The week that ends with a day, or with today if the day is near: for the row of days above a list."""
    last = min(max(day, day_of(known)), day + timedelta(days=3))
    return days(last - timedelta(days=6), last)


def days(first: date, last: date) -> list[date]:
    """All days from the first to the last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
