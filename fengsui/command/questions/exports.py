from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.questions.models import AnswerKind, Round
from fengsui.command.questions.queries.board import counted, rows_of
from fengsui.command.questions.queries.past import turn_back, was_asked
from fengsui.command.questions.queries.rows import masked
from fengsui.command.questions.sheets import unit_heads, unit_rows
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.asking import known_of, when
from fengsui.ground.tables.declare import Column, Table
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

MOST = 1000  # rounds in one sheet


def _id(query: Query) -> UUID:
    try:
        return UUID(query.get("pk", ""))
    except ValueError:
        return UUID(int=0)


def _round(query: Query) -> Round | None:
    return Round.objects.filter(pk=_id(query)).select_related("question__unit").first()


def _columns(query: Query) -> list[Column]:
    """A line per unit; of a list, a line per row with its own columns."""
    row = _round(query)
    if row is None:
        return []
    if row.question.kind == AnswerKind.ROWS:
        return [Column(_("Unit"), 30), *(Column(column["name"], 18) for column in row.question.columns)]
    heads = unit_heads(row)
    return [
        Column(heads[0], 30),
        Column(heads[1], 20, decimals=row.question.decimals),
        *(Column(one, 18) for one in heads[2:]),
    ]


def _rows(person: Person, query: Query) -> Iterator[list[Any]]:
    known = known_of(query)
    row = Round.objects.visible_to(person).filter(pk=_id(query)).select_related("question__unit").first()
    if row is None or not was_asked(row, known):
        raise Refused("questions.unknown", _("There is no such question for you."))
    turn_back([row], known)
    if row.question.kind != AnswerKind.ROWS:
        yield from unit_rows(row, person, known)
        return
    wide = len(row.question.columns)
    for one, cells in masked(rows_of(row, person, known)):
        yield [one.answer.asked.unit.label, *cells[:wide]]


def _total(person: Person, query: Query) -> int:
    """How many lines there will be: a unit each, of a list a row each."""
    row = _round(query)
    if row is None:
        return 0
    return rows_of(row, person, known_of(query)).count() if row.question.kind == AnswerKind.ROWS else row.asked.count()


def _notes(_person: Person, query: Query) -> list[str]:
    row = _round(query)
    if row is None:
        return []
    turn_back([row], known_of(query))
    due = date_format(clock.local(row.due_at), "Y-m-d H:i")
    return [row.question.label, _("Asked by %(unit)s, due %(due)s") % {"unit": row.question.unit.label, "due": due}]


ANSWERS = Table(
    "questions.answers", gettext_lazy("Answers"), "questions.view", _columns, _rows, total=_total, notes=_notes,
    name=lambda query: f"answers-{query.get('pk', '')[-6:]}-{when(query)}", looks_back=True,
)  # fmt: skip


def _listed(person: Person, query: Query) -> QuerySet[Round]:
    known = known_of(query)
    rounds = Round.objects.visible_to(person).select_related("question__unit", "standing").newest(known or clock.now())
    rounds = rounds.open(known) if query.get("show") == "open" else rounds.with_stage(known)
    return rounds.order_by("-pk")[:MOST]


def _rounds(person: Person, query: Query) -> Iterator[list[Any]]:
    listed, known = list(_listed(person, query)), known_of(query)
    turn_back(listed, known)
    for one in counted(listed, person, known):
        row = one.round
        yield [row.question.label, row.question.unit.label, row.due_at, one.n, one.m, one.word]


ROUNDS = Table(
    "questions.rounds", gettext_lazy("Questions"), "questions.view",
    (
        Column(gettext_lazy("Question"), 40), Column(gettext_lazy("Asked by"), 24), Column(gettext_lazy("Due"), 18),
        Column(gettext_lazy("Answered"), 10), Column(gettext_lazy("Units asked"), 10), Column(gettext_lazy("State"), 12),
    ),
    _rounds, total=lambda person, query: _listed(person, query).count(), name=lambda query: f"questions-{when(query)}",
    looks_back=True,
)  # fmt: skip
