"""An official document in Word, to edit further: the same parts on the same grid as `typst/official.typ`. It is a copy, and says so.

It carries the QR code of the PDF: the code leads to the number and the sum of the original, which this file is not.
"""

from __future__ import annotations

import math
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import official, qr, word, wordjoint
from fengsui.ground.documents.plain import cleaned
from fengsui.ground.documents.wordsheet import Sheet, at_the_foot, border, frame, wide
from fengsui.ground.documents.wordstyles import LINE, WIDE, made

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_CELL = 16  # points, less what wordstyles takes away
_MOST = {"letter": 46}  # points of the red head, 52 for all others
_GAP = 11  # points, 4 mm, between the head and its red line
_FACES = {1: "hei", 2: "kai"}
_MONGOLIAN = "Mongolian Baiti"


def docx(data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """The document from the data that official.py describes. at: the time of creation written into it, now if not given."""
    paper = _Paper(cleaned(official.prepare(data)), word.labels("zh"), [])
    paper.describe(at or clock.now(), str(data.get("original") or ""))
    paper.write()
    kept = BytesIO()
    paper.document.save(kept)
    return kept.getvalue()


class _Paper(Sheet):
    copied = ""

    def describe(self, at: datetime, original: str) -> None:
        """What the file says of itself; the same stands over every page."""
        data, core = self.data, self.document.core_properties
        named = f"{self.words['editing']}{original}" if original else self.words["unnamed"]
        self.copied = self.words["unsigned"] if data["draft"] else named
        core.title, core.subject = data["title"].replace("\n", "")[:255], data["number_label"][:255]
        core.author = core.last_modified_by = data["unit"][:255]
        core.comments, core.keywords, core.revision = self.copied, "", 1
        core.created = core.modified = at.astimezone(UTC)

    def write(self) -> None:
        self._every_page()
        self._head()
        if (given := self.data["mongolian"]) and given["first"]:
            self._mongolian(given)
        self._opening()
        for one in self.data["text"]:
            self._para(one)
        self._annex_list()
        self._close()
        if given and not given["first"]:
            self._mongolian(given)
        self._annexes()
        self._imprint()

    # ── Every page ──

    def _every_page(self) -> None:
        page = self.document.sections[0]
        page.different_first_page_header_footer = self.data["layout"] == "letter"
        marks = [self.words[one] for one in ("draft", "drill") if self.data[one]]
        for header in (page.header, page.even_page_header, page.first_page_header):
            self.mark(header, self.copied, marks)
        for footer, side in ((page.footer, SIDE.RIGHT), (page.even_page_footer, SIDE.LEFT)):
            self.folio(footer, side)

    # ── Head ──

    def _head(self) -> None:
        data = self.data
        corner = [one for one in (data["copy_number"], data["urgency"]) if one]
        for one in corner:
            self.add(one, "keep" if one == data["urgency"] else "Normal")
        points = min(_MOST.get(data["layout"], 52), WIDE * 72 / 25.4 / wide(data["organ"]))
        if len(data["units"]) > 1 and data["layout"] != "letter":
            wordjoint.head(self, len(corner))
            self._number()
            self._empty(2)
            return
        head = self.add(data["organ"], "head", points=points)
        head.paragraph_format.line_spacing = Pt(1.2 * points)
        if data["layout"] == "letter":
            border(head, "bottom", kind="thickThinSmallGap", space=_GAP)
            self.add(data["number_label"]).alignment = SIDE.RIGHT
        else:
            above = 56.7 if data["layout"] == "order" else 99.2  # 20 and 35 mm
            count = math.ceil((above + points) / LINE - 0.05) + 2  # lines of the grid down to the number
            head.paragraph_format.space_before = Pt(max(above - 0.1 * points - LINE * len(corner), 0))
            head.paragraph_format.space_after = Pt(count * LINE - above - 1.1 * points)
            self._number()
        self._empty(2)

    def _empty(self, count: int) -> None:
        for _n in range(count):
            self.add()

    def _number(self) -> None:
        data, layout = self.data, self.data["layout"]
        if layout == "order":
            self.add(data["number_label"], "centre")
            return
        if layout == "upward":
            line = self.add()
            self.ends(line, f"\u3000{data['number_label']}", self.words["signer"])
            self.run(line, f"{chr(0x3000).join(data['signers'])}\u3000", face="kai")
        else:
            line = self.add(data["number_label"], "centre")
        if layout == "minutes":
            line = self.add()
            self.ends(line, f"\u3000{data['unit']}", f"{data['date']}\u3000")
        border(line, "bottom", space=_GAP)

    # ── Text ──

    def _opening(self) -> None:
        for line in self.data["title"].splitlines():
            self.add(line, "Title")
        if self.data["title"]:
            self.add()
        if self.data["to"]:
            self.add(f"{self.data['to']}：")

    def _para(self, one: dict[str, Any]) -> None:
        """A heading of its own has Word's style, so that its navigation works; its number stands there as it was typed."""
        if one["head"] and not one["rest"]:
            line = self.add(one["head"], f"Heading {one['level']}")
            line._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0  # noqa: SLF001 - none of Word's numbers
            line.paragraph_format.first_line_indent = Pt(2 * _CELL)
            return
        line = self.add(style="Body Text")
        if one["head"]:
            self.run(line, one["head"], face=_FACES[one["level"]])
        self.run(line, one["rest"])

    def _annex_list(self) -> None:
        names = [one["name"] for one in self.data["annexes"]]
        if names:
            self.add()
        for n, name in enumerate(names, 1):
            number = f"{n}." if len(names) > 1 else ""
            lead = f"附件：{number}" if n == 1 else number
            line = self.add(f"{lead}{name}")
            hang = 3 * _CELL + (12 if number else 0)
            line.paragraph_format.left_indent = Pt(2 * _CELL + hang)
            line.paragraph_format.first_line_indent = Pt(-hang if n == 1 else -12)
            line.paragraph_format.keep_with_next = True

    def _annexes(self) -> None:
        annexes = self.data["annexes"]
        for n, one in enumerate(annexes, 1):
            if not one["text"]:
                continue
            line = self.add(f"附件{n if len(annexes) > 1 else ''}", "annex", face="hei")
            line.paragraph_format.page_break_before = True
            self.add()
            for part in one["title"].splitlines():
                self.add(part, "Title")
            self.add()
            for paragraph in one["text"]:
                self._para(paragraph)

    def _mongolian(self, given: dict[str, Any]) -> None:
        """A section set in columns from above, the first at the left."""
        self._section("tbLrV")
        for text in given["paragraphs"]:
            line = self.add()
            run = self.run(line, text)
            run._r.rPr.rFonts.set(qn("w:hint"), "default")  # noqa: SLF001
            for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
                run._r.rPr.rFonts.set(qn(f"w:{kind}"), _MONGOLIAN)  # noqa: SLF001
            run._r.rPr.append(made("w:lang", val="mn-Mong-CN"))  # noqa: SLF001
        self.add(self.words["supplied"].replace("{by}", given["by"]))
        self._section("lrTb")

    def _section(self, direction: str) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        properties = section._sectPr  # noqa: SLF001 - python-docx has no word for the direction of a section
        for old in properties.findall(qn("w:textDirection")):
            properties.remove(old)
        after = ("w:bidi", "w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")
        properties.insert_element_before(made("w:textDirection", val=direction), *after)

    # ── Close ──

    def _close(self) -> None:
        data = self.data
        if data["attendance"]:
            self.add()
        for one in data["attendance"]:
            line = self.add()
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Pt(5 * _CELL), Pt(-3 * _CELL)
            self.run(line, one["word"], face="hei")
            self.run(line, f"：{one['names']}")
        if data["layout"] != "minutes":
            self._signature()
        for note in data["notes"]:
            self.add(f"（{note}）", "Body Text")

    def _signature(self) -> None:
        """Name over date: with room for a seal centred over it, else the name two characters from the right."""
        data = self.data
        order = data["layout"] == "order"
        if len(data["units"]) > 1 and not order:
            wordjoint.signature(self)
            return
        name = f"{data['post']}\u3000\u3000{data['signer']}" if order else data["unit"]
        for _n in range(2 if order or data["seal"] else 1):
            self.add().paragraph_format.keep_with_next = True
        spread = (wide(name) - wide(data["date"])) / 2 if data["seal"] and not order else 0
        ends = [(name, 4 if order else max(4 - spread, 0) if data["seal"] else 2), (data["date"], max(4, spread))]
        if order:
            ends.insert(1, ("", 4))
        for n, (text, cells) in enumerate(ends, 1):
            line = self.add(text, "signature")
            line.paragraph_format.right_indent = Pt(cells * _CELL)
            line.paragraph_format.keep_with_next = n < len(ends)

    def _code(self) -> None:
        """The QR code with what it is for, on a line of its own."""
        if self.data["qr"]:
            line = self.add(style="fine")
            line.alignment = SIDE.RIGHT
            self.run(line, f"{self.words['scan']} ")
            line.paragraph_format.line_spacing = 1.0
            line.add_run().add_picture(BytesIO(qr.png(self.data["qr"]["text"])), width=Mm(20))

    def _imprint(self) -> None:
        """版记: a table at the foot of the page on which the document ends; a letter's has neither lines nor printer."""
        data, letter = self.data, self.data["layout"] == "letter"
        copies = [f"抄送：{data['copies']}。"] if data["copies"] else []
        rows = copies + ([] if letter else [""])
        self._code()
        if not rows:
            return
        table = self.document.add_table(len(rows), 1)
        if not letter:
            frame(table, top=8, bottom=8, insideH=6)
        at_the_foot(table)
        for row, text in zip(table.rows, rows, strict=True):
            line = row.cells[0].paragraphs[0]
            row.cells[0].width, line.style = Mm(WIDE), self.document.styles[self.names["imprint"]]
            if text:
                self.run(line, text)
            else:
                self.ends(line, data["printed_by"], f"{data['printed_on']}{self.words['print']}", WIDE - 4)
        self.add(style="fine")  # a document does not end with a table
