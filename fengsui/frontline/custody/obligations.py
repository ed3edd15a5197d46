from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.custody.measures import REMEASURE_MINUTES
from fengsui.frontline.custody.models import Confirmation, Count, Fever, Outcome, Remeasurement, Slot, Strength
from fengsui.frontline.custody.queries.hours import RollCall, timetable
from fengsui.frontline.custody.queries.places import facilities, sections
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations.declare import Expected, Owing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime

    from fengsui.frontline.custody.queries.hours import Times
    from fengsui.ground.obligations.models import Obligation
    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class _Plan:
    """What facilities owe for a roll-call: from when to when, and which of them have done it on a day."""

    slot: Slot
    span: Callable[[Times], tuple[datetime, datetime]]
    done: Callable[[date, Slot, Mapping[int, list[Unit]]], set[int]]

    def __call__(self, since: datetime, until: datetime) -> Iterator[Expected]:
        for day in clock.days(clock.local(since).date(), clock.local(until).date()):
            table, here = timetable(day), sections(None, day)
            done = self.done(day, self.slot, here)
            for unit in facilities(day, here):  # a facility without sections has nobody to count
                opens, due = self.span(table.times(unit, RollCall(day, self.slot)))
                if unit.pk not in done and opens < until and due >= since:
                    yield Expected(unit.pk, f"org.unit:{unit.pk}", day.isoformat(), opens, due)


def _counted(day: date, slot: Slot, here: Mapping[int, list[Unit]]) -> set[int]:
    """The facilities all of whose sections are counted."""
    rows = set(Count.objects.as_known().filter(day=day, slot=slot).values_list("section_id", flat=True))
    return {pk for pk, units in here.items() if all(unit.pk in rows for unit in units)}


def _confirmed(day: date, slot: Slot, _here: Mapping[int, list[Unit]]) -> set[int]:
    return set(Confirmation.objects.as_known().filter(day=day, slot=slot).values_list("facility_id", flat=True))


def _strength_entered(day: date, _slot: Slot, _here: Mapping[int, list[Unit]]) -> set[int]:
    return set(Strength.objects.as_known().filter(day=day).values_list("facility_id", flat=True))


def _to_count(times: Times) -> tuple[datetime, datetime]:
    return times.opens_at, times.due_at


def _to_confirm(times: Times) -> tuple[datetime, datetime]:
    return times.at, times.confirm_by


def _before_the_hour(times: Times) -> tuple[datetime, datetime]:
    return times.at - timedelta(hours=12), times.at


def _grid(slot: Slot) -> Callable[[object], str]:
    def link(row: object) -> str:
        obligation = cast("Obligation", row)
        return reverse("custody:grid", args=[obligation.unit.code, obligation.period, slot])

    return link


def _strength_link(row: object) -> str:
    obligation = cast("Obligation", row)
    return reverse("custody:strength", args=[obligation.unit.code]) + f"?day={obligation.period}"


def _fever_link(row: object) -> str:
    obligation = cast("Obligation", row)
    return reverse("custody:fever", args=[obligation.unit.code, obligation.subject.partition(":")[2]])


def _remeasurements(since: datetime, until: datetime) -> Iterator[Expected]:
    """Every fever that was neither measured again nor decided about."""
    open_fevers = Fever.objects.as_known().filter(
        ~Exists(Remeasurement.objects.as_known().filter(fever=OuterRef("pk"))),
        ~Exists(Outcome.objects.as_known().filter(fever=OuterRef("pk"))),
        at__lt=until,
        at__gte=since - timedelta(hours=4),  # the longest time that the measure allows
    )
    reading = measures.reading(REMEASURE_MINUTES, at=until)
    for fever in open_fevers.select_related("facility"):
        due = fever.at + timedelta(minutes=reading.of(fever.facility))
        if due >= since:
            yield Expected(fever.facility_id, f"custody.fever:{fever.pk}", "1", fever.at, due)


MORNING = Owing(
    "custody.roll_call_morning", _("Morning roll-call"), "custody.count", _Plan(Slot.MORNING, _to_count, _counted),
    _grid(Slot.MORNING), icon="users", escalate_verb="custody.watch",
)  # fmt: skip
EVENING = Owing(
    "custody.roll_call_evening", _("Evening roll-call"), "custody.count", _Plan(Slot.EVENING, _to_count, _counted),
    _grid(Slot.EVENING), icon="users", escalate_verb="custody.watch",
)  # fmt: skip
CONFIRM_MORNING = Owing(
    "custody.confirm_morning", _("Confirm the morning roll-call"), "custody.confirm",
    _Plan(Slot.MORNING, _to_confirm, _confirmed), _grid(Slot.MORNING), icon="signature",
)  # fmt: skip
CONFIRM_EVENING = Owing(
    "custody.confirm_evening", _("Confirm the evening roll-call"), "custody.confirm",
    _Plan(Slot.EVENING, _to_confirm, _confirmed), _grid(Slot.EVENING), icon="signature",
)  # fmt: skip
STRENGTH = Owing(
    "custody.strength", _("Officers' strength"), "custody.strength",
    _Plan(Slot.EVENING, _before_the_hour, _strength_entered), _strength_link, icon="user-shield",
)  # fmt: skip
REMEASURE = Owing(
    "custody.remeasure", _("Measure a fever again"), "custody.measure", _remeasurements, _fever_link,
    icon="temperature", remind_minutes=10, escalate_verb="custody.watch", urgent=True,
)  # fmt: skip
