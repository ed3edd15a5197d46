from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.measures import CHECK_HOURS
from fengsui.frontline.arrivals.models import Slot, Stage, Step
from fengsui.frontline.arrivals.queries.hours import timetable
from fengsui.frontline.arrivals.queries.observed import lacking, running
from fengsui.ground.checks.declare import Check, Ends, Failure, Severity
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from datetime import date, datetime


def _list(unit: Unit, stage: str) -> str:
    return f"{reverse('arrivals:list', args=[unit.code])}?stage={stage}"


def _unchecked(day: date, known: datetime | None) -> list[Failure]:
    """Units with filings that nobody has checked in time, by the end of a day."""
    moment = min(known or clock.now(), clock.midnight(day + timedelta(days=1)))
    rows = Step.objects.as_known(known).filter(stage=Stage.FILED, at__lt=moment)
    found = dict(rows.values_list("unit").annotate(first=Min("at")).values_list("unit", "first"))
    hours, units = measures.reading(CHECK_HOURS, at=moment, known=known), Unit.objects.in_bulk(found)
    late = {pk for pk, first in found.items() if first + timedelta(hours=hours.of(units[pk])) < moment}
    n = dict(rows.filter(unit__in=late).values_list("unit").annotate(n=Count("pk")).values_list("unit", "n"))
    return [
        Failure("arrivals.unchecked", pk, day, _("Filings not checked: {n}; the first of them has waited for too long."),
                {"n": n[pk]}, amount=n[pk], url=_list(units[pk], Stage.FILED))
        for pk in late
    ]  # fmt: skip


def _unmeasured(day: date, known: datetime | None) -> list[Failure]:
    """Units with observed persons who were not measured although the time was over."""
    moment, table = known or clock.now(), timetable(day, known)
    found: list[Failure] = []
    for slot in Slot:
        if table.due(slot) >= moment:
            continue
        n = Counter(lacking(day, slot, known, table).values_list("unit_id", flat=True))
        units = Unit.objects.in_bulk(n)
        found += [
            Failure("arrivals.unmeasured", pk, day, _("{slot}: {n} observed persons were not measured."),
                    {"slot": slot.label, "n": count}, amount=count, subject=slot,
                    url=reverse("arrivals:temperatures", args=[units[pk].code, day.isoformat(), slot]))
            for pk, count in n.items()
        ]  # fmt: skip
    return found


def _unreleased(day: date, known: datetime | None) -> list[Failure]:
    """Units with observations whose last day is over and that nobody has ended."""
    n = Counter(running(known).filter(last_day__lt=min(day, clock.day_of(known))).values_list("unit_id", flat=True))
    units = Unit.objects.in_bulk(n)
    return [
        Failure("arrivals.unreleased", pk, day, _("{n} observed persons should have been released."), {"n": count},
                amount=count, url=_list(units[pk], "due"))
        for pk, count in n.items()
    ]  # fmt: skip


_TOGETHER = _("{n} units have something waiting: {units}.")

UNCHECKED = Check(
    "arrivals.unchecked", _("What is filed is checked in time"), Severity.WARNING, _unchecked, together=_TOGETHER, ends=Ends.PASSED,
    acts="arrivals.check", remedy=_("Ask on the spot or by telephone, then check each filing."),
)  # fmt: skip
UNMEASURED = Check(
    "arrivals.unmeasured", _("Who is under observation is measured twice a day"), Severity.WARNING, _unmeasured,
    together=_TOGETHER, ends=Ends.OVER, acts="arrivals.check", remedy=_("Ask for the temperature, or enter that it could not be read."),
)  # fmt: skip
UNRELEASED = Check(
    "arrivals.unreleased", _("Who was observed long enough is released"), Severity.WARNING, _unreleased, together=_TOGETHER,
    ends=Ends.PASSED, acts="arrivals.check", remedy=_("Release the persons, or put down why the observation goes on."),
)  # fmt: skip
