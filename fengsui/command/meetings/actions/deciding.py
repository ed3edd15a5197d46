"""Decisions and questions: typed in one line, given as tasks, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.command.meetings.actions.common import hold, person, stamp, words
from fengsui.command.meetings.models import Assigned, Decision, Meeting, Sort, State
from fengsui.command.meetings.models.outcome import TEXT
from fengsui.command.meetings.queries.below import facilities
from fengsui.command.tasks import actions as tasks
from fengsui.command.tasks.forms import offered
from fengsui.command.tasks.models import LIVE, Source, Stage, Step
from fengsui.command.tasks.queries import reach
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

MOST_UNITS = 200


@action
def decide(
    meeting: Meeting, text: str, *, by: Actor, units: Sequence[Unit] = (), due_at: datetime | None = None, now: bool = True,
    sort: str = Sort.DECISION, key: UUID | None = None,
) -> Decision:  # fmt: skip
    """Write down what was decided. With units it becomes a task of each: at once (`now`) or when the meeting is closed.

    Without an hour the usual one is taken. key: the form's id; sent twice, it is written once.
    """
    found = hold(meeting, by)
    if key and (sent := Decision.objects.filter(pk=key, meeting=found).first()):
        deeds.told()  # a second click
        return sent
    hold(found, by, State.PLANNED, State.OPEN)
    said = words(text, TEXT, _("Type what was decided."), "line")
    _check(found, units, due_at)
    last = Decision.objects.filter(meeting=found).aggregate(n=Max("number"))["n"] or 0
    made = Decision.objects.create(
        id=key or uuid7(), meeting=found, number=last + 1, sort=sort, text=said, by=person(by), at=clock.now(),
        due_at=(due_at or offered()) if units else due_at,
    )  # fmt: skip
    Assigned.objects.bulk_create(Assigned(decision=made, unit=unit) for unit in units)
    kind = "meetings.asked" if sort == Sort.QUESTION else "meetings.decided"
    journal.write(kind, by=by.pk, unit=found.unit_id, about=found.about, number=made.number, units=len(units))
    if units and now:
        _give(made, by)
    return made


@action
def ask(
    meeting: Meeting, facility: Unit, text: str, *, by: Actor, due_at: datetime | None = None, key: UUID | None = None
) -> Decision:  # fmt: skip
    """Ask a facility at the roll-call: the question is its task at once."""
    if facility.pk not in {one.pk for one in facilities(meeting.unit, meeting.day)}:
        raise Refused("meetings.facility", _("This facility is not on the roll of this meeting."))
    return decide(meeting, text, by=by, units=[facility], due_at=due_at, sort=Sort.QUESTION, key=key)


def _check(meeting: Meeting, units: Sequence[Unit], due_at: datetime | None) -> None:
    if len(units) > MOST_UNITS:
        raise Refused("meetings.many", _("At most %(n)d units for one decision.") % {"n": MOST_UNITS}, field="line")
    here = set(reach(meeting.unit).filter(pk__in=[one.pk for one in units]).values_list("pk", flat=True))
    if strange := next((one for one in units if one.pk not in here), None):
        raise Refused(
            "meetings.reach", _("%(unit)s does not stand below %(giver)s and cannot be given a task from there.")
            % {"unit": strange, "giver": meeting.unit}, field="line",
        )  # fmt: skip
    if units and due_at and due_at <= clock.now():
        raise Refused("meetings.due", _("Choose an hour that is still to come."), field="line")


@action
def give(decision: Decision, *, by: Actor) -> Decision:
    """Give what was decided as tasks, if that was left for later."""
    hold(decision.meeting, by, State.PLANNED, State.OPEN)
    found = _locked(decision)
    if found.given_at or found.taken_at or not found.assigned.exists():
        deeds.told()  # given already, taken back, or nobody is to do it
        return found
    _give(found, by)
    return found


def give_rest(meeting: Meeting, by: Actor) -> None:
    """At closing everything that was decided and not given goes out; an hour that has passed meanwhile is named."""
    waiting = Decision.objects.filter(meeting=meeting, given_at=None, taken_at=None, assigned__isnull=False).distinct()
    for decision in waiting:
        if decision.due_at and decision.due_at <= clock.now():
            raise Refused(
                "meetings.past", _("The hour of decision %(n)d (%(at)s) has passed; take it back and type it again.")
                % {"n": decision.number, "at": stamp(decision.due_at)},
            )  # fmt: skip
        _give(decision, by)


def _give(decision: Decision, by: Actor) -> None:
    """A task for each unit, traceable both ways."""
    meeting = decision.meeting
    rows = list(decision.assigned.select_related("unit").order_by("pk"))
    assert decision.due_at is not None  # it has one as soon as somebody is to do it
    made = tasks.give_many(
        meeting.unit, decision.text, to=[row.unit for row in rows], due_at=decision.due_at, by=by, about=decision.about,
        url=f"{reverse('meetings:meeting', args=[meeting.pk])}#decision-{decision.number}", verb="meetings.hold",
        source=Source.MEETING, source_note=_source(meeting), key=decision.pk,
    )  # fmt: skip
    for row, task in zip(rows, made, strict=True):
        row.task = task
    Assigned.objects.bulk_update(rows, ["task"])
    decision.given_at = clock.now()
    decision.save(update_fields=["given_at"])


def _source(meeting: Meeting) -> str:
    """Which meeting, in words that are short and the same for everybody."""
    day = date_format(clock.local(meeting.starts_at), "Y-m-d H:i" if meeting.hour_known else "Y-m-d")
    return f"{day} {meeting.title}".strip()


@action
def take_back(decision: Decision, *, reason: str = "", by: Actor) -> Decision:
    """Take a decision back before the meeting is closed; its tasks are withdrawn, unless somebody finished one already."""
    meeting = hold(decision.meeting, by, State.PLANNED, State.OPEN)
    found = _locked(decision)
    if found.taken_at:
        deeds.told()  # a second click
        return found
    given = list(found.assigned.filter(task__isnull=False).values_list("task", flat=True))
    stages = dict(Step.objects.as_known().filter(task__in=given).values_list("task", "stage"))
    if Stage.CLOSED in stages.values():
        raise Refused("meetings.begun", _("One of its tasks is closed with a result already; it stays in the record."))
    if live := [task for task, stage in stages.items() if stage in LIVE]:
        tasks.withdraw_each(live, reason or _("Taken back at the meeting."), by=by, verb="meetings.hold")
    found.taken_at, found.taken_by = clock.now(), person(by)
    found.save(update_fields=["taken_at", "taken_by"])
    journal.write("meetings.taken_back", by=by.pk, unit=meeting.unit_id, about=meeting.about, number=found.number)
    return found


def _locked(decision: Decision) -> Decision:
    return Decision.objects.select_for_update(of=("self",)).select_related("meeting__unit").get(pk=decision.pk)
