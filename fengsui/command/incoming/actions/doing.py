"""Carrying out what was instructed: a task for a unit, a directive for all below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fengsui.command.directives import actions as directives
from fengsui.command.directives.actions import Wanted
from fengsui.command.directives.queries.whom import lines_of
from fengsui.command.incoming import passing
from fengsui.command.incoming.actions.carrying import expect, give, hold, write
from fengsui.command.incoming.models import NOTE, UNDER_WAY, Deed, Stage, Step
from fengsui.command.tasks import actions as tasks
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.directives.models import Directive
    from fengsui.command.incoming.models import Paper
    from fengsui.command.tasks.models import Task
    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.scope import Actor


@action
def undertake(
    paper: Paper, text: str, *, to: Unit, due_at: datetime, by: Actor, helpers: Sequence[Unit] = (),
    person: Person | None = None, key: UUID | None = None,
) -> Task:  # fmt: skip
    """Give a task from it (承办) in the unit's name. The task leads back to the paper, and its unit sees the paper."""
    before = hold(paper, "incoming.carry", by)
    expect(before, UNDER_WAY)
    task = tasks.give(
        before.unit, text, to=to, due_at=due_at, by=by, about=paper.about, url=_page(paper), helpers=helpers, person=person,
        verb="incoming.carry", source="incoming", source_note=paper.number_label, key=key,
    )  # fmt: skip
    if _made(paper, task.subject):
        return task
    step = write(
        before,
        Deed.UNDERTAKEN,
        by,
        stage=Stage.UNDERTAKEN,
        note=task.text[:NOTE],
        about=task.subject,
        told={"to": to.pk},
    )
    give(step, to, helpers)
    return task


@action
def pass_on(
    paper: Paper, *, acknowledge_by: datetime, by: Actor, text: str = "", key: UUID | None = None
) -> Directive:  # fmt: skip
    """Draft a directive that passes it on to all below (传达学习); it is checked, approved and issued as any other.

    text: what it says, unless the house's own words do. Its page leads back to the paper.
    """
    before = hold(paper, "incoming.carry", by)
    expect(before, UNDER_WAY)
    wanted = Wanted(
        passing.title(paper), text.strip() or passing.text(paper), acknowledge_by, lines=lines_of(before.unit),
        urgency=passing.urgency(paper),
    )  # fmt: skip
    made = directives.draft(
        before.unit, wanted, by=by, key=key, comes_from=paper.about, url=_page(paper), synthetic=paper.synthetic
    )
    if not _made(paper, made.about):
        write(before, Deed.PASSED_ON, by, stage=Stage.UNDERTAKEN, note=made.title, about=made.about)
    return made


def _made(paper: Paper, about: str) -> bool:
    """Whether a step of the paper made this already: the form was sent twice."""
    found = Step.objects.filter(paper=paper, about=about).exists()
    if found:
        deeds.told()
    return found


def _page(paper: Paper) -> str:
    return reverse("incoming:paper", args=[paper.pk])
