from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from fengsui.command.tasks.models import Stage
from fengsui.command.tasks.queries.listing import standing
from fengsui.ground.org import scope
from fengsui.ground.org.places import Finder, Hit

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person

SAID = 80


def tasks(person: Person, text: str, limit: int) -> list[Hit]:
    """Tasks by what is to be done, the newest first."""
    if not scope.may(person, "tasks.see"):
        return []
    rows = standing(person).filter(task__text__icontains=text).order_by("-pk")[:limit]
    return [
        Hit(
            Truncator(row.task.text).chars(SAID), reverse("tasks:task", args=[row.task_id]),
            f"{row.to.label} · {Stage(row.stage).label}",
        )
        for row in rows
    ]  # fmt: skip


TASKS = Finder("tasks.tasks", _("Tasks"), "list-check", tasks, order=45)
