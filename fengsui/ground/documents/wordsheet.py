"""The parts of a bulletin in Word: paragraphs, tables, lists and pictures, in the styles of wordstyles.py."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from itertools import batched
from typing import TYPE_CHECKING, Any

import docx as python_docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from fengsui.ground.documents import wordstyles
from fengsui.ground.documents.wordstyles import LINE, WIDE, made

if TYPE_CHECKING:
    from docx.section import _Footer, _Header
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_SIDES = {"left": SIDE.LEFT, "right": SIDE.RIGHT, "center": SIDE.CENTER}


def drawn(block: dict[str, Any]) -> list[dict[str, Any]]:
    """What of a block is a picture: a map, or courses two beside each other."""
    if block["type"] == "trends":
        return [{"type": "trends", "items": list(pair)} for pair in batched(block["items"], 2, strict=False)]
    return [block] if block["type"] == "map" else []


class Sheet:
    """A document that is filled from above."""

    def __init__(self, data: dict[str, Any], words: dict[str, Any], pictures: list[bytes]) -> None:
        self.data, self.pictures = data, iter(pictures)
        self.words = words
        self.names: dict[str, str] = self.words["styles"]
        self.chinese = data["language"] == "zh"
        self.document = python_docx.Document()
        self.lists = 0
        wordstyles.lay_out(self.document)
        wordstyles.dress(self.document, self.names, chinese=self.chinese)

    def add(self, text: str = "", style: str = "Normal", **look: Any) -> Paragraph:
        paragraph = self.document.add_paragraph(style=self.names.get(style, style))
        if text:
            self.run(paragraph, text, **look)
        return paragraph

    def run(self, paragraph: Paragraph, text: str, *, face: str = "", points: float = 0, raised: bool = False) -> Any:
        run = paragraph.add_run(text)
        properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-docx has no word for East Asian faces
        if face:
            wordstyles.clothe(properties, face)
        if self.chinese:  # “ ” — … are Chinese here
            properties.get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        if points:
            run.font.size = Pt(points)
        if raised:
            run.font.superscript = True
        return run

    def ends(self, line: Paragraph, left: str, right: str, width: int = WIDE) -> None:
        """Words at both ends of a line."""
        line.alignment = SIDE.LEFT
        line.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
        self.run(line, f"{left}\t{right}")

    def columns(self, widths: list[Any]) -> Table:
        """A row of cells without lines, in the middle."""
        table: Table = self.document.add_table(1, len(widths))
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        for cell, column, width in zip(table.row_cells(0), table.columns, widths, strict=True):
            column.width = width  # LibreOffice reads the columns, Word the cells
            cell.width, cell.vertical_alignment = width, WD_CELL_VERTICAL_ALIGNMENT.CENTER
        return table

    def mark(self, header: _Header, copied: str, marks: list[str]) -> None:
        """The first line of every page: that this is a copy; below it, what every page of a draft or a drill says."""
        self.run(header.paragraphs[0], copied)
        for mark in marks:
            line = header.add_paragraph(style="Header")
            line.alignment = SIDE.RIGHT
            line.paragraph_format.line_spacing = Pt(26)
            run = self.run(line, mark, face="hei", points=16)
            run.font.color.rgb = wordstyles.RED
            run._r.rPr.append(made("w:bdr", val="single", sz=8, space=1, color="E60012"))  # noqa: SLF001

    def folio(self, footer: _Footer, side: SIDE) -> None:
        """— 1 —, one character in."""
        line = footer.paragraphs[0]
        line.alignment = side
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
        self.run(line, "— ")
        field = made("w:fldSimple", instr=" PAGE ")
        line._p.append(field)  # noqa: SLF001
        field.append(self.run(line, "1")._r)  # noqa: SLF001
        self.run(line, " —")

    def show(self, block: dict[str, Any]) -> None:
        """A block of a section."""
        kinds = {
            "para": self._para, "heading": self._heading, "list": self._list, "table": self._table, "map": self._map,
            "trends": self._trends,
        }  # fmt: skip
        kinds[block["type"]](block)

    def _para(self, block: dict[str, Any]) -> None:
        self._said(self.add(style="Body Text"), block)

    def _heading(self, block: dict[str, Any]) -> None:
        self.add(block["text"], "Heading 2")

    def _list(self, block: dict[str, Any]) -> None:
        self.lists += 1
        key = wordstyles.new_list(self.document, self.lists)
        for item in block["items"]:
            line = self.add(style="List Number")
            number = line._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
            number.get_or_add_ilvl().val, number.get_or_add_numId().val = 0, key
            self._said(line, item)

    def _said(self, line: Paragraph, item: dict[str, Any]) -> None:
        self.run(line, item["text"])
        if item["refs"]:
            self.run(line, ",".join(map(str, item["refs"])), raised=True)

    def _table(self, block: dict[str, Any]) -> None:
        rows = [block["columns"], *block["rows"]]
        table = self.document.add_table(len(rows), len(block["columns"]))
        frame(table, top=8, bottom=8, insideH=4)
        widths = _shares(rows)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(WIDE * width)
        for n, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
            row.height = Pt(LINE)
            row._tr.get_or_add_trPr().insert(0, made("w:cantSplit"))  # noqa: SLF001
            if n == 0:
                row._tr.trPr.append(made("w:tblHeader"))  # noqa: SLF001
            for cell, text, side, width in zip(row.cells, texts, block["align"], widths, strict=True):
                self._cell(cell, text, side, width, face="hei" if n == 0 else "")
        self.add(style="fine")

    def _cell(self, cell: _Cell, text: str, side: str, width: float, *, face: str) -> None:
        cell.width = Mm(WIDE * width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        line = cell.paragraphs[0]
        line.style, line.alignment = self.document.styles[self.names["cell"]], _SIDES[side]
        self.run(line, text, face=face)

    def _map(self, block: dict[str, Any]) -> None:
        self._picture(block["caption"], keep=True)
        self.add(block["caption"], "Caption").paragraph_format.keep_with_next = True
        note = self.add(block["note"], "fine", points=9)
        note.alignment = SIDE.CENTER

    def _trends(self, block: dict[str, Any]) -> None:
        for pair in drawn(block):
            self._picture(" ".join(self._course(item) for item in pair["items"]))

    def _course(self, item: dict[str, Any]) -> str:
        """A course in words: 发热：2.2 缺，2.3 7。"""
        words, said = self.words, []
        for one in item["series"]:
            values = zip(item["labels"], one["values"], strict=False)
            spelled = words["comma"].join(f"{day} {words['gap'] if n is None else format(n, 'g')}" for day, n in values)
            said.append(f"{one['name']}{words['colon']}{spelled or words['gap']}{words['stop']}")
        return f"{item['caption']}{words['stop']} {' '.join(said)}"

    def _picture(self, alternative: str, *, keep: bool = False) -> None:
        line = self.add(style="picture")
        line.paragraph_format.keep_with_next = keep
        shape = line.add_run().add_picture(BytesIO(next(self.pictures)), width=Mm(WIDE))
        shape._inline.docPr.set("descr", alternative)  # noqa: SLF001 - python-docx has no word for it


def frame(table: Table, **lines: int) -> None:
    """Horizontal lines only, in eighths of a point."""
    table.autofit = False
    borders = made("w:tblBorders")
    for name in ("top", "bottom", "insideH"):  # the order of the schema
        borders.append(made(f"w:{name}", val="single", sz=lines[name], space=0, color="000000"))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")  # noqa: SLF001


def at_the_foot(table: Table) -> None:
    """Let a table stand at the foot of the page on which it comes."""
    place = made("w:tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="center", tblpYSpec="bottom")
    table._tbl.tblPr.insert_element_before(place, "w:tblOverlap", "w:tblW", "w:jc", "w:tblBorders")  # noqa: SLF001


def border(line: Paragraph, edge: str, *, kind: str = "single", space: int = 4) -> None:
    """A red line over or under a paragraph, so many points from it."""
    borders = made("w:pBdr")
    borders.append(made(f"w:{edge}", val=kind, sz=12, space=space, color="E60012"))
    line._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")  # noqa: SLF001


def wide(text: str) -> float:
    """How many characters wide a text is, set in its type size with a little air."""
    return sum(1.06 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in text) or 1


def _shares(rows: list[list[str]]) -> list[float]:
    """What part of the line each column gets: by its longest text, none more than a long one."""
    needs = [min(max(wide(row[n]) for row in rows) + 1.5, 20) for n in range(len(rows[0]))]
    return [need / sum(needs) for need in needs]
