from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.incidents.actions import saying
from fengsui.command.incidents.actions.carrying import allow, expect, lock, set_aside
from fengsui.command.incidents.models import LIVE, Channel, Outside, Stage
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.incidents.models import Incident
    from fengsui.ground.org.scope import Actor

CARD = 60


@action
def record_outside(
    incident: Incident, channel: str, *, at: datetime, card: str = "", because: str = "", by: Actor
) -> Outside:
    """Keep that it was reported outside: when, under which card number. The house itself reports nothing there."""
    standing = lock(incident)
    allow(by, [("incidents.report", standing.unit)])
    expect(standing, (*LIVE, Stage.CLOSED))
    if channel not in Channel.values:
        raise Refused("incidents.channel", _("Choose to whom it was reported."), field="channel")
    if at > clock.now():
        raise Refused("incidents.future", _("This hour is still to come."), field="at")
    number = saying.bounded(card, "card", CARD)
    before = Outside.objects.as_known().filter(incident=incident, channel=channel).first()
    if before and (before.at, before.card) == (at, number):
        deeds.told()  # a second click
        return before
    why = set_aside(before, because)
    made = Outside.objects.create(
        incident=incident, channel=channel, at=at, known_at=clock.now(), card=number, because=why,
        by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    journal.write("incidents.outside", by=by.pk, unit=standing.unit_id, about=incident.about, at=at, channel=channel)
    return made
