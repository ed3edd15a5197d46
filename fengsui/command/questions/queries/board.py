"""A round as its page shows it: who answered what, added up along a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef

from fengsui.command.questions.models import OPEN, Answer, AnswerKind, AnswerRow, Asked, Round, Stage, Step
from fengsui.command.questions.queries.rolling import Part, roll
from fengsui.command.questions.queries.rows import masked
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, Tie
from fengsui.ground.org.pages import Page, page
from fengsui.ground.org.queries import names, tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person

SHOWN_ROWS = 200  # of lists, on the page; the export has all


@dataclass(frozen=True)
class Told:
    """One asked unit and what it answered."""

    asked: Asked
    answer: Answer | None
    by: str
    late: bool


@dataclass(frozen=True)
class Board:
    """A round with everything its page needs. Only the units that the person may see are counted and shown."""

    round: Round
    last: Step
    usual: str  # the line along which it is added up if no other is asked for
    lines: list[str]
    parts: list[Part]
    whole: Part | None
    moment: datetime  # at which it is seen

    @property
    def is_open(self) -> bool:
        return self.last.stage in OPEN

    @property
    def is_withdrawn(self) -> bool:
        return self.last.stage == Stage.WITHDRAWN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.moment > self.round.due_at

    @property
    def groups(self) -> list[Part]:
        """The nodes that stand above an asked unit: what a table of sums shows."""
        own = {part.node.path for part in self.parts}
        return [part for part in self.parts if any(path.startswith(part.node.path + ".") for path in own)]

    @property
    def missing(self) -> int:
        return self.whole.m - self.whole.n if self.whole else 0

    @property
    def missing_tone(self) -> str:
        return "" if not self.missing else "bad" if self.is_late else "due"

    @property
    def options(self) -> list[tuple[str, int]]:
        """Every choice with how many gave it."""
        counted = self.whole.choices if self.whole else {}
        return [(choice, counted.get(choice, 0)) for choice in self.round.question.choices]


def seen(row: Round, person: Person) -> QuerySet[Asked]:
    """The asked units of a round whose answers a person may see."""
    return Asked.objects.filter(round=row, unit__in=scope.seen(person, "questions.view").values("pk"))


def board(row: Round, person: Person, line: str = "", known: datetime | None = None) -> Board:
    """Read a round for a person, added up along a line (the question's): a handful of queries, whatever its size.

    known: with what was answered by then, as it stood then.
    """
    asked = dict(seen(row, person).values_list("pk", "unit"))
    current = {one.asked_id: one for one in Answer.objects.as_known(known).filter(asked__round=row)}
    answers = {unit: current.get(pk) for pk, unit in asked.items()}
    lines = _lines(row, set(answers))
    usual = row.question.line if row.question.line in lines else next(iter(lines), "")
    chosen = line if line in lines else usual
    parts = roll(tree(chosen, row.day, row.question.unit), answers, row.question.adds_up, row.due_at) if chosen else []
    last = Step.objects.until(known).filter(round=row).order_by("-pk").first() or Step(stage=Stage.ASKED)
    return Board(row, last, usual, lines, parts, parts[0] if parts else None, known or clock.now())


def _lines(row: Round, units: set[int]) -> list[str]:
    """The lines in which the asking unit stands above some of the asked ones."""
    tops = Tie.objects.on(row.day).filter(unit=row.question.unit, line__in=COMMAND_LINES).values_list("path", flat=True)
    below = Tie.objects.on(row.day).filter(unit__in=units, path__within=list(tops)).values_list("line", flat=True)
    found = set(below.distinct())
    return [line.value for line in COMMAND_LINES if line.value in found]


def told(
    row: Round, person: Person, query: Mapping[str, str], *, size: int = 100, known: datetime | None = None
) -> tuple[list[Told], Page[Asked]]:
    """The asked units, a page at a time: all, or with `show=missing` those that have not answered."""
    answers = Answer.objects.as_known(known)
    rows = seen(row, person).select_related("unit")
    if query.get("show") == "missing":
        rows = rows.filter(~Exists(answers.filter(asked=OuterRef("pk"))))
    listed = page(rows, query, size=size)
    given = {one.asked_id: one for one in answers.filter(asked__in=listed.rows)}
    people = names(one.by_id for one in given.values())
    return [_told(one, given.get(one.pk), people, row) for one in listed], listed


def _told(asked: Asked, answer: Answer | None, people: Mapping[UUID, str], row: Round) -> Told:
    by = people.get(answer.by_id, "") if answer and answer.by_id else ""
    return Told(asked, answer, by, bool(answer and answer.known_at > row.due_at))


def lists(
    row: Round, person: Person, most: int = SHOWN_ROWS, known: datetime | None = None
) -> list[tuple[AnswerRow, list[str]]]:
    """The rows of all lists, masked."""
    if row.question.kind != AnswerKind.ROWS:
        return []
    wide = len(row.question.columns)
    return [(one, cells[:wide]) for one, cells in masked(rows_of(row, person, known)[:most])]


def rows_of(row: Round, person: Person, known: datetime | None = None) -> QuerySet[AnswerRow]:
    """The rows of the lists that count, by unit and place."""
    answers = Answer.objects.as_known(known).filter(asked__in=seen(row, person))
    rows = AnswerRow.objects.filter(answer__in=answers)
    return rows.select_related("answer__asked__unit").order_by("answer__asked__unit__code", "position")


@dataclass(frozen=True)
class Listed:
    """A round in a list."""

    round: Round
    n: int
    m: int
    moment: datetime  # at which it is seen

    @property
    def stage(self) -> str:
        return str(self.round.stage)  # type: ignore[attr-defined]

    @property
    def word(self) -> str:
        return str(Stage(self.stage).label)

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.n < self.m and self.moment > self.round.due_at


def counted(rounds: Sequence[Round], person: Person, known: datetime | None = None) -> list[Listed]:
    """Rounds with n of m of the units that a person may see: two queries."""
    units = scope.seen(person, "questions.view").values("pk")
    asked = Asked.objects.filter(round__in=rounds, unit__in=units)
    m = dict(asked.order_by().values_list("round").annotate(Count("pk")))
    answers = Answer.objects.as_known(known).filter(asked__in=asked)
    n = dict(answers.order_by().values_list("asked__round").annotate(Count("pk")))
    return [Listed(row, n.get(row.pk, 0), m.get(row.pk, 0), known or clock.now()) for row in rounds]
