"""How one paper stands, what was done with it and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from fengsui.command.directives.models import Directive
from fengsui.command.incoming.models import Deed, Given, Paper, Stage, Step
from fengsui.command.tasks.models import Step as TaskStep
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.ground.org.models import Person, Unit


def now(paper: Paper, known: datetime | None = None) -> Step | None:
    """How a paper stands, or stood at a moment; None: it was not registered yet."""
    return Step.objects.as_known(known).filter(paper=paper).select_related("paper__unit", "heir", "to").first()


def steps(paper: Paper, known: datetime | None = None) -> list[Step]:
    """What was done with a paper, the first first."""
    rows = Step.objects.filter(paper=paper).select_related("heir", "to").order_by("pk")
    return list(rows if known is None else rows.filter(known_at__lte=known))


def open_tasks(paper: Paper) -> int:
    """How many of the tasks that come from it are not closed."""
    return TaskStep.objects.as_known().live().filter(task__about=paper.about).count()


def helpers(told: Sequence[Step]) -> list[Unit]:
    """The units that help, as the last of some steps of a paper that was an instruction says."""
    last = next((step for step in reversed(told) if step.deed == Deed.INSTRUCTED), None)
    if last is None:
        return []
    rows = Given.objects.filter(step=last, helps=True).select_related("unit").order_by("unit__code")
    return [row.unit for row in rows]


def orphans() -> list[Paper]:
    """The open papers whose unit, or the one that is responsible for them, is closed today."""
    today = clock.today()
    gone = Q(heir=None, paper__unit__valid_to__lte=today) | Q(heir__valid_to__lte=today) | Q(to__valid_to__lte=today)
    rows = Step.objects.as_known().open().filter(gone).select_related("paper").order_by("paper")
    return [row.paper for row in rows]


def twins(unit: Unit, sender: str, number: str, title: str, but: UUID | None = None) -> list[Paper]:
    """What stands in the register of a unit already from the same sender with the same number; of one without, with the same title."""
    if not sender or not (number or title):
        return []
    same = Q(sender_number=number) if number else Q(sender_number="", title=title)
    void = Step.objects.as_known().filter(stage=Stage.VOID, paper__unit=unit).values("paper")
    rows = Paper.objects.filter(same, unit=unit, sender=sender).exclude(pk__in=void)
    rows = rows.exclude(pk=but) if but else rows
    return list(rows.order_by("pk")[:5])


def drafts(told: Sequence[Step], person: Person) -> list[Directive]:
    """The directives that pass it on, with the corrected versions that replace them, and that a person sees."""
    found = newest = {UUID(step.about.partition(":")[2]) for step in told if step.deed == Deed.PASSED_ON}
    while newest:
        newest = set(Directive.objects.filter(replaces__in=newest).values_list("pk", flat=True)) - found
        found |= newest
    rows = Directive.objects.visible_to(person).filter(pk__in=found).with_stage().order_by("pk")
    return list(rows) if found else []
