"""What becomes of a call or an incident: a task, an incident, a note. Each is one act, and both sides know of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.incidents.actions import saying
from fengsui.command.incidents.actions.calling import held_call
from fengsui.command.incidents.actions.carrying import said_hour, who
from fengsui.command.incidents.actions.reporting import note
from fengsui.command.incidents.models import Outcome, OutcomeKind, Step
from fengsui.command.tasks import actions as tasks
from fengsui.command.tasks.models import Source
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.incidents.actions.saying import Said
    from fengsui.command.incidents.models import Call, Incident
    from fengsui.command.tasks.models import Task
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

WHY = 200


def give_task(
    incident: Incident, unit: Unit, text: str, *, to: Unit, due_at: datetime, by: Actor, person: Person | None = None,
    key: UUID | None = None,
) -> Task:  # fmt: skip
    """Give a task that comes from an incident; the right is that of giving tasks at `unit`, the rest is the tasks'."""
    return tasks.give(
        unit, text, to=to, due_at=due_at, by=by, person=person, about=incident.about, key=key,
        url=reverse("incidents:incident", args=[incident.pk]), source_note=_("incident"),
    )  # fmt: skip


@action
def call_to_task(
    call: Call, text: str, *, to: Unit, due_at: datetime, by: Actor, person: Person | None = None
) -> Outcome:  # fmt: skip
    """Turn a call into a task of the unit whose telephone rang."""
    held, there = _begin(call, OutcomeKind.TASK, by)
    if there:
        return there
    task = tasks.give(
        held.unit, text, to=to, due_at=due_at, by=by, person=person, about=held.about, source=Source.TELEPHONE,
        url=reverse("incidents:call", args=[held.pk]), source_note=said_hour(held.at), key=uuid5(held.pk, "task"),
    )  # fmt: skip
    return _keep(held, OutcomeKind.TASK, by, thing=task.pk)


@action
def call_to_incident(call: Call, unit: Unit, said: Said, *, by: Actor, again: bool = False) -> Outcome:
    """Turn a call into an incident at a unit: noted, known since the call at the latest; the unit owes its first report."""
    held, there = _begin(call, OutcomeKind.INCIDENT, by)
    if there:
        return there
    step: Step = note(unit, said, by=by, key=uuid5(held.pk, "incident"), again=again)
    return _keep(held, OutcomeKind.INCIDENT, by, thing=step.incident_id)


@action
def call_to_note(call: Call, words: str = "", *, by: Actor) -> Outcome:
    """Leave it at a note: nothing to do, worth knowing for the next shift."""
    held, there = _begin(call, OutcomeKind.NOTE, by)
    if there:
        return there
    return _keep(held, OutcomeKind.NOTE, by, words=saying.bounded(words, "words", WHY))


def _begin(call: Call, kind: OutcomeKind, by: Actor) -> tuple[Call, Outcome | None]:
    """The call, held; and what it was turned into already, if this is one's own second click."""
    held = held_call(call)
    scope.require(by, "incidents.phone", held.unit)
    there = Outcome.objects.filter(call=held, kind=kind).first()
    if there is None and held.void_at:
        raise Refused("incidents.void", _("This record is void; use the one that puts it right."))
    if there is not None:
        deeds.told()
        if there.by_id != by.pk:
            facts = {"who": who(there.by_id), "at": said_hour(there.at), "what": there.get_kind_display()}
            raise Refused("incidents.turned", _("%(who)s made %(what)s of it at %(at)s.") % facts)
    return held, there


def _keep(call: Call, kind: OutcomeKind, by: Actor, *, thing: UUID | None = None, words: str = "") -> Outcome:
    made = Outcome.objects.create(
        call=call, kind=kind, thing=thing, note=words, by=by if isinstance(by, Person) else None, at=clock.now()
    )
    journal.write("incidents.turned", by=by.pk, unit=call.unit_id, about=call.about, outcome=kind.value)
    return made
