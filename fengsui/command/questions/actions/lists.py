"""Rows of lists: personal cells are sealed, one key per row, and shown in full only for a reason."""

from __future__ import annotations

import json
import math
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.command.questions.models import AnswerRow, CellKind
from fengsui.command.questions.queries.rows import mask, opened
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.vault import actions as vault
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from fengsui.command.questions.actions.answering import GivenRow
    from fengsui.command.questions.models import Answer, Question, Round
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

LONGEST = 100


def write_rows(answer: Answer, question: Question, rows: Sequence[GivenRow], before: Answer | None) -> None:
    """Write a list down: what is personal sealed under a key of its own per row."""
    known = {row.pk: cells for row, cells in opened(before.rows.all())} if before else {}
    cells = [_cells(question, row, known, number) for number, row in enumerate(rows, 1)]
    pens = vault.admit(vault.uuid7() for _row in rows) if question.is_personal else []
    AnswerRow.objects.bulk_create(
        AnswerRow(
            id=pens[n].subject if pens else vault.uuid7(), answer=answer, position=n,
            cells={str(i): text for i, text in enumerate(texts) if not question.columns[i]["personal"]},
            cells_sealed=pens[n].seal("cells", json.dumps(_personal(question, texts), ensure_ascii=False)) if pens else b"",
        )
        for n, texts in enumerate(cells)
    )  # fmt: skip


def _personal(question: Question, texts: list[str]) -> dict[str, str]:
    return {str(i): text for i, text in enumerate(texts) if question.columns[i]["personal"]}


def _cells(question: Question, row: GivenRow, known: dict[UUID, list[str]], number: int) -> list[str]:
    """The texts of a row; a masked cell that was left as it stood is what it was."""
    before = known.get(row.keeps) if row.keeps else None
    texts = []
    for i, column in enumerate(question.columns):
        text = row.cells[i].strip() if i < len(row.cells) else ""
        old = before[i] if before and column["personal"] else ""
        texts.append(old if old and text == mask(old) else _cell(column, text, number))
    return texts


def _cell(column: dict[str, Any], text: str, number: int) -> str:
    where = {"row": number, "column": column["name"], "text": text}
    if len(text) > LONGEST:
        raise Refused(
            "questions.cell_long", _("Row %(row)d, %(column)s: at most 100 characters.") % where, field="rows"
        )
    if column["kind"] == CellKind.NUMBER and text and not _is_number(text):
        raise Refused(
            "questions.cell_number", _("Row %(row)d, %(column)s: “%(text)s” is no number.") % where, field="rows"
        )
    if column["kind"] == CellKind.DATE and text:
        return _date(text, where)
    if column["kind"] == CellKind.CHOICE and text and text not in column["choices"]:
        raise Refused(
            "questions.cell_choice",
            _("Row %(row)d, %(column)s: “%(text)s” is not one of the choices.") % where,
            field="rows",
        )
    return text


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(unicodedata.normalize("NFKC", text).replace(",", "")))
    except ValueError:
        return False


def _date(text: str, where: dict[str, Any]) -> str:
    """A date as people write it (2020年2月3日, 2020.2.3, 2020/2/3) as 2020-02-03."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for mark in "年月日./":
        plain = plain.replace(mark, "-")
    try:
        year, month, day = (int(part) for part in plain.strip("-").split("-"))
        return date(year, month, day).isoformat()
    except ValueError as error:
        sentence = _("Row %(row)d, %(column)s: write “%(text)s” as a date like 2020-02-03.") % where
        raise Refused("questions.cell_date", sentence, field="rows") from error


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused("questions.reason", _("Say why you need to see the names."), field="reason")
    return reason.strip()


@action
def unmask(row: AnswerRow, *, reason: str, by: Actor) -> list[str]:
    """Show a row in full. The look is journalled with its reason."""
    asked = row.answer.asked
    scope.require(by, "questions.unmask", asked.unit)
    because = _reason(reason)
    journal.write("questions.unmasked", by=by.pk, unit=asked.unit_id, about=f"questions.row:{row.pk}", reason=because)
    return opened([row])[0][1]


@action
def export_names(row: Round, units: Sequence[Unit], rows: int, *, reason: str, by: Actor) -> None:
    """Allow an export with the names in full: of every unit whose list is in it, journalled with the reason."""
    scope.require(by, "questions.unmask", row.question.unit)
    because = _reason(reason)
    reach = set(
        scope.units(by, "questions.unmask").filter(pk__in=[unit.pk for unit in units]).values_list("pk", flat=True)
    )
    if strange := next((unit for unit in units if unit.pk not in reach), None):
        raise Refused("questions.names", _("You cannot see the names of %(unit)s.") % {"unit": strange})
    journal.write("questions.exported", by=by.pk, unit=row.question.unit_id, about=row.about, rows=rows, reason=because)
