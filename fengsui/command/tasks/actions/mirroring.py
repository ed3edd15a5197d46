"""What is owed follows from how tasks stand: doing by the responsible unit, review by the giver's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.command.tasks.measures import REVIEW_HOURS
from fengsui.command.tasks.models import Deed, Stage, Step
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.obligations.declare import Expected

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fengsui.ground.org.scope import Actor

DOING, REVIEW = "tasks.task", "tasks.review"


def doing(steps: Iterable[Step]) -> list[Expected]:
    """What is owed by the responsible units."""
    return [
        Expected(step.to_id, step.task.subject, _period(step), step.opened_at, step.due_at)
        for step in steps
        if step.is_open
    ]


def review(steps: Iterable[Step]) -> list[Expected]:
    """What is owed by those who gave the tasks."""
    done = [step for step in steps if step.stage == Stage.DONE]
    reading = measures.reading(REVIEW_HOURS) if done else None
    return [
        Expected(
            step.giver_id, step.task.subject, _period(step), step.done_at,
            step.done_at + timedelta(hours=reading.of(step.giver)),
        )
        for step in done
        if step.done_at and reading
    ]  # fmt: skip


def _period(step: Step) -> str:
    """For the how-manieth time; with the task's own number, since what is planned is also looked up by it."""
    return f"{step.task_id.hex[-12:]}.{step.turn}"


def mirror(steps: Sequence[Step], by: Actor) -> None:
    subjects = [step.task.subject for step in steps]
    done = [
        step.task.subject for step in steps if step.stage in {Stage.DONE, Stage.CLOSED} and step.deed != Deed.UNDONE
    ]
    judged = [step.task.subject for step in steps if step.deed in {Deed.CLOSED, Deed.RETURNED}]
    obligations.mirror(DOING, subjects, doing(steps), done, by=by)
    obligations.mirror(REVIEW, subjects, review(steps), judged, by=by)
