"""Writing into a workbook: values, marks, comments, and the results of the sheet's own formulas."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.forms.paper.comments import comment
from fengsui.command.forms.paper.formulas import Sums
from fengsui.command.forms.paper.grid import Kind, place_of, ref
from fengsui.command.forms.paper.xml import children, make

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.forms.paper.formulas import Cell, Result, Value
    from fengsui.command.forms.paper.grid import Spot
    from fengsui.command.forms.paper.written import Entry
    from fengsui.command.forms.paper.xlsx import Book, Page
    from fengsui.command.forms.paper.xml import Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


def fill(book: Book, entries: Iterable[Entry]) -> dict[Cell, Result | None]:
    """Write entries into a workbook and work its formulas out. Return what each formula came to (None: unknown)."""
    written: dict[Cell, Entry] = {}
    notes: dict[str, list[tuple[str, str]]] = {}
    for entry in entries:
        page, place = book.pages.get(entry.sheet), place_of(entry.ref)
        if page is None or place is None:
            continue
        written[entry.sheet, *place] = entry
        _write(page, page.cell(place), entry)
        if entry.note:
            notes.setdefault(entry.sheet, []).append((entry.ref, entry.note))
    results = _work_out(book, written)
    for (sheet, row, col), found in results.items():
        page = book.pages[sheet]
        _store(page.cells[row, col], found)
        page.touched = True
        if found and found.missing:
            _mark(page, page.cells[row, col])
            notes.setdefault(sheet, []).append((ref(row, col), _lacking(found.missing)))
    for sheet, said in notes.items():
        comment(book.package, book.pages[sheet], said)
    return results


def _lacking(missing: set[Cell]) -> str:
    names = sorted(ref(row, col) for _sheet, row, col in missing)
    shown = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")
    return _("Incomplete: it lacks the missing numbers of %(cells)s.") % {"cells": shown}


def _write(page: Page, cell: Element, entry: Entry) -> None:
    for old in [*children(cell, "v"), *children(cell, "is"), *children(cell, "f")]:
        cell.remove(old)
    cell.attrib.pop("t", None)
    if entry.value is None or entry.value == "":
        pass
    elif isinstance(entry.value, str):
        _write_text(cell, entry.value)
    else:
        _value(cell, _spelled(entry.value))
    if entry.is_gap:
        _mark(page, cell)


def _write_text(cell: Element, text: str) -> None:
    cell.set("t", "inlineStr")
    inline, words = make(cell, "is"), make(cell, "t")
    words.set(_SPACE, "preserve")
    words.text = text
    inline.append(words)
    cell.append(inline)


def _value(cell: Element, text: str) -> None:
    value = make(cell, "v")
    value.text = text
    cell.append(value)


def _spelled(number: float) -> str:
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def _mark(page: Page, cell: Element) -> None:
    cell.set("s", str(page.book.looks.marked(int(cell.get("s") or 0))))


def _work_out(book: Book, written: dict[Cell, Entry]) -> dict[Cell, Result | None]:
    formulas: dict[Cell, str] = {}
    plain: dict[Cell, Value] = {}
    for name, sheet in book.layout.sheets.items():
        for place, spot in sheet.spots.items():
            cell = (name, *place)
            if spot.kind is Kind.FORMULA and cell not in written:
                formulas[cell] = spot.formula
            elif cell not in written:
                plain[cell] = _stored(spot)
    values = plain | {cell: _taken(entry.value) for cell, entry in written.items()}
    sums = Sums(lambda cell: formulas.get(cell, ""), values.get, lambda cell: cell in written and written[cell].is_gap)
    return {cell: sums.result(cell) if formulas[cell] else None for cell in formulas}


def _stored(spot: Spot) -> Value:
    if spot.kind is not Kind.NUMBER:
        return spot.text or None
    try:
        return float(spot.text)
    except ValueError:
        return spot.text


def _taken(value: float | str | None) -> Value:
    return float(value) if isinstance(value, int | float) else value or None


def _store(cell: Element, found: Result | None) -> None:
    """Put a formula's result beside it; an unknown one is taken away rather than left over from another day."""
    for old in children(cell, "v"):
        cell.remove(old)
    cell.attrib.pop("t", None)
    if found is None:
        return
    if found.error:
        cell.set("t", "e")
        _value(cell, found.error)
    elif isinstance(found.value, str):
        cell.set("t", "str")
        _value(cell, found.value)
    else:
        _value(cell, _spelled(found.value or 0.0))


def serial(day: date, *, is_1904: bool) -> int:
    """A day as the workbook counts it: from 1900 (with its famous 29 February 1900) or from 1904."""
    return (day - _EPOCHS[is_1904]).days
