"""Photos and papers that show a result: what they are is read from their bytes, programs and macros are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.tasks.actions.carrying import expect, lock
from fengsui.command.tasks.models import Deed, File, Stage, Step
from fengsui.ground.documents import files
from fengsui.ground.documents.photos import bare
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from fengsui.command.tasks.models import Task
    from fengsui.ground.org.scope import Actor

LIMIT = files.Limit(6, 20)  # of a result


@action
def attach(task: Task, body: bytes, name: str, *, by: Actor) -> File:
    """Add a photo or a paper to a result that waits for review."""
    step = lock([task.pk])[0]
    scope.require(by, "tasks.do", step.to)
    expect(step, (Stage.DONE,))
    return keep(Step.objects.filter(task=task, deed=Deed.DONE).latest("pk"), body, name, by)


@action
def detach(file: File, *, by: Actor) -> None:
    """Take a file off that does not belong there, until the task is closed; it stays in the journal by its sum."""
    step = lock([file.step.task_id])[0]
    scope.require(by, "tasks.do", step.to)
    expect(step, [stage for stage in Stage if stage not in {Stage.CLOSED, Stage.WITHDRAWN}])
    _tell("tasks.detached", step, by, file.kind, file.sha256)
    file.delete()


def keep(step: Step, body: bytes, name: str, by: Actor) -> File:
    there = File.objects.filter(step=step)
    said = files.columns(
        body, name, by=by, beside=there, limit=LIMIT, clean=bare
    )  # where a photo was taken is nobody's business
    file = File.objects.create(step=step, **said)
    _tell("tasks.attached", step, by, file.kind, file.sha256)
    return file


def _tell(kind: str, step: Step, by: Actor, file: str, sha256: str) -> None:
    journal.write(kind, by=by.pk, unit=step.to_id, about=step.task.subject, file=str(file), sha256=sha256)
