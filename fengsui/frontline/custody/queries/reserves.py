"""How long a facility's officers last: today's strength, the days before, and the limits in force."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.custody.measures import DUTY_DAYS, DUTY_SHARE, STANDBY_DAYS
from fengsui.frontline.custody.models import Strength
from fengsui.frontline.custody.queries.places import only
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.utils.functional import Promise

    from fengsui.ground.org.models import Unit

BACK = 3  # the forecast looks at the change over so many days


@dataclass(frozen=True)
class Concern:
    """Something about the strength that does not hold."""

    key: str
    sentence: Promise
    params: dict[str, Any]
    amount: float


@dataclass(frozen=True)
class Reserve:
    """A facility's strength on a day, the row that the forecast starts from, and the limits."""

    facility: Unit
    now: Strength
    earlier: Strength | None
    duty_days: int
    duty_share: float
    standby_days: int

    @property
    def shift_day(self) -> int | None:
        """On which day the shift is inside; the first day is day 1."""
        return (self.now.day - self.now.inside_since).days + 1 if self.now.inside_since else None

    @property
    def days_left(self) -> float | None:
        """Days until the standby is used up if it goes on as in the last days; None if it does not shrink."""
        if self.earlier is None or self.earlier.on_standby <= self.now.on_standby:
            return None
        a_day = (self.earlier.on_standby - self.now.on_standby) / (self.now.day - self.earlier.day).days
        return self.now.on_standby / a_day

    def concerns(self) -> Iterator[Concern]:
        if self.shift_day and self.shift_day > self.duty_days:
            params: dict[str, Any] = {"days": self.shift_day, "limit": self.duty_days}
            sentence = _("Day {days} of the shift inside; the limit is {limit} days.")
            yield Concern("duty_days", sentence, params, self.shift_day - self.duty_days)
        if self.now.on_standby == 0:
            yield Concern("standby", _("No officer is on standby."), {}, 0)
        elif self.days_left is not None and self.days_left <= self.standby_days:
            params = {"standby": self.now.on_standby, "days": round(self.days_left, 1)}
            sentence = _("{standby} officers on standby, used up in {days} days at the present rate.")
            yield Concern("standby", sentence, params, self.days_left)
        if self.now.total and self.now.on_duty < self.duty_share * self.now.total:
            params = {"on_duty": self.now.on_duty, "total": self.now.total, "share": round(self.duty_share * 100)}
            sentence = _("{on_duty} of {total} officers on duty inside: fewer than {share}%.")
            yield Concern("duty_share", sentence, params, self.now.on_duty)


def reserves(day: date, known: datetime | None = None, facility: Unit | None = None) -> list[Reserve]:
    """The reserves of all facilities (or one) that entered their strength of a day. Two queries."""
    rows = Strength.objects.as_known(known).filter(day__range=(day - timedelta(days=BACK), day), **only(facility))
    series: dict[int, list[Strength]] = defaultdict(list)
    for row in rows.select_related("facility").order_by("day"):
        series[row.facility_id].append(row)
    end = clock.last_moment(day)
    limits = measures.readings(DUTY_DAYS, DUTY_SHARE, STANDBY_DAYS, at=end, known=known)
    return [
        Reserve(last.facility, last, rest[0] if rest else None, *(limit.of(last.facility) for limit in limits))
        for *rest, last in series.values()
        if last.day == day
    ]
