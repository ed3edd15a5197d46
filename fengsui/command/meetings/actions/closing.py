"""Closing: what was decided goes out, the record is written, once; later it is only added to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.meetings.actions.common import hold, person, step, words
from fengsui.command.meetings.actions.deciding import give_rest
from fengsui.command.meetings.models import Addition, Assigned, Deed, Meeting, Record, State
from fengsui.command.meetings.models.outcome import NOTE
from fengsui.command.meetings.queries import record as records
from fengsui.command.tasks import actions as tasks
from fengsui.command.tasks.models import Stage, Step
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.command.tasks.models import Sheet
    from fengsui.ground.org.scope import Actor


@action
def close(meeting: Meeting, *, by: Actor) -> Record:
    """Close an open meeting: give the rest as tasks, write the record as everything stands now."""
    found = hold(meeting, by)
    if found.state == State.CLOSED:
        deeds.told()  # a second click
        return Record.objects.get(meeting=found)
    hold(found, by, State.OPEN)
    give_rest(found, by)
    step(found, Deed.CLOSED, by, decisions=found.decisions.filter(taken_at=None).count())
    content = records.content(found)
    return Record.objects.create(meeting=found, content=content, mark=records.mark(content), at=clock.now())


@action
def add(record: Record, text: str, *, by: Actor) -> Addition:
    """Add to a record what was forgotten or wrong: dated, beside it. The same words by a second click once."""
    meeting = record.meeting
    scope.require(by, "meetings.hold", meeting.unit)
    said = words(text, NOTE, _("Type what is to be added."), "text")
    list(Meeting.objects.select_for_update().filter(pk=meeting.pk).values_list("pk"))
    last = Addition.objects.filter(record=record).order_by("-pk").first()
    if last and last.text == said and last.by_id == by.pk:
        deeds.told()
        return last
    made = Addition.objects.create(record=record, text=said, by=person(by), at=clock.now())
    journal.write("meetings.added", by=by.pk, unit=meeting.unit_id, about=meeting.about)
    return made


@action
def issue_sheet(meeting: Meeting, *, by: Actor) -> Sheet:
    """The task sheet (交办单) of everything that the meeting gave and that is not withdrawn."""
    given = Assigned.objects.filter(decision__meeting=meeting, task__isnull=False, decision__taken_at=None)
    ids = set(given.values_list("task", flat=True))
    live = Step.objects.as_known().filter(task__in=ids).exclude(stage=Stage.WITHDRAWN).values_list("task", flat=True)
    chosen = list(live)
    if not chosen:
        scope.require(by, "meetings.hold", meeting.unit)
        raise Refused("meetings.no_tasks", _("This meeting gave no task; there is nothing to print."))
    return tasks.issue_sheet(chosen, by=by)
