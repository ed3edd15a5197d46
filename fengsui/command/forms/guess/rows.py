"""Proposing rows that repeat: a head, and under it empty lines, one for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.forms.guess import words
from fengsui.command.forms.models import What
from fengsui.command.forms.paper.grid import Kind
from fengsui.command.forms.paper.labels import about
from fengsui.command.forms.spec import Rows, Spec
from fengsui.ground.org.models import FACILITY_KINDS, UnitKind

if TYPE_CHECKING:
    from fengsui.command.forms.guess.names import Indicators, Units
    from fengsui.command.forms.paper.grid import Sheet, Spot

_LEAST = 2
_ALL = frozenset(kind.value for kind in UnitKind)


def repeated(sheet: Sheet, indicators: Indicators, units: Units) -> list[Rows]:
    """The empty lines of a sheet that seem to want a unit each."""
    if sheet.is_text or units.own.kind in FACILITY_KINDS:
        return []
    found = []
    row = 1
    while row <= sheet.rows:
        last = row
        while last <= sheet.rows and _is_empty(sheet, last) and _shape(sheet, last) == _shape(sheet, row):
            last += 1
        if last - row >= _LEAST and (block := _block(sheet, row, last - row, indicators, units)):
            found.append(block)
        row = max(last, row + 1)
    return found


def _line(sheet: Sheet, row: int) -> list[Spot]:
    return [spot for spot in sheet if spot.row == row]


def _is_empty(sheet: Sheet, row: int) -> bool:
    """A line inside the borders in which nothing stands but perhaps its number."""
    line = _line(sheet, row)
    lined = [spot for spot in line if spot.look.border]
    empty = all(spot.kind is Kind.BLANK or (spot.kind is Kind.NUMBER and spot.col <= 2) for spot in line)
    return (
        len(lined) >= 2
        and empty
        and row not in sheet.hidden_rows
        and not any((row, s.col) in sheet.covered for s in line)
    )


def _shape(sheet: Sheet, row: int) -> list[tuple[int, int]]:
    return [(spot.col, spot.cols) for spot in _line(sheet, row) if spot.look.border]


def _block(sheet: Sheet, row: int, rows: int, indicators: Indicators, units: Units) -> Rows | None:
    cells, kinds, named = [], set[str](), False
    for spot in _line(sheet, row):
        above = [words.said(text) for text in about(sheet, spot).above]
        head = above[-1] if above else ""
        if words.NUMBERING.fullmatch(head):
            cells.append(Spec(sheet.name, spot.ref, What.TEXT, wording="{n}"))
        elif not named and words.UNIT_HEAD.search(head):
            named = True
            cells.append(Spec(sheet.name, spot.ref, What.TEXT, wording="{unit}"))
        elif asked := indicators.find(tuple(above), words.said(sheet.name), _ALL):
            kinds |= set(asked.kinds)
            cells.append(Spec(sheet.name, spot.ref, code=asked.code))
    if not named or not kinds or not any(spec.what == What.NUMBER for spec in cells):
        return None
    ordered = tuple(kind.value for kind in UnitKind if kind in kinds)
    return Rows(sheet.name, row, rows, units.own.pk, ordered, cells=tuple(cells))
