"""What the responsible unit does: begin, say how far it is, finish with a result."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.command.tasks.actions.carrying import Act, expect, one, words
from fengsui.command.tasks.actions.filing import keep
from fengsui.command.tasks.models import OPEN, Deed, Helper, Stage, Step, Task
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.deeds import action
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def begin(task: Task, *, by: Actor, at: datetime | None = None) -> Step:
    """Say that the unit has it and begins. Saying more is `report`."""

    def rule(step: Step) -> dict[str, Any]:
        expect(step, (Stage.GIVEN, Stage.RETURNED))
        return {"stage": Stage.BEGUN}

    return one(Act(Deed.BEGUN, doing, rule, unit=_with, at=at), task, by)


@action
def report(task: Task, note: str, *, percent: int | None = None, by: Actor, at: datetime | None = None) -> Step:
    """Say in a sentence how far it is; the responsible unit or one that helps."""
    if percent is not None and not 0 <= percent <= 100:
        raise Refused("tasks.percent", _("Between 0 and 100 percent."), field="percent")

    def rule(step: Step) -> dict[str, Any]:
        expect(step, OPEN)
        words(note, _("Say in a sentence how far it is."), "note")
        return {"stage": Stage.BEGUN, "percent": step.percent if percent is None else percent}

    said = {} if percent is None else {"percent": percent}
    return one(Act(Deed.REPORTED, helping(task), rule, note, said, unit=_with, at=at), task, by)


@action
def finish(
    task: Task, result: str, *, by: Actor, files: Sequence[tuple[str, bytes]] = (), at: datetime | None = None
) -> Step:  # fmt: skip
    """Finish with a result, a sentence at least; then it is the giver's to review. files: photos or papers (name, bytes) that show it.

    A file that is refused finishes nothing.
    """
    step = one(finishing(result, at=at), task, by)
    there = set(step.files.values_list("sha256", flat=True))  # a second click sends them again
    for name, body in files:
        if hashlib.sha256(body).hexdigest() not in there:
            keep(step, body, name, by)
    return step


def finishing(result: str, *, at: datetime | None = None) -> Act:
    def rule(step: Step) -> dict[str, Any]:
        expect(step, OPEN)
        said = words(result, _("Say what came of it: nothing is finished without a result."), "note")
        return {"stage": Stage.DONE, "result": said, "percent": 100, "done_at": at or clock.now()}

    return Act(
        Deed.DONE, doing, rule, result, unit=_with, at=at,
        data=lambda before, after: {"late": (after.done_at or after.at) > before.due_at},
    )  # fmt: skip


def doing(step: Step) -> list[tuple[str, Unit]]:
    return [("tasks.do", step.to)]


def helping(task: Task) -> Any:
    helpers = [helper.unit for helper in Helper.objects.helping().filter(task=task).select_related("unit")]
    return lambda step: [("tasks.do", step.to), *(("tasks.do", unit) for unit in helpers)]


def _with(step: Step) -> int:
    return step.to_id
