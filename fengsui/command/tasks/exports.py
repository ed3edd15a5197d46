from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.command.tasks.queries.listing import is_over, shown, wanted
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.asking import known_of, when
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.command.tasks.models import TaskStepQuerySet
    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

MOST = 20_000  # tasks in one sheet


def _asked(person: Person, query: Query) -> TaskStepQuerySet:
    rows = wanted(person, query, known_of(query))
    return rows.order_by("-pk") if is_over(query) else rows.order_by("due_at", "pk")


def _rows(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in shown(_asked(person, query)[:MOST], known_of(query)):
        step = row.step
        yield [
            step.task.text, step.to.code, step.to.label, row.person, step.giver.label, clock.local(step.due_at), row.word,
            _t("late") if row.is_late else None, step.percent, step.note, step.result, row.source,
        ]  # fmt: skip


TASKS = Table(
    "tasks.list", _("Tasks"), "tasks.see",
    (
        Column(_("What is to be done"), 60), Column(_("Code"), 18), Column(_("Responsible unit"), 28),
        Column(_("Responsible person"), 14), Column(_("Given by"), 24), Column(_("Due"), 18), Column(_("State"), 12),
        Column(_("Late"), 8), Column(_("Percent"), 8), Column(_("Last words"), 40), Column(_("Result"), 50),
        Column(_("Comes from"), 16),
    ),
    _rows, total=lambda person, query: _asked(person, query).count(), name=lambda query: f"tasks-{when(query)}",
    looks_back=True,
)  # fmt: skip
