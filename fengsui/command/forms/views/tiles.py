"""A sheet as a page shows it: rows of tiles, merged cells as they lie, hidden rows folded."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from fengsui.command.forms.paper.grid import Kind, ref

if TYPE_CHECKING:
    from fengsui.command.forms.models import Cell
    from fengsui.command.forms.paper.grid import Layout, Sheet, Spot
    from fengsui.command.forms.queries.filling import Item

MOST_ROWS, MOST_COLS = 300, 60


@dataclass
class Tile:
    """A cell on the page. text: what the sender wrote; item: what will stand there; cell: the mapping."""

    spot: Spot
    colspan: int = 1
    rowspan: int = 1
    item: Item | None = None
    cell: Cell | None = None
    about: str = ""
    result: str = ""  # what a formula comes to
    lacks: bool = False  # a formula that lacks missing numbers
    is_open: bool = False

    @property
    def ref(self) -> str:
        return self.spot.ref

    @property
    def decimals(self) -> int:
        """How many decimals the value needs on the page; the file has them all."""
        value = self.item.value if self.item else None
        return 0 if not isinstance(value, float) or value == int(value) else 2

    @property
    def css(self) -> str:
        look = self.spot.look
        words = [f"tile-{self.spot.kind.value}"]
        words += [f"tile-{look.align}"] if look.align else []
        words += ["tile-bold"] if look.bold else []
        words += ["tile-lined"] if look.border else []
        words += [self.state] if self.state else []
        return " ".join(words)

    @property
    def state(self) -> str:
        """What the tile's colour and sign say: suggested, gap, sure, part (not signed by all), open."""
        if self.cell and not self.cell.sure:
            return "is-suggested"
        if self.lacks or (self.item and self.item.is_gap):
            return "is-gap"
        if self.item and self.item.is_marked and not self.cell:
            return "is-part"
        if self.cell or self.item:
            return "is-sure"
        return "is-open" if self.is_open else ""


@dataclass
class Line:
    number: int
    tiles: list[Tile] = field(default_factory=list)
    folded: int = 0  # hidden rows that stand here


@dataclass
class Picture:
    """A sheet to be shown. number: its place in the file, for ids."""

    sheet: Sheet
    number: int
    columns: list[tuple[str, int]]  # letters, width class
    lines: list[Line]
    cut: bool
    folded_columns: int


def pictures(layout: Layout) -> list[Picture]:
    """The sheets that anybody sees."""
    shown = [(number, sheet) for number, sheet in enumerate(layout.sheets.values()) if not sheet.is_hidden]
    return [_picture(sheet, number) for number, sheet in shown if sheet.rows]


def _picture(sheet: Sheet, number: int) -> Picture:
    rows, cols = min(sheet.rows, MOST_ROWS), min(sheet.cols, MOST_COLS)
    columns = [col for col in range(1, cols + 1) if col not in sheet.hidden_cols]
    lines: list[Line] = []
    folded = 0
    for row in range(1, rows + 1):
        if row in sheet.hidden_rows:
            folded += 1
            continue
        if folded:
            lines.append(Line(0, folded=folded))
        folded = 0
        lines.append(Line(row, _tiles(sheet, row, columns, rows)))
    if folded:
        lines.append(Line(0, folded=folded))
    heads = [(ref(1, col)[:-1], _width(sheet.widths.get(col, 9.0))) for col in columns]
    return Picture(sheet, number, heads, lines, sheet.rows > rows or sheet.cols > cols, cols - len(columns))


def _tiles(sheet: Sheet, row: int, columns: list[int], rows: int) -> list[Tile]:
    found, shown = [], set()
    for col in columns:
        spot = sheet.at(row, col)
        place = (spot.row, spot.col)
        if place in shown or _began_above(sheet, spot, row):
            continue
        shown.add(place)
        wide = sum(spot.col <= one < spot.col + spot.cols for one in columns)
        visible = [n for n in range(row, min(spot.row + spot.rows, rows + 1)) if n not in sheet.hidden_rows]
        found.append(Tile(spot, max(wide, 1), _unbroken(row, visible)))
    return found


def _began_above(sheet: Sheet, spot: Spot, row: int) -> bool:
    """A merged cell is shown once, in its first row that is not hidden."""
    return any(above not in sheet.hidden_rows for above in range(spot.row, row))


def _unbroken(row: int, visible: list[int]) -> int:
    """How many lines of the page a merged cell covers: a fold inside it is a line too."""
    if not visible:
        return 1
    folds = sum(b - a > 1 for a, b in pairwise(visible))
    return max(len([one for one in visible if one >= row]) + folds, 1)


def _width(characters: float) -> int:
    """One of the widths that the style sheet knows: there is no inline style."""
    return min(max(round(characters / 4), 1), 12)


def is_writable(spot: Spot) -> bool:
    return spot.kind is not Kind.FORMULA
