"""Rows out: XLSX and CSV as Excel and WPS open them at once."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fengsui.ground.tables.declare import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
_FORMULA_SIGNS = ("=", "+", "-", "@")


def xlsx(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], notes: Sequence[str] = ()) -> bytes:
    """Rows as a workbook of one sheet: title and notes above, heads frozen. None stays empty, never 0. Texts are never formulas."""
    body = io.BytesIO()
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True,
        "default_date_format": "yyyy-mm-dd",
    }  # fmt: skip
    with xlsxwriter.Workbook(body, options) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        formats = [
            book.add_format({"num_format": "0." + "0" * one.decimals if one.decimals else "0"})
            if one.decimals is not None
            else None
            for one in columns
        ]
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        for line, note in enumerate([title, *notes]):
            sheet.write_string(line, 0, note, bold if line == 0 else None)
        top = 2 + len(notes)
        sheet.write_row(top, 0, [str(column.title) for column in columns], bold)
        sheet.freeze_panes(top + 1, 0)
        for line, row in enumerate(rows, top + 1):
            for place, cell in enumerate(row):
                _write(sheet, line, place, cell, formats[place], moment)
    return body.getvalue()


def _write(sheet: Any, line: int, place: int, cell: Any, number: Any, moment: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, datetime):
        sheet.write_datetime(line, place, clock.local(cell) if cell.tzinfo else cell, moment)
    elif isinstance(cell, date):
        sheet.write_datetime(line, place, datetime(cell.year, cell.month, cell.day))  # noqa: DTZ001 - a day has no zone
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(line, place, cell, number)
    else:
        sheet.write_string(line, place, str(cell))


def _sheet_name(title: str) -> str:
    """At most 31 characters, none of those that a sheet's name must not have."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:31].strip("'") or "1"


def csv_file(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows as CSV in UTF-8 with a mark, so that Excel reads Chinese. A text that looks like a formula gets a leading '."""
    body = io.StringIO(newline="")
    writer = csv.writer(body)
    writer.writerow([str(column.title) for column in columns])
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
    return b"\xef\xbb\xbf" + body.getvalue().encode()


def _cell(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return (clock.local(cell) if cell.tzinfo else cell).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, int | float) or cell is None:
        return f"{cell:g}" if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e6 else cell
    said = str(cell)
    return f"'{said}" if said.startswith(_FORMULA_SIGNS) else said
