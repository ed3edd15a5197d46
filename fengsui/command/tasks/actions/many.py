"""One act on many tasks at once: what can be done is done, what not is said, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.tasks.actions.carrying import Act, Worked, carry_out
from fengsui.command.tasks.actions.doing import finishing
from fengsui.command.tasks.actions.moving import handing, moving
from fengsui.command.tasks.actions.reviewing import accepting, returning, withdrawing
from fengsui.command.tasks.models import Deed
from fengsui.ground.journal.deeds import action
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

MOST = 1000


@dataclass(frozen=True)
class Change:
    """What is to be done with many: a deed, the words with it, the hour, the unit."""

    deed: str
    note: str = ""
    due_at: datetime | None = None
    to: Unit | None = None


@action
def change_many(tasks: Collection[UUID], change: Change, *, by: Actor) -> Worked:
    """Close, give back, withdraw, finish, move or hand over up to 1,000 tasks. Returns what was done, and what not and why.

    The number of queries does not grow with the tasks (docs/performance.md, bulk_tasks_s). Refused as a whole only if
    what was typed fits none of them.
    """
    if not tasks:
        raise Refused("tasks.none", _("Choose at least one task."))
    if len(tasks) > MOST:
        raise Refused("tasks.too_many", _("At most %(n)d tasks at once.") % {"n": MOST})
    return carry_out(_act(change, by), tasks, by)


def _act(change: Change, by: Actor) -> Act:
    match change.deed:
        case Deed.CLOSED:
            return accepting(change.note)
        case Deed.RETURNED:
            return returning(change.note, change.due_at)
        case Deed.WITHDRAWN:
            return withdrawing(change.note)
        case Deed.DONE:
            return finishing(change.note)
        case Deed.MOVED if change.due_at:
            return moving(change.due_at, change.note)
        case Deed.HANDED if change.to:
            return handing(change.note, change.to, None, by)
    raise Refused("tasks.change", _("Choose what to do with them, with everything that it needs."), field="deed")
