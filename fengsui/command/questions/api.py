"""Questions for programs: what is asked of my units, an answer, how a round stands. Lists of names go in, never out."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema
from pydantic import StringConstraints

from fengsui.command.questions import actions
from fengsui.command.questions.actions import Given, GivenRow
from fengsui.command.questions.models import Answer, Asked, Round
from fengsui.command.questions.queries.board import board, seen
from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces.door import Call, Limit, Strict, door, write
from fengsui.ground.org import scope
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from fengsui.command.questions.queries.board import Board

router = Router(tags=["questions"])
type Cell = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")]


class ColumnOut(Schema):
    name: str
    kind: str
    personal: bool


class QuestionOut(Schema):
    round: UUID
    unit: str = Field(description=gettext_noop("who is asked"))
    text: str
    kind: str = Field(description=gettext_noop("number, choice, text or rows"))
    measure: str
    low: float | None
    high: float | None
    choices: list[str]
    columns: list[ColumnOut]
    day: date
    due_at: datetime
    answer: UUID | None = Field(description=gettext_noop("the answer that stands; send it as `seen` to correct it"))


class QuestionList(Schema):
    items: list[QuestionOut]
    next: int | None = Field(None, description=gettext_noop("send it as `after` to read on; null: this was the end"))


class AnswerOut(Schema):
    unit: str
    answer: UUID | None
    number: float | None = Field(description=gettext_noop("the number, or how many rows a list has"))
    choice: str | None
    text: str | None
    at: datetime | None
    late: bool


class RoundOut(Schema):
    round: UUID
    text: str
    kind: str
    day: date
    due_at: datetime
    open: bool
    n: int = Field(description=gettext_noop("units that answered"))
    m: int = Field(description=gettext_noop("units that were asked"))
    total: float | None = Field(description=gettext_noop("added up as the question says; null: nobody answered"))
    choices: dict[str, int]
    items: list[AnswerOut]


class AnswerIn(Strict):
    number: float | None = Field(None, ge=-1e9, le=1e9, allow_inf_nan=False)
    choice: Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00]*$")] = ""
    text: Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")] = ""
    rows: list[list[Cell]] | None = Field(
        None, max_length=500, description=gettext_noop("a text per column; an empty list: nobody")
    )
    seen: UUID | None = Field(None, description=gettext_noop("the answer you saw; null: there was none"))


@router.get(
    "/questions", response=QuestionList,
    **door("questions.read", _("Questions that are open"), name="questions", about=_("What is asked of the units within reach now.")),
)  # fmt: skip
def questions(request: Call, after: int = 0, limit: Limit = 100) -> dict[str, Any]:
    mine = scope.units(request.person, "questions.view").values("pk")
    open_now = Round.objects.open().filter(opens_at__lte=clock.now()).values("pk")
    rows = Asked.objects.filter(unit__in=mine, round__in=open_now, pk__gt=min(after, 2**62)).order_by("pk")
    found = list(rows.select_related("unit", "round__question")[: limit + 1])
    page = found[:limit]
    given = dict(Answer.objects.as_known().filter(asked__in=page).values_list("asked", "pk"))
    return {
        "items": [_asked(one, given.get(one.pk)) for one in page],
        "next": page[-1].pk if len(found) > limit else None,
    }


def _asked(one: Asked, answer: UUID | None) -> dict[str, Any]:
    question = one.round.question
    return {
        "round": one.round_id, "unit": one.unit.code, "text": question.label, "kind": question.kind,
        "measure": question.measure, "low": question.low, "high": question.high, "choices": question.choices,
        "columns": question.columns, "day": one.round.day, "due_at": one.round.due_at, "answer": answer,
    }  # fmt: skip


@router.get(
    "/questions/{round}", response=RoundOut,
    **door(
        "questions.read", _("How a round stands"), name="question",
        about=_("Each asked unit within reach with its answer, and all of them added up. The rows of lists stay here."),
    ),
)  # fmt: skip
def question(request: Call, round: UUID, line: str = "") -> dict[str, Any]:  # noqa: A002 - the word of the address
    rows = Round.objects.visible_to(request.person).select_related("question__unit")
    row = fetch(request.person, rows, request.path, pk=round)
    found = board(row, request.person, line)
    asked = list(seen(row, request.person).select_related("unit").order_by("unit__code"))
    given = {one.asked_id: one for one in Answer.objects.as_known().filter(asked__in=asked)}
    items = [_answer(one.unit.code, given.get(one.pk), row.due_at) for one in asked]
    return {**_round(found), "items": items}


def _round(found: Board) -> dict[str, Any]:
    row, whole = found.round, found.whole
    return {
        "round": row.pk, "text": row.question.label, "kind": row.question.kind, "day": row.day, "due_at": row.due_at,
        "open": found.is_open, "n": whole.n if whole else 0, "m": whole.m if whole else 0,
        "total": whole.total if whole else None, "choices": dict(found.options),
    }  # fmt: skip


def _answer(unit: str, given: Answer | None, due: datetime) -> dict[str, Any]:
    return {
        "unit": unit, "answer": given.pk if given else None, "number": given.number if given else None,
        "choice": (given.choice or None) if given else None, "text": (given.text or None) if given else None,
        "at": given.known_at if given else None, "late": bool(given and given.known_at > due),
    }  # fmt: skip


@router.put(
    "/questions/{round}/at/{unit}", response=AnswerOut,
    **door(
        "questions.write", _("Answer for a unit"), name="answer", writes=True,
        about=_("Answers, or corrects the answer named by `seen`; 409 if there is another one by now."),
    ),
)  # fmt: skip
def answer(request: Call, round: UUID, unit: str, body: AnswerIn) -> dict[str, Any]:  # noqa: A002 - as above
    mine = scope.units(request.person, "questions.answer").values("pk")
    rows = Asked.objects.filter(unit__in=mine, round=round).select_related("unit", "round__question")
    asked = fetch(request.person, rows, request.path, unit__code=unit)

    def deed(key: UUID) -> dict[str, Any]:
        listed = None if body.rows is None else [GivenRow(list(cells)) for cells in body.rows]
        given = Given(body.number, body.choice, body.text, listed)
        made = actions.answer(asked, given, key=key, by=request.person, seen=str(body.seen or ""))
        told = AnswerOut.model_validate(_answer(asked.unit.code, made, asked.round.due_at))
        return told.model_dump(mode="json")

    return write(request, "questions.answer", deed)
