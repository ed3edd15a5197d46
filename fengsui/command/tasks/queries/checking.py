"""Whether the statements that tasks come from hold again. The checks room answers; nobody asks the assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.checks import queries as checks
from fengsui.ground.checks.queries import Answer, Asked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from fengsui.command.tasks.models import Task

__all__ = ["Answer", "answers", "statement"]


def answers(tasks: Iterable[Task]) -> dict[UUID, Answer]:
    """Task id → what its check says now; tasks that come from no check are left out."""
    asked = {
        task.pk: Asked(task.check_key, task.check_unit_id, task.check_subject, task.check_day)
        for task in tasks
        if task.check_unit_id
    }
    found = checks.ask(set(asked.values()))
    return {pk: found[one] for pk, one in asked.items()}


def statement(task: Task) -> str:
    """The statement that must hold, in words; one that no room declares any more by its key."""
    check = checks.checks().get(task.check_key)
    return str(check.name) if check else task.check_key
