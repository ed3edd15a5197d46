from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.incidents.actions import mirroring
from fengsui.command.incidents.actions.carrying import expect, lock, said_hour, who
from fengsui.command.incidents.models import Stage, Taking
from fengsui.command.incidents.queries.lines import lines_above, takers
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.incidents.models import Incident, Step
    from fengsui.ground.org.scope import Actor


@action
def take(incident: Incident, *, by: Actor, at: datetime | None = None) -> list[Taking]:
    """Say that one has read a report and has it in hand: for every unit above at which the person commands, once each."""
    step = lock(incident)
    scope.require(by, "incidents.take", step.unit)
    expect(step, (Stage.REPORTED, Stage.CLOSED))
    units = _units(step, by)
    if not units:
        raise Refused(
            "incidents.own", _("A report is acknowledged by whoever commands above the unit, not by the unit itself.")
        )
    there = {row.unit_id: row for row in Taking.objects.filter(incident=incident, unit__in=units)}
    fresh = [pk for pk in units if pk not in there]
    if not fresh:
        deeds.told()
        _first(list(there.values()), by)
        return list(there.values())
    person, moment = by if isinstance(by, Person) else None, at or clock.now()
    made = Taking.objects.bulk_create(Taking(incident=incident, unit_id=pk, by=person, at=moment) for pk in fresh)
    journal.write_many("incidents.taken", [(pk, incident.about, {}) for pk in fresh], by=by.pk)
    mirroring.mirror_taking([step], by)
    return made


def _units(step: Step, by: Actor) -> list[int]:
    if isinstance(by, Person):
        return takers(by, step.unit)
    return list(dict.fromkeys(line[-1] for line in lines_above([step.unit_id]).get(step.unit_id, [])))


def _first(rows: list[Taking], by: Actor) -> None:
    """Who comes second is told who was first; one's own second click says nothing."""
    if all(row.by_id != by.pk for row in rows):
        raise Refused(
            "incidents.taken",
            _("%(who)s has it in hand since %(at)s.") % {"who": who(rows[0].by_id), "at": said_hour(rows[0].at)},
        )
