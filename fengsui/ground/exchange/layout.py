"""Sheets going out: the same columns as coming in; rejected rows with what is wrong; the template with its explanations."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils.translation import gettext as _

from fengsui.ground.exchange.columns import SHEETS, Column, Sheet, explanations, row_head, shown, wrong_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.utils.functional import Promise

    from fengsui.ground.exchange.lines import Line

type Rows = Iterable[Mapping[str, str]]
_FORMULA_SIGNS = ("=", "+", "-", "@")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = {"name": 22, "name_en": 26, "identity": 22, "person": 38, "unit": 20, "code": 20}


def workbook(sheets: Iterable[tuple[Sheet, Rows]]) -> bytes:
    """Sheets as one workbook. Every cell is text: no number loses its digits, no text becomes a formula."""
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, _OPTIONS) as book:
        for sheet, rows in sheets:
            _fill(book, str(sheet.name), sheet.columns, rows)
    return body.getvalue()


def csv_file(sheet: Sheet, rows: Rows) -> bytes:
    """One sheet as CSV in UTF-8 with a mark. A text that looks like a formula gets a leading ', which is read over again."""
    body = io.StringIO(newline="")
    writer = csv.writer(body)
    writer.writerow([str(column.head) for column in sheet.columns])
    for row in rows:
        cells = (shown(column, row.get(column.key, "")) for column in sheet.columns)
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell for cell in cells])
    return b"\xef\xbb\xbf" + body.getvalue().encode()


def rejected(sheets: Iterable[tuple[Sheet, Iterable[Line]]]) -> bytes:
    """The rejected rows in their own layout, with the row in the file and what is wrong; it can be mended and come in again."""
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, _OPTIONS) as book:
        for sheet, lines in sheets:
            page, wrap = _page(book, str(sheet.name), [*sheet.columns], more=(row_head(), wrong_head()))
            for at, line in enumerate(lines, 1):
                _cells(page, at, [shown(column, line.get(column.key)) for column in sheet.columns])
                page.write_string(at, len(sheet.columns), str(line.number))
                page.write_string(at, len(sheet.columns) + 1, said(sheet, line), wrap)
    return body.getvalue()


def said(sheet: Sheet, line: Line) -> str:
    """What is wrong with a row, column by column, in one text."""
    heads = sheet.by_key
    return "\n".join(
        f"{heads[p.column].head}：{p.sentence}" if p.column in heads else p.sentence for p in line.problems
    )


def template() -> bytes:
    """Empty sheets with two rows as an example, and a sheet that explains every column and lists what is permitted."""
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, _OPTIONS) as book:
        for sheet in SHEETS.values():
            rows = [{c.key: c.example[n] for c in sheet.columns} for n in (0, 1)]
            examples = [row for row in rows if any(row[c.key] for c in sheet.columns if c.needed)]
            _fill(book, str(sheet.name), sheet.columns, examples)
        _explain(book)
    return body.getvalue()


def _explain(book: Any) -> None:
    heads: list[str] = [_("Sheet"), _("Column"), _("Needed"), _("Explanation"), _("Permitted values")]
    page = book.add_worksheet(str(explanations()))
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for at, (head, width) in enumerate(zip(heads, (12, 24, 8, 60, 60), strict=True)):
        page.set_column(at, at, width)
        page.write_string(0, at, head, bold)
    page.write_string(
        1,
        3,
        _(
            "The rows that are there are examples: replace them. Sheets and columns that you do not need may go. An empty cell changes nothing."
        ),
        wrap,
    )
    line = 2
    for sheet in SHEETS.values():
        for column in sheet.columns:
            permitted = "、".join(str(word) for word in column.choices.values()) if column.choices else ""
            cells = [str(sheet.name), str(column.head), _("yes") if column.needed else "", str(column.hint), permitted]
            for at, cell in enumerate(cells):
                page.write_string(line, at, cell, wrap)
            line += 1


def _fill(book: Any, name: str, columns: Sequence[Column], rows: Rows) -> None:
    page, _wrap = _page(book, name, columns)
    for at, row in enumerate(rows, 1):
        _cells(page, at, [shown(column, row.get(column.key, "")) for column in columns])


def _page(book: Any, name: str, columns: Sequence[Column], more: Sequence[str | Promise] = ()) -> tuple[Any, Any]:
    page, bold, text = book.add_worksheet(name), book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    for at, column in enumerate(columns):
        page.set_column(at, at, _WIDTHS.get(column.key, 14), text)
        page.write_string(0, at, str(column.head), bold)
    for at, head in enumerate(more, len(columns)):
        page.set_column(at, at, 60 if at == len(columns) + 1 else 12)
        page.write_string(0, at, str(head), bold)
    page.freeze_panes(1, 0)
    return page, book.add_format({"text_wrap": True, "valign": "top"})


def _cells(page: Any, at: int, cells: list[str]) -> None:
    for place, cell in enumerate(cells):
        if cell:
            page.write_string(at, place, cell)
