"""What follows a fever: measured again, isolated, sent to a fever clinic, cleared; each with its hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.arrivals.actions.steps import happened, named, standing
from fengsui.frontline.arrivals.models import FeverDeed, FeverStep, Temperature
from fengsui.frontline.arrivals.queries import owed
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures.body import Site, degrees
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from fengsui.ground.org.scope import Actor

_ENDS = (FeverDeed.CLEARED, FeverDeed.CLINIC)


@action
def follow(
    fever: Temperature, deed: str, *, by: Actor, celsius: Decimal | str | None = None, site: str = Site.ARMPIT,
    at: datetime | None = None, id: UUID | None = None,  # noqa: A002 - the client's id, named as everywhere
) -> FeverStep:  # fmt: skip
    """Enter what was done about a fever. Sent twice under one id, or done already, it is entered once."""
    now = standing(fever.observation.filing, "arrivals.check", by)
    again, moment = deed == FeverDeed.REMEASURED, happened(at)
    _check(fever, deed, moment)
    value = degrees(celsius or "") if again else None
    if known := _done(fever, deed, id):
        deeds.told()
        return known
    made = FeverStep.objects.create(
        pk=id or uuid7(), temperature=fever, deed=deed, celsius=value, site=site if again else "", at=moment,
        known_at=clock.now(), entered_by=named(by),
    )  # fmt: skip
    said = {"celsius": str(value)} if again else {}
    journal.write(f"arrivals.{deed}", by=by.pk, unit=now.unit_id, about=fever.about, at=moment, **said)
    _meet(fever, FeverDeed(deed), moment, by)
    return made


def _check(fever: Temperature, deed: str, at: datetime) -> None:
    if deed not in FeverDeed.values:
        raise Refused("arrivals.deed", _("Choose what was done."), field="deed")
    if not Temperature.objects.as_known().filter(pk=fever.pk, fever=True).exists():
        raise Refused(
            "arrivals.no_fever", _("This is no fever any more: the temperature was entered again. Load the page again.")
        )
    if at < fever.at:
        raise Refused("arrivals.before", _("That is before the fever was found."), field="at")


def _done(fever: Temperature, deed: str, sent: UUID | None) -> FeverStep | None:
    """The same step, if it was entered: a measurement by its id, whatever ends or isolates once."""
    same = FeverStep.objects.as_known().filter(temperature=fever)
    return same.filter(pk=sent or uuid7()).first() if deed == FeverDeed.REMEASURED else same.filter(deed=deed).first()


def _meet(fever: Temperature, deed: FeverDeed, at: datetime, by: Actor) -> None:
    if deed == FeverDeed.REMEASURED or deed in _ENDS:
        obligations.meet(owed.REMEASURE, fever.about, "1", by=by, at=at)
    if deed in _ENDS:
        obligations.meet(owed.CONCLUDE, fever.about, "1", by=by, at=at)
