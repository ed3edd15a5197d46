"""Temperatures of observed persons: many at once by the office, one by the person through the own link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.arrivals.actions.steps import named
from fengsui.frontline.arrivals.models import Observation, Slot, Temperature
from fengsui.frontline.arrivals.queries import owed
from fengsui.frontline.arrivals.queries.bureaus import bureau_of
from fengsui.frontline.arrivals.queries.hours import timetable
from fengsui.frontline.arrivals.queries.observed import lacking, of_units
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.body import Site, degrees
from fengsui.ground.measures.measures import FEVER_THRESHOLD
from fengsui.ground.messages import actions as messages
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.scope import Actor

_SOON = timedelta(seconds=1)  # whatever began before it: the fever of this moment


@dataclass(frozen=True)
class Reading:
    """What the thermometer said of one person; None: it could not be read."""

    observation: UUID
    celsius: Decimal | str | None
    site: str = Site.FOREHEAD


@action
def take(
    unit: Unit, day: date, slot: str, readings: Sequence[Reading], *, by: Actor, own: bool = False
) -> list[Temperature]:
    """Enter the temperatures of a morning or evening. One that is entered again replaces the first, unless that is a fever; the same changes nothing.

    A temperature at or above the threshold warns at once and is owed: measured again, then cleared or sent to a clinic.
    """
    scope.require(by, "arrivals.check", unit)
    if slot not in Slot.values or day > clock.today():
        raise Refused("arrivals.slot", _("Choose morning or evening of a day that has come."), field="slot")
    here = _here(unit, readings)
    rows = _changed(unit, day, Slot(slot), readings, here, by, own=own)
    deeds.told()
    if not rows:
        return []
    made = Temperature.objects.bulk_create(rows)
    about = f"arrivals.slot:{unit.pk}"
    journal.write(
        "arrivals.measured", by=by.pk, unit=unit.pk, about=about, slot=slot, day=day.isoformat(), n=len(made),
        own=own,
    )  # fmt: skip
    for row in made:
        if row.fever:
            _alarm(unit, row, by)
    _settle(unit, day, Slot(slot), by)
    return made


def _here(unit: Unit, readings: Sequence[Reading]) -> dict[UUID, Observation]:
    wanted = {one.observation for one in readings}
    rows = of_units([unit.pk]).filter(pk__in=wanted).select_related("filing")
    found = {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True).order_by("pk")}
    if wanted - found.keys():
        raise Refused(
            "arrivals.gone", _("Somebody in this list is not under observation here any more; load the page again.")
        )
    return found


def _changed(
    unit: Unit, day: date, slot: Slot, readings: Sequence[Reading], here: dict[UUID, Observation], by: Actor, *, own: bool
) -> list[Temperature]:  # fmt: skip
    """The rows to write; what they replace is set aside."""
    moment, wall, at = clock.now(), clock.wall(), _when(unit, day, slot)
    before = {
        row.observation_id: row
        for row in Temperature.objects.as_known().filter(observation__in=here, day=day, slot=slot)
    }
    threshold = Decimal(str(measures.reading(FEVER_THRESHOLD).of(unit)))
    typed = _typed(readings, before, own=own)
    rows = []
    for one in readings:
        celsius, old = typed[one.observation], before.get(one.observation)
        if old is not None and (old.celsius == celsius or own):  # what stands is not changed by the person
            continue
        if old is not None:
            Temperature.objects.filter(pk=old.pk).update(replaced_at=moment)
        rows.append(
            Temperature(
                observation=here[one.observation], day=day, slot=slot, celsius=celsius, site=_site(one.site),
                fever=celsius is not None and celsius >= threshold, by_self=own, at=at, known_at=moment, wall_at=wall,
                entered_by=named(by),
            )
        )  # fmt: skip
    return rows


def _typed(readings: Sequence[Reading], before: dict[UUID, Temperature], *, own: bool) -> dict[UUID, Decimal | None]:
    """What each reading says. Refused for all that cannot be entered at once, in the words of the first."""
    found: dict[UUID, Decimal | None] = {}
    wrong: dict[UUID, Refused] = {}
    for one in readings:
        try:
            celsius = found[one.observation] = None if one.celsius is None else degrees(one.celsius)
            old = before.get(one.observation)
            if old is not None and old.celsius != celsius and not own:
                _check(old)
        except Refused as refused:
            wrong[one.observation] = refused
    if wrong:
        first = next(iter(wrong.values()))
        raise Refused(first.code, first.sentence, field=first.field, rows=list(wrong))
    return found


def _check(old: Temperature) -> None:
    """A fever is not written over, by a page opened before it or in passing: it goes step by step, also if it was mistyped."""
    if old.fever:
        sentence = _("A fever of %(celsius)s °C stands here already. Enter on its page what was measured afterwards.")
        raise Refused("arrivals.fever_stands", sentence % {"celsius": old.celsius}, field="celsius")


def _when(unit: Unit, day: date, slot: Slot) -> datetime:
    """When it was measured: now, or at that day's hour for what is entered afterwards."""
    return clock.now() if day == clock.today() else timetable(day).opens(slot, unit)


def _site(site: str) -> str:
    if site not in Site.values:
        raise Refused("arrivals.site", _("Choose where it was measured."), field="site")
    return site


def _alarm(unit: Unit, row: Temperature, by: Actor) -> None:
    """Owe what a fever asks for, and tell the unit and the duty chiefs above: where, how high; never who."""
    for kind, asked in ((owed.REMEASURE, owed.remeasurements), (owed.CONCLUDE, owed.conclusions)):
        obligations.owe(kind, [one for one in asked(row.at, row.at + _SOON) if one.subject == row.about])
    journal.write("arrivals.fever", by=by.pk, unit=unit.pk, about=row.about, celsius=str(row.celsius))
    bureau = bureau_of(unit)
    to: list[Person] = [
        *scope.holders("arrivals.check", unit),
        *(scope.holders("arrivals.watch", bureau) if bureau else []),
    ]
    messages.send(
        "arrivals.fever",
        to,
        key=row.about,
        unit=unit,
        url=reverse("arrivals:fever", args=[row.pk]),
        celsius=str(row.celsius),
    )


def _settle(unit: Unit, day: date, slot: Slot, by: Actor) -> None:
    """What is owed of a measurement is met as soon as nobody is left."""
    if not lacking(day, slot, table=timetable(day)).filter(unit_id=unit.pk).exists():
        obligations.meet(owed.BY_SLOT[slot], owed.subject(unit.pk), day.isoformat(), by=by)
