"""Photos and papers that show a result: what they are is read from their bytes, programs and macros are refused."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.tasks.actions.carrying import expect, lock
from fengsui.command.tasks.models import Deed, File, Stage, Step
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import filetypes
from fengsui.ground.documents.photos import bare
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.command.tasks.models import Task
    from fengsui.ground.org.scope import Actor

MOST = 6  # files of a result
TOGETHER = 20 * 1024 * 1024


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
    kind, body = filetypes.sniff(body, name), bare(body)  # where a photo was taken is nobody's business
    sha256 = hashlib.sha256(body).hexdigest()
    there = list(File.objects.filter(step=step).values_list("sha256", "size"))
    if any(sum_ == sha256 for sum_, _size in there):
        raise Refused("tasks.file_twice", _("This file is attached already."), field="file")
    if len(there) >= MOST or sum(size for _sum, size in there) + len(body) > TOGETHER:
        raise Refused("tasks.file_room", _("A result has at most 6 files, 20 MB together."), field="file")
    file = File.objects.create(
        step=step, name=filetypes.named(name, kind), kind=kind, size=len(body), sha256=sha256, content=body,
        by=by if isinstance(by, Person) else None, at=clock.now(),
    )  # fmt: skip
    _tell("tasks.attached", step, by, kind, sha256)
    return file


def _tell(kind: str, step: Step, by: Actor, file: str, sha256: str) -> None:
    journal.write(kind, by=by.pk, unit=step.to_id, about=step.task.subject, file=str(file), sha256=sha256)
