"""A round as a workbook: the sums, the units, the rows of lists."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.command.questions.models import AnswerKind
from fengsui.command.questions.queries.board import rows_of, told
from fengsui.command.questions.queries.rows import masked, opened
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fengsui.command.questions.models import Round
    from fengsui.command.questions.queries.board import Board, Told
    from fengsui.ground.org.models import Person, Unit

EVERY = 10_000  # units at once: an export has no pages


def workbook(file: IO[bytes], board: Board, person: Person, *, full: bool = False) -> None:
    """Write a round as a person sees it. Missing stays empty, never 0; names are masked unless `full`."""
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _sums(book.add_worksheet(_("Totals")), board, bold)
        units = book.add_worksheet(_("Units"))
        units.write_row(0, 0, unit_heads(board.round), bold)
        for n, cells in enumerate(unit_rows(board.round, person), 1):
            units.write_row(n, 0, cells)
        units.set_column(0, 0, 30)
        units.freeze_panes(1, 1)
        if board.round.question.kind == AnswerKind.ROWS:
            _lists(book.add_worksheet(_("Rows")), board.round, person, bold, full=full)


def _sums(sheet: Any, board: Board, bold: object) -> None:
    question = board.round.question
    sheet.write(0, 0, question.label, bold)
    sheet.write(1, 0, _("Asked by %(unit)s, due %(due)s") % {
        "unit": question.unit.label, "due": date_format(clock.local(board.round.due_at), "Y-m-d H:i")
    })  # fmt: skip
    if board.is_withdrawn:
        sheet.write(2, 0, _("Withdrawn: %(reason)s") % {"reason": board.last.reason}, bold)
    heads = [_("Unit"), _("Answered"), _("Units asked"), _("Late"), _("Together"), *question.choices]
    sheet.write_row(3, 0, heads, bold)
    for n, part in enumerate(board.parts, 4):
        indent = "　" * (part.node.depth - board.parts[0].node.depth)
        counts = [part.choices.get(choice, 0) for choice in question.choices]
        sheet.write_row(n, 0, [indent + part.node.name, part.n, part.m, part.late, part.total, *counts])
    sheet.set_column(0, 0, 34)


def unit_heads(row: Round) -> list[str]:
    measure = f" ({row.question.measure})" if row.question.measure else ""
    return [_("Unit"), _("Answer") + measure, _("Answered at"), _("Answered by"), _("State")]


def unit_rows(row: Round, person: Person, known: datetime | None = None) -> Iterator[list[Any]]:
    """A line per asked unit."""
    for one in told(row, person, {}, size=EVERY, known=known)[0]:
        if one.answer is None:
            yield [one.asked.unit.label, None, None, None, _("no answer")]
        else:
            at = date_format(clock.local(one.answer.known_at), "Y-m-d H:i")
            yield [one.asked.unit.label, _value(one), at, one.by, _("late") if one.late else _("in time")]


def _value(one: Told) -> Any:
    answer = one.answer
    return answer and (answer.choice or answer.text or answer.number)


def _lists(sheet: Any, row: Round, person: Person, bold: object, *, full: bool) -> None:
    columns = row.question.columns
    sheet.write_row(0, 0, [_("Unit"), *(column["name"] for column in columns)], bold)
    listed = rows_of(row, person)
    for n, (one, cells) in enumerate((opened if full else masked)(listed), 1):
        sheet.write_row(n, 0, [one.answer.asked.unit.label, *cells[: len(columns)]])
    sheet.set_column(0, len(columns), 18)
    sheet.freeze_panes(1, 1)


def names_of(row: Round, person: Person) -> tuple[list[Unit], int]:
    """The units whose lists an export has, and how many rows."""
    listed = [one.answer.asked.unit for one in rows_of(row, person)]
    return list({unit.pk: unit for unit in listed}.values()), len(listed)
