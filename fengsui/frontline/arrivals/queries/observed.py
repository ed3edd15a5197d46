"""Who is under observation, where, since when; who was not measured. The rows say `unit_id`, who answers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from fengsui.frontline.arrivals.models import Observation, Release, Slot, Step, Temperature
from fengsui.frontline.arrivals.queries.hours import Timetable, timetable
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


def standing(known: datetime | None = None) -> QuerySet[Any]:
    """All observations with the unit that answers (`unit_id`), ended ones too."""
    at = Q(filing__steps__replaced_at__isnull=True)
    if known is not None:
        later = Q(filing__steps__replaced_at__isnull=True) | Q(filing__steps__replaced_at__gt=known)
        at = later & Q(filing__steps__known_at__lte=known)
    return Observation.objects.as_known(known).filter(at).annotate(unit_id=F("filing__steps__unit"))


def running(known: datetime | None = None) -> QuerySet[Any]:
    """Observations that nobody has ended."""
    released = Release.objects.as_known(known).filter(observation=OuterRef("pk"))
    return standing(known).filter(~Exists(released))


def of_units(units: Iterable[int], known: datetime | None = None) -> QuerySet[Any]:
    """The running ones for which these units answer."""
    steps = Step.objects.as_known(known).filter(unit__in=list(units))
    return running(known).filter(filing__in=steps.values("filing"))


def lacking(day: date, slot: Slot, known: datetime | None = None, table: Timetable | None = None) -> QuerySet[Any]:
    """Who was under observation at a measurement's hour and was not measured then, whether released since or not."""
    hours = table or timetable(day, known)
    released = Release.objects.as_known(known).filter(observation=OuterRef("pk"), at__lt=hours.due(slot))
    taken = Temperature.objects.as_known(known).filter(observation=OuterRef("pk"), day=day, slot=slot)
    rows = standing(known).filter(at__lt=hours.opens(slot), last_day__gte=day, first_day__lte=day)
    return rows.filter(~Exists(released), ~Exists(taken))


def temperatures(
    observations: Iterable[object], day: date, known: datetime | None = None
) -> dict[tuple[object, str], Temperature]:
    """What was measured of some on a day, by observation and slot."""
    rows = Temperature.objects.as_known(known).filter(observation__in=list(observations), day=day)
    return {(row.observation_id, row.slot): row for row in rows}


def due_until(day: date | None = None) -> Q:
    """Observations whose last day has come."""
    return Q(last_day__lte=day or clock.today())
