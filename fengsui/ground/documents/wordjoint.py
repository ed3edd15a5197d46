"""The head and the signature of a joint document (联合行文) in Word: the lead organ first, its number alone."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.shared import Mm, Pt

from fengsui.ground.documents.wordsheet import wide
from fengsui.ground.documents.wordstyles import LINE, WIDE

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

    from fengsui.ground.documents.wordsheet import Sheet

_CELL = 16  # points
_ACROSS = WIDE * 72 / 25.4  # points
_HIGH = 160  # points that the names together may take
_SEALS = 3  # beside each other


def head(sheet: Sheet, above: int) -> None:
    """The organs below each other, spread to one width; the word after them in the middle. above: lines that stand there."""
    units, suffix = sheet.data["units"], sheet.data["suffix"]
    cells = max(wide(one) for one in units)
    points = min(52, _HIGH / len(units), _ACROSS / (cells + wide(suffix) + 1))
    distance = 56.7 if sheet.data["layout"] == "order" else 99.2  # 20 and 35 mm
    sheet.add().paragraph_format.line_spacing = Pt(max(distance - LINE * above, 1))
    table = sheet.columns([Pt(points * (cells + 0.5)), Pt(points * (wide(suffix) + 0.5))])
    for n, one in enumerate(units):
        line = table.cell(0, 0).paragraphs[0] if n == 0 else table.cell(0, 0).add_paragraph()
        _red(sheet, line, one, points).alignment = SIDE.DISTRIBUTE
    _red(sheet, table.cell(0, 1).paragraphs[0], suffix, points).alignment = SIDE.CENTER
    for _n in range(2):
        sheet.add()


def _red(sheet: Sheet, line: Paragraph, text: str, points: float) -> Paragraph:
    line.style = sheet.document.styles[sheet.names["head"]]
    line.paragraph_format.line_spacing = Pt(1.3 * points)
    sheet.run(line, text, points=points)
    return line


def signature(sheet: Sheet) -> None:
    """Each organ with room for its seal, side by side, the last one over the date."""
    units = sheet.data["units"]
    broad = max(wide(one) for one in units) * _CELL
    per = min(len(units), _SEALS if broad <= _ACROSS / 3 - _CELL else 2 if broad <= _ACROSS / 2 else 1)
    for n, names in enumerate(batched(units, per, strict=False)):
        for _line in range(4 if n else 2):  # a seal is 42 mm wide, and none touches another
            sheet.add().paragraph_format.keep_with_next = True
        _row(sheet, names, per, keep=True)
    _row(sheet, (sheet.data["date"],), per)


def _row(sheet: Sheet, names: tuple[str, ...], per: int, *, keep: bool = False) -> None:
    table = sheet.columns([Mm(WIDE / per)] * per)
    for cell, name in zip(table.row_cells(0)[per - len(names) :], names, strict=True):
        sheet.run(cell.paragraphs[0], name)
        cell.paragraphs[0].alignment, cell.paragraphs[0].paragraph_format.keep_with_next = SIDE.CENTER, keep
