"""What the giver's unit does: close a result that holds, give it back, open it again, withdraw it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.command.tasks.actions.carrying import Act, expect, hour, one, words
from fengsui.command.tasks.models import LIVE, Deed, Stage, Step, Task
from fengsui.command.tasks.queries.checking import Answer, answers
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.deeds import action
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def accept(task: Task, note: str = "", *, by: Actor, at: datetime | None = None) -> Step:
    """Review the result and close the task. Refused as `tasks.check` while the check that it comes from fails."""
    return one(accepting(note, at=at), task, by)


def accepting(note: str = "", *, at: datetime | None = None) -> Act:
    known: dict[UUID, Answer] = {}

    def ask(steps: Sequence[Step]) -> None:
        known.update(answers([step.task for step in steps if step.stage == Stage.DONE]))

    def rule(step: Step) -> dict[str, Any]:
        expect(step, (Stage.DONE,))
        _check(known.get(step.task_id))
        return {"stage": Stage.CLOSED}

    return Act(Deed.CLOSED, reviewing, rule, note, ready=ask, at=at)


def _check(answer: Answer | None) -> None:
    if answer is Answer.FAILS:
        raise Refused(
            "tasks.check",
            _(
                "The check that this task comes from still fails; it can be closed once it holds. Give it back, or withdraw it."
            ),
        )
    if answer is Answer.UNKNOWN:
        raise Refused(
            "tasks.check_unknown",
            _(
                "Whether the check holds again is not known yet: the numbers it needs are not there. Close it once they are."
            ),
        )


@action
def give_back(
    task: Task, reason: str, *, due_at: datetime | None = None, by: Actor, at: datetime | None = None
) -> Step:
    """Give a result back with a reason; an hour that is past needs a new one."""
    return one(returning(reason, due_at, at=at), task, by)


def returning(reason: str, due_at: datetime | None = None, *, at: datetime | None = None) -> Act:
    def rule(step: Step) -> dict[str, Any]:
        expect(step, (Stage.DONE,))
        words(reason, _("Say what is missing: whoever does it reads it."), "note")
        return {"stage": Stage.RETURNED, **_again(step, due_at, at)}

    def data(_before: Step, after: Step) -> dict[str, Any]:
        return {"to": after.to_id, "due": said_hour(after.due_at)}

    return Act(Deed.RETURNED, reviewing, rule, reason, _said(due_at), data=data, at=at)


@action
def reopen(task: Task, reason: str, *, due_at: datetime | None = None, by: Actor, at: datetime | None = None) -> Step:
    """Open a closed or withdrawn task again, with a reason."""

    def rule(step: Step) -> dict[str, Any]:
        expect(step, (Stage.CLOSED, Stage.WITHDRAWN))
        words(reason, _("Say why it is opened again."), "note")
        return {"stage": Stage.BEGUN, **_again(step, due_at, at)}

    def data(_before: Step, after: Step) -> dict[str, Any]:
        return {"due": said_hour(after.due_at)}

    return one(Act(Deed.REOPENED, reviewing, rule, reason, _said(due_at), data=data, at=at), task, by)


@action
def withdraw(task: Task, reason: str, *, by: Actor, at: datetime | None = None) -> Step:
    """Withdraw a task that is not over: nobody owes it any more. With a reason."""
    return one(withdrawing(reason, at=at), task, by)


def withdrawing(reason: str, *, at: datetime | None = None) -> Act:
    def rule(step: Step) -> dict[str, Any]:
        expect(step, LIVE)
        words(reason, _("Say why it is withdrawn: whoever does it reads it."), "note")
        return {"stage": Stage.WITHDRAWN}

    return Act(Deed.WITHDRAWN, reviewing, rule, reason, at=at)


def reviewing(step: Step) -> list[tuple[str, Unit]]:
    return [("tasks.review", step.giver)]


def _again(step: Step, due_at: datetime | None, at: datetime | None) -> dict[str, Any]:
    """To be done for another time, from now on."""
    now = at or clock.now()
    due = hour(due_at or step.due_at, since=now)
    return {"due_at": due, "turn": step.turn + 1, "opened_at": now, "done_at": None, "percent": None}


def _said(due_at: datetime | None) -> dict[str, Any]:
    return {"due_at": due_at} if due_at else {}


def said_hour(moment: datetime) -> str:
    """An hour as the journal keeps it."""
    return clock.local(moment).strftime("%Y-%m-%d %H:%M")
