"""What units owe because of arrivals, for all of them in a few queries."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, Min, OuterRef, Q
from django.db.models.functions import TruncDate

from fengsui.frontline.arrivals.measures import CHECK_HOURS, CONCLUDE_HOURS, REMEASURE_MINUTES
from fengsui.frontline.arrivals.models import FeverDeed, FeverStep, Handover, Slot, Stage, Step, Temperature
from fengsui.frontline.arrivals.queries.hours import timetable
from fengsui.frontline.arrivals.queries.observed import lacking, of_units, running
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations.declare import Expected
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from django.db.models import QuerySet

CHECK, RELEASE = "arrivals.check", "arrivals.release"
MORNING, EVENING = "arrivals.morning", "arrivals.evening"
REMEASURE, CONCLUDE, ACCEPT = "arrivals.remeasure", "arrivals.conclude", "arrivals.accept"
BY_SLOT = {Slot.MORNING: MORNING, Slot.EVENING: EVENING}
_OPENS, _ENDS = time(8), time(20)  # a release is owed within the daylight of its day
_BACK = timedelta(days=2)


def subject(unit_id: int) -> str:
    return f"org.unit:{unit_id}"


def of_unit(unit: Unit) -> dict[str, list[Expected]]:
    """What one unit owes now and will owe tomorrow, of the kinds that are kept per day."""
    ahead = clock.today() + timedelta(days=1)
    return {CHECK: list(checks(unit)), RELEASE: list(releases(ahead, unit))}


def checks(unit: Unit | None = None) -> Iterator[Expected]:
    """By unit and day: the filings that nobody has checked; due so many hours after the first of them came."""
    rows = Step.objects.as_known().filter(stage=Stage.FILED)
    rows = rows.filter(unit=unit) if unit else rows
    grouped = rows.annotate(day=TruncDate("at", tzinfo=clock.LOCAL)).values("unit", "day")
    found = list(grouped.annotate(first=Min("at")).values_list("unit", "day", "first"))
    hours, units = measures.reading(CHECK_HOURS), Unit.objects.in_bulk({pk for pk, _day, _first in found})
    for pk, day, first in found:
        yield Expected(pk, subject(pk), day.isoformat(), first, first + timedelta(hours=hours.of(units[pk])))


def releases(until: date, unit: Unit | None = None) -> Iterator[Expected]:
    """By unit and day: the observations that end on it and that nobody has ended."""
    rows = of_units([unit.pk]) if unit else running()
    for pk, day in rows.filter(last_day__lte=until).values_list("unit_id", "last_day").distinct():
        yield Expected(pk, subject(pk), day.isoformat(), clock.on(day, _OPENS), clock.on(day, _ENDS))


def slots(slot: Slot, since: datetime, until: datetime) -> Iterator[Expected]:
    """By unit and day: the measurement that is not yet taken of all who are under observation."""
    for day in clock.days(clock.local(since).date(), clock.local(until).date()):
        table = timetable(day)
        found = set(lacking(day, slot, table=table).values_list("unit_id", flat=True))
        for unit in Unit.objects.filter(pk__in=found):
            yield Expected(unit.pk, subject(unit.pk), day.isoformat(), table.opens(slot, unit), table.due(slot, unit))


def fevers(*deeds: FeverDeed) -> QuerySet[Temperature]:
    """Fevers about which none of these was done."""
    done = FeverStep.objects.as_known().filter(temperature=OuterRef("pk"), deed__in=deeds)
    rows = Temperature.objects.as_known().filter(~Exists(done), fever=True)
    return rows.filter(observation__replaced_at__isnull=True)


def remeasurements(since: datetime, until: datetime) -> Iterator[Expected]:
    reading = measures.reading(REMEASURE_MINUTES)
    rows = fevers(FeverDeed.REMEASURED, FeverDeed.CLEARED, FeverDeed.CLINIC)
    return _of_fevers(rows, since, until, lambda unit: timedelta(minutes=reading.of(unit)))


def conclusions(since: datetime, until: datetime) -> Iterator[Expected]:
    reading = measures.reading(CONCLUDE_HOURS)
    rows = fevers(FeverDeed.CLEARED, FeverDeed.CLINIC)
    return _of_fevers(rows, since, until, lambda unit: timedelta(hours=reading.of(unit)))


def _of_fevers(
    rows: QuerySet[Temperature], since: datetime, until: datetime, lasts: Callable[[Unit], timedelta]
) -> Iterator[Expected]:
    steps = Q(observation__filing__steps__replaced_at__isnull=True)
    found = rows.filter(steps, at__gte=since - _BACK, at__lt=until).values_list(
        "pk", "at", "observation__filing__steps__unit"
    )
    listed = list(found)
    units = Unit.objects.in_bulk({unit for _pk, _at, unit in listed})
    for pk, at, unit in listed:
        due = at + lasts(units[unit])
        if due >= since:
            yield Expected(unit, f"arrivals.fever:{pk}", "1", at, due)


def acceptances(since: datetime, until: datetime) -> Iterator[Expected]:
    """Filings handed to a unit that has not answered."""
    hours = measures.reading(CHECK_HOURS)
    for row in Handover.objects.filter(answer="", at__lt=until).select_related("to"):
        due = row.at + timedelta(hours=hours.of(row.to))
        if due >= since:
            yield Expected(row.to_id, row.about, "1", row.at, due)


def overlapping(items: Iterable[Expected], since: datetime, until: datetime) -> Iterator[Expected]:
    return (item for item in items if item.opens_at < until and item.due_at >= since)
