from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.incidents.actions.carrying import expect, lock
from fengsui.command.incidents.models import Sheet, Stage
from fengsui.command.incidents.sheet import bodies
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import actions as documents
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from fengsui.command.incidents.models import Incident
    from fengsui.ground.org.scope import Actor

SERIES = "incident-bulletin"


@action
def issue(incident: Incident, *, by: Actor) -> Sheet:
    """Issue what was reported as a numbered bulletin (突发事件快报); as long as nothing changed it is the same one."""
    step = lock(incident)
    scope.require(by, "incidents.report", step.unit)
    expect(step, (Stage.REPORTED, Stage.CLOSED))
    if same := Sheet.objects.filter(step=step).first():
        deeds.told()  # a second click: it is issued already
        return same
    made = bodies(step)
    body = made["zh-hans"]
    document = documents.issue_bulletin(
        step.unit,
        SERIES,
        body["title"],
        body,
        about=incident.about,
        by=by,
        verb="incidents.report",
        copies={"en": made["en"]},
    )
    sheet = Sheet.objects.create(document=document, step=step, at=clock.now())
    journal.write("incidents.issued", by=by.pk, unit=step.unit_id, about=incident.about, number=document.number_label)
    return sheet
