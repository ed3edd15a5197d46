from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.command.questions.actions.common import KIND, last_step, person, subject
from fengsui.command.questions.actions.lists import write_rows
from fengsui.command.questions.models import OPEN, Answer, AnswerKind, Asked, Stage
from fengsui.command.questions.queries.counting import refresh
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.command.questions.models import Question
    from fengsui.ground.org.scope import Actor

MOST_ROWS = 500


@dataclass(frozen=True)
class GivenRow:
    """A row of a list as typed: a text per column; `keeps`: the row whose masked cells were left as they stood."""

    cells: list[str]
    keeps: UUID | None = None


@dataclass(frozen=True)
class Given:
    """An answer as typed; `rows` of a list: empty means nobody, None means that none was given."""

    number: float | None = None
    choice: str = ""
    text: str = ""
    rows: list[GivenRow] | None = field(default=None)


@action
def answer(asked: Asked, given: Given, *, key: UUID, by: Actor, seen: str = "") -> Answer:
    """Answer for a unit, or correct its answer. `key`: the form's id; sent twice, it is written once.

    seen: the id of the answer that the form showed (empty: none). Refused as `questions.conflict` if there is another
    one by now, as `questions.withdrawn` or `questions.closed` if the round is over.
    """
    scope.require(by, "questions.answer", asked.unit)
    asked = (
        Asked.objects.select_for_update(no_key=True, of=("self",))
        .select_related("round__question", "unit")
        .get(pk=asked.pk)
    )
    if sent := Answer.objects.filter(pk=key, asked=asked).first():
        deeds.told()  # sent twice: nothing is written, so there is nothing to tell
        return sent
    _check_open(asked)
    before = Answer.objects.as_known().filter(asked=asked).first()
    if before and str(before.pk) != seen:
        raise Refused(
            "questions.conflict",
            _("Somebody answered for your unit meanwhile. Their answer is shown beside yours; nothing is lost."),
        )
    check(asked.round.question, given)
    return _write(asked, given, key, before, by)


def _check_open(asked: Asked) -> None:
    last = last_step(asked.round_id)
    if last.stage == Stage.WITHDRAWN:
        raise Refused(
            "questions.withdrawn",
            _(
                "This question was withdrawn at %(hour)s: %(reason)s Your answer was not sent; it is shown below to copy."
            )
            % {"hour": f"{clock.local(last.at):%H:%M}", "reason": last.reason},
        )
    if last.stage not in OPEN:
        raise Refused(
            "questions.closed",
            _(
                "This question is closed. Your answer was not sent; it is shown below. Ask the command to open it again."
            ),
        )
    if asked.round.opens_at > clock.now():
        raise Refused(
            "questions.early",
            _("This question opens at %(hour)s.") % {"hour": f"{clock.local(asked.round.opens_at):%H:%M}"},
        )


def _write(asked: Asked, given: Given, key: UUID, before: Answer | None, by: Actor) -> Answer:
    question, moment = asked.round.question, clock.now()
    Answer.objects.as_known().filter(asked=asked).update(replaced_at=moment)
    listed = question.kind == AnswerKind.ROWS
    made = Answer.objects.create(
        id=key, asked=asked, at=moment, known_at=moment, by=person(by), choice=given.choice.strip(), text=given.text.strip(),
        number=len(given.rows or []) if listed else given.number,
    )  # fmt: skip
    if listed:
        write_rows(made, question, given.rows or [], before)
    obligations.meet(KIND, subject(asked), asked.round.day.isoformat(), by=by)
    refresh(asked.round, [asked.counts_for_id])
    common: dict[str, Any] = {"by": by.pk, "unit": asked.unit_id, "about": asked.about, "question": question.text}
    if before:
        journal.write("questions.corrected", **common)
    else:
        journal.write("questions.answered", late=moment > asked.round.due_at, **common)
    return made


def check(question: Question, given: Given) -> None:
    """Refuse an answer that is none or oversteps the question's bounds. Zero and nobody are answers."""
    if question.kind == AnswerKind.NUMBER:
        _check_number(question, given.number)
    if question.kind == AnswerKind.CHOICE and given.choice not in question.choices:
        raise Refused("questions.choice", _("Choose one of the answers."), field="choice")
    if question.kind == AnswerKind.TEXT and not given.text.strip():
        raise Refused("questions.empty", _("Type an answer; “nothing” is one too."), field="text")
    if question.kind == AnswerKind.ROWS and given.rows is None:
        raise Refused("questions.empty_list", _("Fill in at least one row, or say that there is nobody."), field="rows")
    if given.rows and len(given.rows) > MOST_ROWS:
        raise Refused("questions.long_list", _("A list has at most %(most)d rows.") % {"most": MOST_ROWS}, field="rows")


def _check_number(question: Question, number: float | None) -> None:
    if number is None:
        raise Refused("questions.missing", _("Enter a number; zero is an answer, empty is not."), field="number")
    low = 0 if question.low is None else question.low
    if number < low or (question.high is not None and number > question.high):
        bounds = _("Between %(low)g and %(high)g.") if question.high is not None else _("At least %(low)g.")
        sentence = question.check_text or bounds % {"low": low, "high": question.high or 0}
        raise Refused("questions.bounds", sentence, field="number")
    if round(number, question.decimals) != number:
        sentence = _("Write a whole number.") if question.decimals == 0 else _("Too many decimals.")
        raise Refused("questions.decimals", sentence, field="number")


@action
def take_back(asked: Asked, *, by: Actor) -> Asked:
    """Take a unit's answer back: it is missing again, and owed again."""
    scope.require(by, "questions.answer", asked.unit)
    asked = (
        Asked.objects.select_for_update(no_key=True, of=("self",))
        .select_related("round__question", "unit")
        .get(pk=asked.pk)
    )
    if last_step(asked.round_id).stage not in OPEN:
        raise Refused("questions.closed", _("This question is closed; its answers stand."))
    if not Answer.objects.as_known().filter(asked=asked).update(replaced_at=clock.now()):
        raise Refused("questions.unanswered", _("There is no answer to take back."))
    obligations.reopen(KIND, subject(asked), asked.round.day.isoformat())
    refresh(asked.round, [asked.counts_for_id])
    journal.write(
        "questions.taken_back", by=by.pk, unit=asked.unit_id, about=asked.about, question=asked.round.question.text
    )
    return asked
