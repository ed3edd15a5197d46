"""How far a plan is: per section how many of its tasks are done, which are late. Counted among the tasks that one sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from fengsui.command.plans.models import Given, Stage, Version
from fengsui.command.plans.queries.reading import content, issued
from fengsui.command.tasks import queries as tasks
from fengsui.command.tasks.models import LIVE, OPEN
from fengsui.command.tasks.models import Stage as TaskStage
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.queries import names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.plans.content import Entry
    from fengsui.command.plans.models import Plan
    from fengsui.command.tasks.queries.listing import Shown
    from fengsui.ground.org.models import Person

DONE = (TaskStage.DONE, TaskStage.CLOSED)  # the unit finished it; whether it is reviewed is said beside it


@dataclass(frozen=True)
class Row:
    """An item with its task, if it has one that the reader sees."""

    entry: Entry
    person: str
    task: Shown | None

    @property
    def counts(self) -> bool:
        return self.task is not None and self.task.step.stage != TaskStage.WITHDRAWN

    @property
    def is_done(self) -> bool:
        return self.task is not None and self.task.step.stage in DONE

    @property
    def is_late(self) -> bool:
        return self.task is not None and self.task.is_late


@dataclass(frozen=True)
class Counted:
    """n of m tasks done, so many late."""

    done: int = 0
    total: int = 0
    late: int = 0

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Counted:
        return cls(sum(row.is_done for row in rows), sum(row.counts for row in rows), sum(row.is_late for row in rows))


@dataclass(frozen=True)
class Stretch:
    """A section, counted."""

    title: str
    text: str
    rows: list[Row]

    @property
    def counted(self) -> Counted:
        return Counted.of(self.rows)


@dataclass(frozen=True)
class Progress:
    """A plan at a moment. before: tasks of items that the version in force has no more and that still go on."""

    version: Version | None
    preamble: str = ""
    parts: list[Stretch] = field(default_factory=list)
    before: list[Shown] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [row for part in self.parts for row in part.rows]

    @property
    def late(self) -> list[Row]:
        return [row for row in self.rows if row.is_late]

    @property
    def counted(self) -> Counted:
        return Counted.of(self.rows)


def progress(plan: Plan, person: Person, known: datetime | None = None) -> Progress:
    """How far it is now, or as known at a moment. The number of queries does not grow with the plan."""
    version = issued(plan, known)
    if version is None:
        return Progress(None)
    said, found = content(version), _tasks(plan, person, known)
    people = names(entry.person_id for entry in said.entries())
    parts = [
        Stretch(part.title, part.text, [_row(entry, people, found) for entry in part.entries]) for part in said.parts
    ]
    here = {entry.key for entry in said.entries()}
    others = [shown for key, shown in found.items() if key not in here and shown.step.stage in LIVE]
    return Progress(version, said.preamble, parts, others)


def _row(entry: Entry, people: dict[UUID, str], found: dict[UUID, Shown]) -> Row:
    return Row(entry, people.get(entry.person_id, "") if entry.person_id else "", found.get(entry.key))


def _tasks(plan: Plan, person: Person, known: datetime | None) -> dict[UUID, Shown]:
    """Item's key → its newest task, among those that the person sees."""
    rows = Given.objects.filter(plan=plan)
    newest = dict((rows.filter(at__lte=known) if known else rows).order_by("pk").values_list("key", "task"))
    steps = tasks.standing(person, known).filter(task__in=newest.values())
    shown = {row.step.task_id: row for row in tasks.shown(steps, known)}
    return {key: shown[task] for key, task in newest.items() if task in shown}


@dataclass(frozen=True)
class Listed:
    """A plan in a list."""

    plan: Plan
    version: Version | None
    draft: Version | None
    counted: Counted


def listed(plans: Sequence[Plan], person: Person, *, drafts: set[int]) -> list[Listed]:
    """Plans with their versions and how far they are; drafts: the units whose drafts the reader sees. Two queries."""
    counts = _counts(plans, person)
    force: dict[UUID, Version] = {}
    open_: dict[UUID, Version] = {}
    for version in Version.objects.filter(plan__in=plans).select_related("document__series").order_by("number"):
        if version.stage == Stage.ISSUED:
            force[version.plan_id] = version
        elif version.is_open:
            open_[version.plan_id] = version
    return [
        Listed(
            plan, force.get(plan.pk), open_.get(plan.pk) if plan.unit_id in drafts else None,
            counts.get(plan.pk, Counted()),
        )
        for plan in plans
    ]  # fmt: skip


def _counts(plans: Sequence[Plan], person: Person) -> dict[UUID, Counted]:
    now = clock.now()
    rows = tasks.standing(person).filter(task__plan_items__plan__in=plans).exclude(stage=TaskStage.WITHDRAWN)
    counted = rows.values("task__plan_items__plan").annotate(
        done=Count("pk", filter=Q(stage__in=DONE), distinct=True), total=Count("pk", distinct=True),
        late=Count("pk", filter=Q(stage__in=OPEN, due_at__lt=now), distinct=True),
    )  # fmt: skip
    return {row["task__plan_items__plan"]: Counted(row["done"], row["total"], row["late"]) for row in counted}
