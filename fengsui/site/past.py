"""The bar above a page that looks back: which moment, one step on, the day's landmarks, and the way back to now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import PARAMETER, written
from fengsui.ground.measures import queries as measures

if TYPE_CHECKING:
    from django.http import HttpRequest

HOUR = timedelta(hours=1)


class Past:
    """What the bar shows."""

    def __init__(self, request: HttpRequest, known: datetime) -> None:
        self.request, self.known = request, known

    @property
    def value(self) -> str:
        return written(self.known)

    @property
    def latest(self) -> str:
        """The latest moment that can be asked for: now, to the minute."""
        return written(_minute(clock.now()))

    @cached_property
    def now_url(self) -> str:
        return address(self.request, None)

    @cached_property
    def rest(self) -> list[tuple[str, str]]:
        """What else the address asks for, to be kept when another moment is chosen."""
        return [
            (key, str(value)) for key, value in self.request.GET.items() if key not in {PARAMETER, "before", "after"}
        ]

    @cached_property
    def steps(self) -> list[tuple[str, str, bool]]:
        """One hour back and on, then the landmarks of the moment's day: title, address, whether it is this one."""
        moments: list[tuple[str, datetime]] = [(_("−1 h"), self.known - HOUR), (_("+1 h"), self.known + HOUR)]
        now = clock.now()
        return [
            (title, address(self.request, at), at == self.known)
            for title, at in moments + self._landmarks()
            if at <= now
        ]

    def _landmarks(self) -> list[tuple[str, datetime]]:
        day = clock.local(self.known).date()
        marked = [parameter for parameter in measures.parameters().values() if parameter.landmark]
        readings = measures.readings(*marked, at=clock.on(day, time(23, 59)))
        hours: list[tuple[time, str]] = sorted((r.system(""), str(r.parameter.landmark)) for r in readings)
        named = [(f"{name} {at:%H:%M}", clock.on(day, at)) for at, name in hours]
        return [*named, (_("End of the day"), clock.on(day, time(23, 59)))]


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def address(request: HttpRequest, moment: datetime | None) -> str:
    """The page's address as known at a moment, or now; from the top of its list."""
    query = request.GET.copy()
    for key in (PARAMETER, "before", "after"):
        query.pop(key, None)
    if moment is not None:
        query[PARAMETER] = written(moment)
    return f"{request.path}?{query.urlencode(safe=':')}" if query else request.path


def entrance(request: HttpRequest) -> str:
    """Where a look back begins: at the end of the page's day, or now if that day is not over."""
    end = clock.on(_day(request), time(23, 59))
    return address(request, min(end, _minute(clock.now())))


def _day(request: HttpRequest) -> date:
    match = request.resolver_match
    named = match.kwargs.get("day") if match else None
    return named if isinstance(named, date) else clock.day_asked(request.GET)
