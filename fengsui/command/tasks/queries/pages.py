"""What single pages show: mine, the board, one task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fengsui.command.tasks.models import OPEN, File, Helper, Sheet, Stage, Step, Task
from fengsui.command.tasks.queries.listing import SIDES, Shown, given, mine, shown, standing
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fengsui.command.tasks.models import TaskStepQuerySet
    from fengsui.ground.org.models import Person

SHOWN = 50  # a group of one's own tasks
CARDS = 30  # a column of the board
LATELY = timedelta(days=7)  # what was closed longer ago has left the board


@dataclass(frozen=True)
class Group:
    """Some tasks under a title; more: there are others that the list shows, by this query."""

    title: str
    rows: list[Shown]
    query: str
    more: bool


def groups(person: Person, known: datetime | None = None) -> list[Group]:
    """What is with me by name, what is to be reviewed, what is with my units, what they help with; only what there is."""
    own = scope.own_ids(person, "tasks.do")
    rows = list(mine(person, known).filter(stage__in=OPEN).order_by("due_at", "pk")[: 3 * SHOWN])
    waiting = list(given(person, known).filter(stage=Stage.DONE).order_by("done_at", "pk")[: SHOWN + 1])
    me = [row for row in rows if row.person_id == person.pk]
    ours = [row for row in rows if row.person_id != person.pk and row.to_id in own]
    others = [row for row in rows if row.person_id != person.pk and row.to_id not in own]
    full = len(rows) == 3 * SHOWN
    made = [
        (_("With me"), me, "side=mine"), (_("To be reviewed"), waiting, "side=given&state=done"),
        (_("With my unit"), ours, "side=mine"), (_("We help"), others, "side=mine"),
    ]  # fmt: skip
    dressed = {row.step.pk: row for row in shown([*rows, *waiting], known)}
    return [
        Group(
            title,
            [dressed[row.pk] for row in listed[:SHOWN]],
            query,
            len(listed) > SHOWN or (full and query == "side=mine"),
        )
        for title, listed, query in made
        if listed
    ]


def columns(person: Person, side: str, known: datetime | None = None) -> list[Group]:
    """The board: what was not begun, is under way, waits for review, was closed lately. A query a column."""
    asked: Callable[[Person, datetime | None], TaskStepQuerySet] = SIDES.get(side, standing)
    rows, moment = asked(person, known), known or clock.now()
    lately = {"stage": Stage.CLOSED, "known_at__gte": moment - LATELY}
    made = [
        (_("Not begun"), rows.filter(stage__in=[Stage.GIVEN, Stage.RETURNED]).order_by("due_at", "pk"), "given"),
        (_("Under way"), rows.filter(stage=Stage.BEGUN).order_by("due_at", "pk"), "begun"),
        (pgettext("board", "To be reviewed"), rows.filter(stage=Stage.DONE).order_by("done_at", "pk"), "done"),
        (_("Closed in seven days"), rows.filter(**lately).order_by("-pk"), "closed"),
    ]
    read = [(title, list(found[: CARDS + 1]), state) for title, found, state in made]
    dressed = {row.step.pk: row for row in shown([row for _title, found, _state in read for row in found], known)}
    return [
        Group(title, [dressed[row.pk] for row in found[:CARDS]], f"side={side}&state={state}", len(found) > CARDS)
        for title, found, state in read
    ]


def now(task: Task, known: datetime | None = None) -> Step | None:
    """How a task stands, or stood at a moment; None: it was not given yet."""
    rows = Step.objects.as_known(known).filter(task=task).select_related("task__check_unit", "to", "giver")
    return rows.order_by("-pk").first()


def steps(task: Task, known: datetime | None = None) -> list[Step]:
    """What was done with a task, the newest first."""
    rows = Step.objects.filter(task=task).select_related("to", "giver").order_by("-pk")
    return list(rows if known is None else rows.filter(known_at__lte=known))


def helpers(task: Task) -> list[Helper]:
    """Which units help with a task, and helped."""
    return list(Helper.objects.filter(task=task).select_related("unit").order_by("pk"))


def files(task: Task, known: datetime | None = None) -> list[File]:
    """What was attached to its results, without the bytes."""
    rows = File.objects.filter(step__task=task).defer("content").order_by("pk")
    return list(rows if known is None else rows.filter(at__lte=known))


def sheets(task: Task, person: Person, known: datetime | None = None) -> list[Sheet]:
    """The sheets on which it stands and all of whose tasks the person sees."""
    rows = Sheet.objects.filter(lines__task=task).select_related("document__series").order_by("-pk")
    found = list(rows if known is None else rows.filter(at__lte=known))
    return [sheet for sheet in found if may_read(sheet, person)]


def may_read(sheet: Sheet, person: Person) -> bool:
    """A sheet with tasks of several units is not for each of them."""
    tasks = Task.objects.filter(lines__sheet=sheet)
    return tasks.visible_to(person).count() == tasks.count() > 0
