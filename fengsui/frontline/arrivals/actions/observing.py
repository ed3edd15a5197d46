"""Putting persons under observation, and releasing them on their day or before it with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fengsui.frontline.arrivals.actions.steps import move, named, needed, settle, standing, tell
from fengsui.frontline.arrivals.measures import OBSERVATION_DAYS
from fengsui.frontline.arrivals.models import Deed, FeverDeed, Observation, Release, Stage
from fengsui.frontline.arrivals.queries import owed
from fengsui.frontline.arrivals.queries.observed import running
from fengsui.frontline.arrivals.queries.people import ARRIVED, current
from fengsui.frontline.arrivals.queries.readings import readings
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from fengsui.frontline.arrivals.models import Filing, Step
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

_LONGEST = timedelta(days=60)


@action
def observe(
    filing: Filing, kind: str, *, by: Actor, first_day: date | None = None, persons: Iterable[UUID] | None = None
) -> list[Observation]:
    """Put the persons of a filing (or some) under observation, as many days as the measure says.

    first_day: day 0, the arrival or the last contact; the arrival if not given.
    """
    now = standing(filing, "arrivals.check", by)
    if now.stage not in {Stage.FILED, Stage.CHECKED, Stage.OBSERVED}:
        raise Refused("arrivals.over", _("This filing is closed; nothing more is entered in it."))
    if kind not in Observation.Kind.values:
        raise Refused("arrivals.observe", _("Choose where the person is observed."), field="kind")
    zero = first_day or clock.local(filing.at).date()
    if not clock.today() - _LONGEST <= zero <= clock.today():
        raise Refused(
            "arrivals.first_day",
            _("Day 0 is the arrival or the last contact; it lies in the past, at most 60 days."),
            field="first_day",
        )
    wanted = _persons(filing, persons)
    there = set(Observation.objects.as_known().filter(filing=filing).values_list("person", flat=True))
    fresh = [person for person in wanted if person not in there]
    if not fresh:
        deeds.told()
        return list(Observation.objects.as_known().filter(filing=filing, person__in=wanted))
    made = _begin(filing, fresh, kind, zero, now, by)
    move(now, Deed.OBSERVED, Stage.OBSERVED, by=by)
    tell("observed", filing, now.unit, by, days=made[0].days, persons=len(made))
    settle(now.unit, by=by)
    return made


def _persons(filing: Filing, persons: Iterable[UUID] | None) -> list[UUID]:
    arrived = [row.person for row in current(filing) if row.role in ARRIVED]
    wanted = arrived if persons is None else [person for person in arrived if person in set(persons)]
    if not wanted:
        raise Refused("arrivals.persons", _("Choose who is observed."), field="persons")
    return wanted


def _begin(filing: Filing, persons: list[UUID], kind: str, zero: date, now: Step, by: Actor) -> list[Observation]:
    days, moment = int(measures.reading(OBSERVATION_DAYS).of(now.unit)), clock.now()
    return Observation.objects.bulk_create(
        Observation(
            filing=filing, person=person, kind=kind, first_day=zero, days=days, last_day=zero + timedelta(days=days),
            at=moment, known_at=moment, entered_by=named(by),
        )
        for person in persons
    )  # fmt: skip


@action
def release(observation: Observation, *, by: Actor, because: str = "") -> Release:
    """End an observation on its day; earlier, or where temperatures are missing, with a reason. The last one closes the filing."""
    now = standing(observation.filing, "arrivals.check", by)
    known = Release.objects.as_known().filter(observation=observation).first()
    if known is not None:
        deeds.told()  # a second click: it is ended, under the first number
        return known
    _check(observation)
    early = clock.today() < observation.last_day
    reason = _reason(observation, now.unit, because, early=early)
    made = _release(observation, reason, by, early=early)
    tell("released", observation.filing, now.unit, by, early=early)
    if running().filter(filing=observation.filing).exists():
        settle(now.unit, made.at, by=by)
        return made
    move(now, Deed.RELEASED, Stage.RELEASED, by=by, because=reason)
    settle(now.unit, made.at, by=by)
    return made


@action
def reopen(observation: Observation, *, by: Actor) -> Observation:
    """Take a release back: the observation goes on as if it had not ended, the certificate's number is used up."""
    now = standing(observation.filing, "arrivals.check", by)
    ended = Release.objects.as_known().filter(observation=observation)
    if not ended.update(replaced_at=clock.now()):
        deeds.told()
        return observation
    if now.stage == Stage.RELEASED:
        move(now, Deed.UNDONE, Stage.OBSERVED, by=by)
    tell("reopened", observation.filing, now.unit, by)
    settle(now.unit, by=by)
    return observation


def _check(observation: Observation) -> None:
    if not Observation.objects.as_known().filter(pk=observation.pk).exists():
        raise Refused("arrivals.replaced", _("This observation was taken back; load the page again."))
    open_ = owed.fevers(FeverDeed.CLEARED, FeverDeed.CLINIC).filter(observation=observation)
    if open_.exists():
        raise Refused(
            "arrivals.fever_open",
            _("There is a fever about which nothing is decided; clear it or send the person to a clinic first."),
        )


def _reason(observation: Observation, unit: Unit, because: str, *, early: bool) -> str:
    """Why it ends, where that must be said: before its day, or though nobody measured when it was due."""
    if early:
        return needed(because, _("It ends only on its last day; say why this one ends early."))
    taken = readings([observation], unit, clock.now())[observation.pk]
    if taken.missing:
        sentence = ngettext(
            "%(n)d temperature that was due was not taken; say why the observation ends nevertheless.",
            "%(n)d temperatures that were due were not taken; say why the observation ends nevertheless.", taken.missing,
        )  # fmt: skip
        return needed(because, sentence % {"n": taken.missing})
    return because.strip()[:200]


def _release(observation: Observation, reason: str, by: Actor, *, early: bool) -> Release:
    moment = clock.now()
    return Release.objects.create(
        observation=observation, day=clock.today(), early=early, because=reason, at=moment, known_at=moment,
        number=f"{clock.today():%Y%m%d}-{uuid7().hex[-10:].upper()}", entered_by=named(by),
    )  # fmt: skip
