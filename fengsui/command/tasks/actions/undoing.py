from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.command.tasks.actions.carrying import CARRIED, Act, one
from fengsui.command.tasks.models import Deed, Step, Task
from fengsui.ground.journal.deeds import action
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

STANDING = (*CARRIED, "giver", "to", "person")
FINAL = {Deed.GIVEN, Deed.PASSED, Deed.HELPED, Deed.UNDONE}


@action
def undo(task: Task, step: int, *, by: Actor) -> Step:
    """Take back one's own last step, while nobody has done anything since. step: its id, so that a second click undoes nothing more."""

    def ways(now: Step) -> list[tuple[str, Unit]]:
        return [("tasks.do", now.to), ("tasks.review", now.giver)]

    def rule(now: Step) -> dict[str, Any]:
        if now.pk != step or now.by_id != by.pk or now.deed in FINAL:
            raise Refused(
                "tasks.undone", _("Something was done with this task since; it cannot be taken back any more.")
            )
        before = Step.objects.filter(task=task, pk__lt=now.pk).select_related("to", "giver", "person").latest("pk")
        return {name: getattr(before, name) for name in STANDING}

    return one(Act(Deed.UNDONE, ways, rule, unit=lambda now: now.to_id), task, by)
