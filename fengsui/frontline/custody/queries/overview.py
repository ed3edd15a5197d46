"""Where roll-calls stand: of many facilities on a day, and of one section by section."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.custody.models import Confirmation, Count, Fever, Slot
from fengsui.frontline.custody.queries.hours import RollCall, both, timetable
from fengsui.frontline.custody.queries.places import sections
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.utils.functional import Promise

    from fengsui.frontline.custody.queries.balances import Balance
    from fengsui.frontline.custody.queries.hours import Times
    from fengsui.ground.checks.declare import Failure
    from fengsui.ground.org.models import Unit

_STATES: dict[str, tuple[str, Promise]] = {
    "ahead": ("still", _("before its hour")),
    "open": ("due", _("to be counted")),
    "late": ("bad", _("late")),
    "counted": ("draft", _("to be confirmed")),
    "confirmed": ("good", _("confirmed")),
}


@dataclass(frozen=True)
class State:
    """Where one roll-call of a facility stands."""

    call: RollCall
    times: Times
    sections: int
    counted: int
    total: int
    outside: int
    confirmation: Confirmation | None
    moment: datetime  # at which it is seen

    @property
    def key(self) -> str:
        if self.confirmation:
            return "confirmed"
        if self.is_complete:
            return "counted"
        if self.moment < self.times.opens_at:
            return "ahead"
        return "late" if self.moment > self.times.due_at else "open"

    @property
    def is_complete(self) -> bool:
        return 0 < self.sections <= self.counted

    @property
    def tone(self) -> str:
        return _STATES[self.key][0]

    @property
    def word(self) -> Promise:
        return _STATES[self.key][1]


@dataclass(frozen=True)
class Standing:
    """A facility's day in one line."""

    facility: Unit
    morning: State
    evening: State
    fevers: int
    failures: int

    @property
    def is_late(self) -> bool:
        return "late" in {self.morning.key, self.evening.key}


def states(facilities: list[Unit], day: date, known: datetime | None = None) -> dict[tuple[int, str], State]:
    """The state of each facility's two roll-calls, now or as known at a moment. Four queries."""
    ids = [unit.pk for unit in facilities]
    here, table = sections(ids, day), timetable(day, known)
    rows = Count.objects.as_known(known).filter(day=day, facility__in=ids).order_by()
    sums = {
        (facility, slot): (n, present + outside, outside)
        for facility, slot, n, present, outside in rows.values_list("facility_id", "slot").annotate(
            n=models.Count("pk"), inside=models.Sum("present"), out=models.Sum("outside")
        )
    }
    told = Confirmation.objects.as_known(known).filter(day=day, facility__in=ids)
    confirmed, moment = {(row.facility_id, row.slot): row for row in told}, known or clock.now()
    return {
        (unit.pk, call.slot): State(
            call, table.times(unit, call), len(here.get(unit.pk, [])),
            *sums.get((unit.pk, call.slot), (0, 0, 0)), confirmed.get((unit.pk, call.slot)), moment,
        )
        for unit in facilities
        for call in both(day)
    }  # fmt: skip


def overview(
    facilities: list[Unit], day: date, failures: Iterable[Failure], known: datetime | None = None
) -> list[Standing]:
    """Many facilities' day, the late ones first. The number of queries does not depend on how many they are."""
    found = states(facilities, day, known)
    ids = [unit.pk for unit in facilities]
    midnight = clock.midnight(day)
    rows = Fever.objects.as_known(known).filter(facility__in=ids, at__gte=midnight, at__lt=midnight + timedelta(days=1))
    fevers = dict(rows.order_by().values_list("facility_id").annotate(n=models.Count("pk")))
    failed = Counter(failure.unit_id for failure in failures)
    listed = [
        Standing(
            unit, found[unit.pk, Slot.MORNING], found[unit.pk, Slot.EVENING], fevers.get(unit.pk, 0),
            failed[unit.pk],
        )
        for unit in facilities
    ]  # fmt: skip
    return sorted(listed, key=lambda row: (not row.is_late, not row.failures, row.facility.code))


@dataclass(frozen=True)
class Line:
    """A section's two roll-calls of a day; None where it was not counted."""

    section: Unit
    morning: Balance | None
    evening: Balance | None

    def of(self, slot: str) -> Balance | None:
        return self.morning if slot == Slot.MORNING else self.evening

    @property
    def both(self) -> tuple[Balance | None, Balance | None]:
        return self.morning, self.evening


def lines(facility: Unit, day: date, balances: Iterable[Balance]) -> list[Line]:
    """A facility's sections with their counts of a day and whether they add up."""
    found = {(each.now.section_id, each.now.slot): each for each in balances}
    return [
        Line(unit, found.get((unit.pk, Slot.MORNING)), found.get((unit.pk, Slot.EVENING)))
        for unit in sections([facility.pk], day).get(facility.pk, [])
    ]
