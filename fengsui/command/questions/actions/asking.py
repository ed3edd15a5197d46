from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fengsui.command.questions.actions.common import check_due, open_round, replan
from fengsui.command.questions.models import NEVER, AddUp, AnswerKind, CellKind, Question, Round
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages import actions as messages
from fengsui.ground.org import scope
from fengsui.ground.org.models import Line, Person, Unit
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.scope import Actor

MOST_COLUMNS = 8


@dataclass(frozen=True)
class Wanted:
    """A question as typed; see models.Question."""

    text: str
    kind: str = AnswerKind.NUMBER
    text_en: str = ""
    help: str = ""
    measure: str = ""
    low: float | None = None
    high: float | None = None
    check_text: str = ""
    decimals: int = 0
    choices: list[str] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    adds_up: str = AddUp.SUM
    repeats: bool = False
    line: str = Line.TERRITORY


@action
def ask(
    unit: Unit,
    wanted: Wanted,
    units: Iterable[Unit],
    *,
    due: datetime,
    by: Actor,
    key: UUID | None = None,
    synthetic: bool = False,
) -> Round:
    """Ask a new question of units below, due at an hour. Each owes an answer from now on.

    key: the form's id; sent twice, it is asked once.
    """
    scope.require(by, "questions.ask", unit)
    if sent := Round.objects.filter(question=key, question__unit=unit).order_by("pk").first() if key else None:
        deeds.told()  # sent twice: nothing is written, so there is nothing to tell
        return sent
    check_wanted(wanted)
    listed = _check_units(unit, list(units), by)
    check_due(due)
    question = Question.objects.create(id=key or uuid7(), unit=unit, synthetic=synthetic, **_clean(wanted))
    return _asked(question, listed, due, by)


@action
def again(row: Round, *, due: datetime, by: Actor) -> Round:
    """Ask the same question once more, of the same units as far as they still exist."""
    scope.require(by, "questions.ask", row.question.unit)
    check_due(due)
    units = Unit.objects.existing().filter(pk__in=row.asked.values("unit")).order_by("code")
    return _asked(row.question, _check_units(row.question.unit, list(units), by), due, by)


def _asked(question: Question, units: Sequence[Unit], due: datetime, by: Actor) -> Round:
    now = clock.now()
    made = open_round(question, units, day=clock.local(due).date(), opens=now, due=due, by=by)
    journal.write(
        "questions.asked", by=by.pk, unit=question.unit_id, about=made.about, question=question.text, units=len(units),
        due=due.isoformat(),
    )  # fmt: skip
    replan(made)
    _tell(made, units)
    return made


def _tell(made: Round, units: Sequence[Unit]) -> None:
    """A note to everybody who can answer, once; the reminder before the hour is the obligations'."""
    persons = scope.holders_of("questions.answer", [unit.pk for unit in units])
    messages.send(
        "questions.asked", [person for each in persons.values() for person in each], key=f"questions.asked:{made.pk}",
        unit=made.question.unit, url=f"/questions/{made.pk}/mine/", question=made.question.text,
        due=date_format(clock.local(made.due_at), "H:i"),
    )  # fmt: skip


def _clean(wanted: Wanted) -> dict[str, Any]:
    fields = dict(vars(wanted))
    if wanted.kind != AnswerKind.ROWS:
        fields["columns"] = []
    if wanted.kind != AnswerKind.CHOICE:
        fields["choices"] = []
    return {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}


def check_wanted(wanted: Wanted) -> None:
    """Refuse a question that cannot be answered or added up."""
    if not wanted.text.strip():
        raise Refused("questions.text", _("Type the question."), field="text")
    if wanted.kind == AnswerKind.CHOICE and not _distinct(wanted.choices, 2):
        raise Refused("questions.choices", _("Give at least two different choices, one per line."), field="choices")
    if wanted.kind == AnswerKind.ROWS:
        _check_columns(wanted.columns)
    if wanted.low is not None and wanted.high is not None and wanted.low > wanted.high:
        raise Refused("questions.bounds", _("The least value must not lie above the greatest."), field="low")


def _distinct(words: list[str], least: int) -> bool:
    return len(words) >= least and len({word.strip() for word in words}) == len(words) and all(w.strip() for w in words)


def _check_columns(columns: list[dict[str, Any]]) -> None:
    if not _distinct([column["name"] for column in columns], 1) or len(columns) > MOST_COLUMNS:
        raise Refused(
            "questions.columns",
            ngettext(
                "A list needs one column with a name of its own.",
                "A list needs between one and %(most)d columns, each with a name of its own.",
                MOST_COLUMNS,
            )
            % {"most": MOST_COLUMNS},
            field="columns",
        )
    for column in columns:
        if column["kind"] == CellKind.CHOICE and not _distinct(column.get("choices", []), 2):
            raise Refused(
                "questions.column_choices",
                _("Column “%(name)s” needs at least two choices, separated by commas.") % {"name": column["name"]},
                field="columns",
            )


def _check_units(unit: Unit, units: list[Unit], by: Actor) -> list[Unit]:
    """The units that can be asked: below the asking one, within one's reach, not closed, no sections."""
    if not units:
        raise Refused("questions.nobody", _("Choose whom to ask."), field="whom")
    closed = [each for each in units if each.is_closed(clock.today())]
    if closed:
        raise Refused(
            "questions.closed_unit", _("%(unit)s is closed and cannot answer.") % {"unit": closed[0]}, field="whom"
        )
    wanted = {each.pk for each in units if each.kind not in NEVER and each.pk != unit.pk}
    below = Unit.objects.below(unit)
    reach = below & scope.units(by, "questions.ask") if isinstance(by, Person) else below
    found = list(reach.filter(pk__in=wanted).order_by("code"))
    strange = next((each for each in units if each.pk not in {one.pk for one in found}), None)
    if strange:
        raise Refused("questions.reach", _("%(unit)s cannot be asked from here.") % {"unit": strange}, field="whom")
    return found
