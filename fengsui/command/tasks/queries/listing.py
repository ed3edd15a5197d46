"""Lists of tasks: whose, how they stand, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from fengsui.command.tasks.models import Helper, Source, Stage, Step
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, Tie, Unit
from fengsui.ground.org.pages import Page, page
from fengsui.ground.org.queries import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from fengsui.command.tasks.models import TaskStepQuerySet
    from fengsui.ground.org.models import Person

LATE, ALL = "late", "all"
SIZE = 50
TONES = {
    Stage.GIVEN: "due", Stage.BEGUN: "busy", Stage.RETURNED: "due", Stage.DONE: "busy", Stage.CLOSED: "good",
    Stage.WITHDRAWN: "still",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A task as a list shows it at a moment."""

    step: Step
    moment: datetime
    person: str = ""

    @property
    def is_late(self) -> bool:
        return self.step.is_late(self.moment)

    @property
    def tone(self) -> str:
        return "bad" if self.is_late else TONES[Stage(self.step.stage)]

    @property
    def word(self) -> str:
        return str(Stage(self.step.stage).label)

    @property
    def source(self) -> str:
        return str(Source(self.step.task.source).label)


def shown(steps: Iterable[Step], known: datetime | None = None) -> list[Shown]:
    """With the names of the responsible persons: one query for all."""
    listed = list(steps)
    people, moment = names(step.person_id for step in listed), known or clock.now()
    return [Shown(step, moment, people.get(step.person_id, "") if step.person_id else "") for step in listed]


def standing(person: Person, known: datetime | None = None) -> TaskStepQuerySet:
    """How every task stands that a person sees."""
    seen = scope.seen(person, "tasks.see").values("pk")
    return _standing(known).filter(Q(giver__in=seen) | Q(to__in=seen) | _helped(seen, known))


def _standing(known: datetime | None) -> TaskStepQuerySet:
    return Step.objects.as_known(known).select_related("task", "to", "giver")


def _helped(units: QuerySet[Unit, Any] | set[int], known: datetime | None) -> Exists:
    return Exists(Helper.objects.helping(known).filter(task=OuterRef("task"), unit__in=units))


def mine(person: Person, known: datetime | None = None) -> TaskStepQuerySet:
    """What is with me, with my units, or with a unit that mine help."""
    own = scope.own_ids(person, "tasks.do")
    return _standing(known).filter(Q(to__in=own) | Q(person=person) | _helped(own, known))


def given(person: Person, known: datetime | None = None) -> TaskStepQuerySet:
    """What the units gave whose results the person reviews."""
    return _standing(known).filter(giver__in=scope.own_ids(person, "tasks.review"))


SIDES = {"mine": mine, "given": given}


def wanted(person: Person, query: Mapping[str, str], known: datetime | None = None) -> TaskStepQuerySet:
    """The tasks that a page or an export asks for: whose (`side`), how they stand, at which units, with which words."""
    rows = SIDES.get(query.get("side", ""), standing)(person, known)
    state = query.get("state", "")
    if state == LATE:
        rows = rows.late(known or clock.now())
    elif state in Stage.values:
        rows = rows.filter(stage=state)
    elif state != ALL:
        rows = rows.live()
    if query.get("source") in Source.values:
        rows = rows.filter(task__source=query["source"])
    if words := query.get("q", "").replace("\x00", "").strip():
        rows = rows.filter(task__text__icontains=words)
    return rows.filter(to__in=_below(query["unit"].replace("\x00", "").strip())) if query.get("unit") else rows


def _below(typed: str) -> QuerySet[Unit]:
    """The units at and below the one of a code or name."""
    named = Q(unit__code=typed) | Q(unit__name=typed) | Q(unit__name_en=typed)
    paths = Tie.objects.on().filter(named, line__in=COMMAND_LINES).values_list("path", flat=True)
    return Unit.objects.within(list(paths))


def is_over(query: Mapping[str, str]) -> bool:
    """Whether what is asked for is over for the most part: then the newest comes first, not the most urgent."""
    return query.get("state", "") in {Stage.CLOSED, Stage.WITHDRAWN, ALL}


def paged(rows: TaskStepQuerySet, query: Mapping[str, str], size: int = SIZE) -> Page[Step]:
    """A page of tasks, the most urgent first (`newer` leads to earlier hours, `older` to later ones)."""
    if is_over(query):
        return page(rows, query, size=size)
    before, after = _key(query.get("after", "")), _key(query.get("before", ""))
    if before and not after:
        found = list(rows.filter(_beyond(before, "lt")).order_by("-due_at", "-pk")[: size + 1])
        more_before, more_after, found = len(found) > size, True, found[:size][::-1]
    else:
        later = rows.filter(_beyond(after, "gt")) if after else rows
        found = list(later.order_by("due_at", "pk")[: size + 1])
        more_before, more_after, found = after is not None, len(found) > size, found[:size]
    ends = [f"{row.due_at.isoformat()}_{row.pk}" for row in (found[0], found[-1])] if found else ["", ""]
    return Page(found, ends[0] if more_before else "", ends[1] if more_after else "")


def _key(text: str) -> tuple[datetime, int] | None:
    """The hour and the number of a row, as the pager writes them; rubbish means: from the top."""
    due, _mark, number = text.partition("_")
    try:
        moment = datetime.fromisoformat(due)
        return (moment, int(number)) if moment.tzinfo else None
    except ValueError:
        return None


def _beyond(key: tuple[datetime, int], way: str) -> Q:
    due, number = key
    return Q(**{f"due_at__{way}": due}) | Q(due_at=due, **{f"pk__{way}": number})


def about(subject: str, person: Person, known: datetime | None = None) -> list[Shown]:
    """The tasks that come from a thing ("assessment.finding:id") and that a person sees: for the thing's own page."""
    return shown(standing(person, known).filter(task__about=subject).order_by("due_at", "pk"), known)
