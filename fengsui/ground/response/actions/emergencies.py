"""The emergency and its way, as recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.response.models import Account, Emergency, EmergencyKind, Stage, Step
from fengsui.ground.response.queries.emergencies import ORDER, steps
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from fengsui.ground.clock.models import Known
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def open_emergency(unit: Unit, *, name: str, kind: str, begun: date, by: Actor, source: str = "") -> Emergency:
    """Enter an emergency: what it is called, of which kind, since when, by what source."""
    scope.require(by, "response.record", unit)
    emergency = Emergency.objects.create(unit=unit)
    _account(emergency, name, kind, begun, source, by)
    journal.write(
        "response.opened", by=by.pk, unit=unit.pk, about=emergency.about, at=clock.midnight(begun), name=name.strip(),
        sort=kind,
    )  # fmt: skip
    return emergency


@action
def describe(emergency: Emergency, *, name: str, kind: str, begun: date, by: Actor, source: str = "") -> Account:
    """Correct what is known of an emergency; the former account stays, replaced."""
    scope.require(by, "response.record", emergency.unit)
    emergency.accounts.as_known().update(replaced_at=clock.now())
    made = _account(emergency, name, kind, begun, source, by)
    journal.write(
        "response.described",
        by=by.pk,
        unit=emergency.unit_id,
        about=emergency.about,
        at=made.at,
        name=made.name,
        sort=kind,
    )
    return made


def _account(emergency: Emergency, name: str, kind: str, begun: date, source: str, by: Actor) -> Account:
    if not name.strip():
        raise Refused("response.name", _("Say what the emergency is called."), field="name")
    if kind not in EmergencyKind.values:
        raise Refused("response.kind", _("Choose a kind."), field="kind")
    _not_ahead(clock.midnight(begun), "begun")
    return Account.objects.create(
        emergency=emergency, name=name.strip(), kind=kind, at=clock.midnight(begun), day_only=True, source=source.strip(),
        known_at=clock.now(), by=who(by),
    )  # fmt: skip


@action
def take_step(
    emergency: Emergency, stage: str, *, by: Actor, at: datetime | None = None, day_only: bool = False, note: str = ""
) -> Step:
    """Record a step on the emergency's way. Stages may be left out, never gone back; only an adjustment comes twice."""
    scope.require(by, "response.record", emergency.unit)
    made = _step(emergency, stage, at, day_only, note, by)
    _in_order([*steps(_locked(emergency)), made])
    made.save()
    journal.write(
        "response.stepped",
        by=by.pk,
        unit=emergency.unit_id,
        about=emergency.about,
        at=made.at,
        stage=stage,
        note=made.note,
    )
    return made


@action
def correct_step(
    step: Step, stage: str, *, by: Actor, at: datetime | None = None, day_only: bool = False, note: str = ""
) -> Step:
    """Replace a step by what it should have said; the former stays in the past as known."""
    scope.require(by, "response.record", step.emergency.unit)
    made = _step(step.emergency, stage, at, day_only, note, by)
    _in_order([*(one for one in steps(_locked(step.emergency)) if one.pk != step.pk), made])
    replace(step)
    made.save()
    journal.write(
        "response.step_corrected", by=by.pk, unit=step.emergency.unit_id, about=step.emergency.about, at=made.at,
        stage=stage, former=step.stage, note=made.note,
    )  # fmt: skip
    return made


def _step(emergency: Emergency, stage: str, at: datetime | None, day_only: bool, note: str, by: Actor) -> Step:
    if stage not in Stage.values:
        raise Refused("response.stage", _("Choose a step."), field="stage")
    moment = at or clock.now()
    _not_ahead(moment, "at")
    return Step(
        emergency=emergency, stage=stage, at=whole(moment) if day_only else moment, day_only=day_only, note=note.strip(),
        known_at=clock.now(), by=who(by),
    )  # fmt: skip


def _in_order(found: Iterable[Step]) -> None:
    """Refuse steps that go back. Steps of one day are taken in the order of their stages: papers often say only the day."""
    listed = sorted(found, key=lambda one: (clock.local(one.at).date(), ORDER.index(one.stage)))
    stages = [one.stage for one in listed]
    if sorted(stages, key=ORDER.index) != stages:
        raise Refused(
            "response.order", _("An emergency does not go back: that stage lies before another one."), field="stage"
        )
    if any(stages.count(stage) > 1 for stage in stages if stage != Stage.ADJUSTED):
        raise Refused("response.twice", _("This step was taken already; correct it instead."), field="stage")
    if Stage.ADJUSTED in stages and Stage.ACTIVATED not in stages:
        raise Refused("response.inactive", _("A response that was not activated cannot be adjusted."), field="stage")


def replace(row: Known) -> None:
    """Mark a row as replaced, once: who corrects it second is told."""
    rows = type(row)._default_manager.filter(pk=row.pk, replaced_at__isnull=True)  # noqa: SLF001 - any of these tables
    if not rows.update(replaced_at=clock.now()):
        raise Refused("response.replaced", _("Somebody corrected this meanwhile. Look at it again."))


def whole(moment: datetime) -> datetime:
    """The beginning of a moment's day: how a day without an hour is kept."""
    return clock.midnight(clock.local(moment).date())


def _not_ahead(moment: datetime, field: str) -> None:
    if moment > clock.now():
        raise Refused("response.ahead", _("This has not happened yet."), field=field)


def _locked(emergency: Emergency) -> Emergency:
    """Two steps at once: the second sees the first."""
    return Emergency.objects.select_for_update().get(pk=emergency.pk)


def who(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None
