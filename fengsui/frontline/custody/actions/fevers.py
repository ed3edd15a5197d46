from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.custody.actions.persons import identify, kind_of
from fengsui.frontline.custody.actions.steps import (
    check_section,
    happened,
    lock,
    named,
    needed,
    refresh,
    replace,
    reported,
    resent,
)
from fengsui.frontline.custody.models import Fever, Outcome, OutcomeKind, Remeasurement
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
from fengsui.ground.org.models import Tie
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.scope import Actor


def _site(site: str) -> Site:
    if site not in Site.values:
        raise Refused("custody.site", _("Choose where it was measured."), field="site")
    return Site(site)


@action
def measure(
    facility: Unit,
    section: Unit,
    *,
    number: str,
    celsius: Decimal | float | str,
    by: Actor,
    name: str = "",
    site: str = Site.FOREHEAD,
    at: datetime | None = None,
    id: UUID | None = None,  # noqa: A002 - the client's id, named as everywhere
    synthetic: bool = False,
) -> Fever:
    """Enter a fever: a temperature at or above the threshold in force. It must be measured again soon.

    number, name: as for a movement. Sent twice under one id it is entered once.
    """
    scope.require(by, "custody.measure", facility)
    if known := resent(Fever.objects.all(), id):
        return known
    lock(facility)
    moment, value = happened(at), degrees(celsius)
    _check_fever(facility, value, moment)
    check_section(facility, section, moment)
    person = identify(facility, section, number=number, name=name, synthetic=synthetic)
    made = Fever.objects.create(
        pk=id or uuid7(), facility=facility, section=section, celsius=value, site=_site(site), at=moment,
        known_at=clock.now(), entered_by=named(by), **{kind_of(type(person)): person},
    )  # fmt: skip
    _tell("custody.fever", made, value, by, moment)
    _warn(made)
    refresh(facility, reported(facility, moment))
    return made


@action
def remeasure(
    fever: Fever,
    *,
    celsius: Decimal | float | str,
    by: Actor,
    site: str = Site.ARMPIT,
    at: datetime | None = None,
    id: UUID | None = None,  # noqa: A002
) -> Remeasurement:
    """Enter the temperature of a person with a fever as measured again."""
    scope.require(by, "custody.measure", fever.facility)
    if known := resent(Remeasurement.objects.all(), id):
        return known
    moment, value = happened(at), degrees(celsius)
    _check_current(fever)
    if moment < fever.at:
        raise Refused("custody.before", _("It is measured again after the fever was found."), field="at")
    made = Remeasurement.objects.create(
        pk=id or uuid7(), facility=fever.facility, fever=fever, celsius=value, site=_site(site), at=moment,
        known_at=clock.now(), entered_by=named(by),
    )  # fmt: skip
    obligations.meet("custody.remeasure", about(fever), "1", by=by, at=moment)
    _tell("custody.remeasured", fever, value, by, moment)
    return made


@action
def conclude(fever: Fever, outcome: str, *, by: Actor, at: datetime | None = None) -> Outcome:
    """Decide about a fever: isolated alone, sent to a fever clinic, cleared. A later decision replaces an earlier one."""
    scope.require(by, "custody.measure", fever.facility)
    lock(fever.facility)
    if outcome not in OutcomeKind.values:
        raise Refused("custody.outcome", _("Choose what was decided."), field="outcome")
    moment, kind = happened(at), OutcomeKind(outcome)
    _check_current(fever)
    before = Outcome.objects.as_known().filter(fever=fever).first()
    if before and before.kind == kind:
        deeds.told()
        return before
    if before:
        replace([before], f"decided anew: {kind}")
    made = Outcome.objects.create(
        facility=fever.facility, fever=fever, kind=kind, at=moment, known_at=clock.now(), entered_by=named(by)
    )
    _tell(f"custody.{kind}", fever, fever.celsius, by, moment)
    return made


@action
def withdraw_fever(fever: Fever, *, because: str, by: Actor) -> Fever:
    """Take a fever back that was entered by mistake."""
    scope.require(by, "custody.measure", fever.facility)
    lock(fever.facility)
    reason = needed(because, _("Say why the fever is withdrawn."), "because")
    _check_current(fever)
    replace([fever], reason)
    journal.write(
        "custody.fever_withdrawn", by=by.pk, unit=fever.facility_id, about=about(fever),
        person=str(fever.person.pk), reason=reason,
    )  # fmt: skip
    refresh(fever.facility, reported(fever.facility, fever.at))
    return fever


def about(fever: Fever) -> str:
    return f"custody.fever:{fever.pk}"


def _check_fever(facility: Unit, celsius: Decimal, at: datetime) -> None:
    threshold = measures.reading(FEVER_THRESHOLD, at=at).of(facility)
    if celsius < Decimal(str(threshold)):
        facts = {"celsius": celsius, "threshold": threshold}
        sentence = _("%(celsius)s °C is no fever (from %(threshold)s °C on); only fevers are listed here.")
        raise Refused("custody.no_fever", sentence % facts, field="celsius")


def _check_current(fever: Fever) -> None:
    if not Fever.objects.as_known().filter(pk=fever.pk).exists():
        raise Refused("custody.replaced", _("This fever was withdrawn; load the page again."))


def _tell(kind: str, fever: Fever, celsius: Decimal, by: Actor, at: datetime) -> None:
    journal.write(
        kind, by=by.pk, unit=fever.facility_id, about=about(fever), at=at,
        person=str(fever.person.pk), section=fever.section.name, celsius=str(celsius),
    )  # fmt: skip


def _warn(fever: Fever) -> None:
    """Tell the facility's leaders and the duty chiefs above: what, where, how high; never who."""
    ties = Tie.objects.on().filter(unit=fever.facility, superior__isnull=False).select_related("superior")
    to: list[Person] = list(scope.holders("custody.confirm", fever.facility))
    for superior in {tie.superior for tie in ties if tie.superior}:
        to += scope.holders("custody.watch", superior)
    messages.send(
        "custody.fever", to, key=about(fever), unit=fever.facility, url=reverse("custody:fever", args=[fever.facility.code, fever.pk]),
        celsius=str(fever.celsius), section=fever.section.name,
    )  # fmt: skip
