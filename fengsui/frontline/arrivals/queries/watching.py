"""The persons under observation: of a filing with their course, of a unit for the sheet of temperatures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fengsui.frontline.arrivals.models import FeverStep, Observation, Party, Release, Slot, Step, Temperature
from fengsui.frontline.arrivals.queries.observed import lacking, of_units, temperatures
from fengsui.frontline.arrivals.queries.people import Masked, masked
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.frontline.arrivals.models import Filing
    from fengsui.frontline.arrivals.queries.readings import Readings
    from fengsui.ground.org.models import Unit


@dataclass
class Watched:
    """An observation with its person and what was measured: of one day, or all of it. readings: how much of what was due."""

    observation: Observation
    who: Masked | None
    release: Release | None = None
    taken: dict[str, Temperature] = field(default_factory=dict)
    days: list[tuple[date, Temperature | None, Temperature | None]] = field(default_factory=list)
    readings: Readings | None = None

    @property
    def day_now(self) -> int:
        """The how-manieth day it is; day 0 is the first."""
        return min((clock.today() - self.observation.first_day).days, self.observation.days)

    @property
    def is_due(self) -> bool:
        return self.release is None and self.observation.last_day <= clock.today()

    @property
    def morning(self) -> Temperature | None:
        return self.taken.get(Slot.MORNING)

    @property
    def evening(self) -> Temperature | None:
        return self.taken.get(Slot.EVENING)


def who_of(observations: Iterable[Observation], known: datetime | None = None) -> dict[UUID, Masked]:
    """The masked persons of observations, in two queries."""
    return masked(Party.objects.as_known(known).filter(person__in=[row.person for row in observations]))


def watched(filing: Filing, known: datetime | None = None) -> list[Watched]:
    """The observations of a filing, each with every day since it began, missed measurements too."""
    rows = list(Observation.objects.as_known(known).filter(filing=filing).order_by("pk"))
    people = who_of(rows, known)
    ended = {row.observation_id: row for row in Release.objects.as_known(known).filter(observation__in=rows)}
    taken = {
        (row.observation_id, row.day, row.slot): row
        for row in Temperature.objects.as_known(known).filter(observation__in=rows)
    }
    found = []
    for row in rows:
        end = ended.get(row.pk)
        begun = clock.local(row.at).date()
        last = min(end.day if end else clock.day_of(known), row.last_day)
        days = [
            (day, taken.get((row.pk, day, Slot.MORNING)), taken.get((row.pk, day, Slot.EVENING)))
            for day in reversed(clock.days(begun, max(begun, last)))
        ]
        found.append(Watched(row, people.get(row.person), end, days=days))
    return found


def of_day(unit: Unit, known: datetime | None = None) -> QuerySet[Observation]:
    """A unit's running observations, for the sheet."""
    return of_units([unit.pk], known).select_related("filing")


def left(unit: Unit, day: date, slot: Slot) -> QuerySet[Observation]:
    """Those of them who were to be measured and were not yet: with many, what an officer works off page by page."""
    return of_day(unit).filter(pk__in=lacking(day, slot).filter(unit_id=unit.pk).values("pk"))


def lines(rows: Sequence[Observation], day: date, known: datetime | None = None) -> list[Watched]:
    """Observations with what was measured on a day, in a constant number of queries."""
    people, taken = who_of(rows, known), temperatures([row.pk for row in rows], day, known)
    return [
        Watched(row, people.get(row.person), taken={slot: one for slot in Slot if (one := taken.get((row.pk, slot)))})
        for row in rows
    ]


def course(filing: Filing, known: datetime | None = None) -> list[Step]:
    """Every step of a filing, newest first."""
    rows = Step.objects.filter(filing=filing).select_related("unit", "into").order_by("-pk")
    return list(rows.filter(known_at__lte=known) if known else rows)


def fever_steps(fever: Temperature, known: datetime | None = None) -> list[FeverStep]:
    return list(FeverStep.objects.as_known(known).filter(temperature=fever).order_by("at", "pk"))
