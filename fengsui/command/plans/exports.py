from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fengsui.command.plans.queries import reading
from fengsui.command.plans.queries.progress import listed, progress
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.asking import known_of, when
from fengsui.ground.tables.declare import Column, Table
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.command.plans.queries.progress import Progress
    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

MOST = 500  # plans in one sheet


def _asked(person: Person, query: Query) -> Progress:
    """The plan of the page; refused if it is not the person's to see."""
    try:
        pk = UUID(query.get("pk", ""))
    except ValueError:
        pk = UUID(int=0)
    plan = reading.listed(person).filter(pk=pk).first()
    if plan is None:
        raise Refused("plans.unknown", _t("There is no such plan for you."))
    return progress(plan, person, known_of(query))


def _items(person: Person, query: Query) -> Iterator[list[Any]]:
    for part in _asked(person, query).parts:
        for row in part.rows:
            entry, task = row.entry, row.task
            yield [
                part.title, entry.text, entry.unit.label if entry.unit else None, row.person,
                entry.helping, clock.local(entry.due_at) if entry.due_at else None,
                entry.recurring, task.word if task else None, _t("late") if row.is_late else None,
                task.step.result if task else None,
            ]  # fmt: skip


ITEMS = Table(
    "plans.items", _("Items of a work plan"), "plans.view",
    (
        Column(pgettext_lazy("plan", "Section"), 24), Column(_("What is to be done"), 60), Column(_("Responsible unit"), 28),
        Column(_("Responsible person"), 14), Column(_("Units that help"), 28), Column(_("Due"), 18),
        Column(_("How often"), 14), Column(_("State of the task"), 14), Column(_("Late"), 8), Column(_("Result"), 50),
    ),
    _items, total=lambda person, query: len(_asked(person, query).rows),
    name=lambda query: f"plan-{query.get('pk', '')[-6:]}-{when(query)}", looks_back=True,
)  # fmt: skip


def _register(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - all of them
    mine = set(scope.units(person, "plans.draft", "plans.approve").values_list("pk", flat=True))
    for row in listed(list(reading.listed(person).order_by("-pk")[:MOST]), person, drafts=mine):
        version = row.version
        yield [
            row.plan.title, row.plan.unit.label, version.number if version else None,
            version.document.number_label if version and version.document else None,
            clock.local(version.issued_at) if version and version.issued_at else None,
            row.counted.done, row.counted.total, row.counted.late,
        ]  # fmt: skip


REGISTER = Table(
    "plans.register", _("Work plans"), "plans.view",
    (
        Column(_("Work plan"), 44), Column(_("Unit"), 28), Column(_("Version"), 8), Column(_("Issued with"), 20),
        Column(_("Issued"), 18), Column(_("Tasks done"), 10), Column(_("Tasks"), 8), Column(_("Late"), 8),
    ),
    _register, total=lambda person, _query: reading.listed(person).count(),
)  # fmt: skip
