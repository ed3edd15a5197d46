"""A bulletin as a Word document to edit further, from the data that bulletin.py prepares. It is a copy, and says so.

What the PDF draws (maps, courses) comes as pictures, with what they show in words for who cannot see them.
"""

from __future__ import annotations

import tomllib
from datetime import UTC
from functools import cache
from io import BytesIO
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.shared import Mm, Pt

from fengsui.ground.documents.wordsheet import Sheet, at_the_foot, border, drawn, frame, wide
from fengsui.ground.documents.wordstyles import WIDE

if TYPE_CHECKING:
    from datetime import datetime

    from docx.text.paragraph import Paragraph

_LABELS = Path(__file__).parent / "typst" / "labels.toml"
_MONTHS = "January,February,March,April,May,June,July,August,September,October,November,December".split(",")  # noqa: SIM905
_LINE = WIDE * 72 / 25.4  # points
_HEAD = 48  # points of the red head, if its line holds them


@cache
def labels(language: str) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(_LABELS.read_text(encoding="utf-8"))[language]
    return found


def docx(prepared: dict[str, Any], pictures: list[bytes], at: datetime) -> bytes:
    """The document. pictures: PNG of what `pictured` names, in its order; at: the time of creation written into it."""
    paper = _Paper(prepared, labels(prepared["language"]), pictures)
    paper.describe(at)
    paper.write()
    kept = BytesIO()
    paper.document.save(kept)
    return kept.getvalue()


def pictured(prepared: dict[str, Any]) -> list[dict[str, Any]]:
    """What must come as a picture, in order: maps, and courses two beside each other."""
    blocks = [block for part in prepared["sections"] for block in part["blocks"]]
    return [one for block in blocks for one in drawn(block)]


def copy_line(data: dict[str, Any]) -> str:
    """That this is a copy, and by which sum its original is known."""
    words = labels(data["language"])
    if not data["signed"]:
        return str(words["unsigned"])
    return f"{words['editing']}{data['original']}" if data["original"] else str(words["unnamed"])


class _Paper(Sheet):
    def describe(self, at: datetime) -> None:
        data, core = self.data, self.document.core_properties
        core.title = (data["title"] or data["series_label"]).replace("\n", "")[:255]
        core.author = core.last_modified_by = data["unit"][:255]
        core.subject = f"{data['series_label']}{data['number_label'] or ''}"[:255]
        core.comments = copy_line(data)
        core.created = core.modified = at.astimezone(UTC)
        core.keywords, core.revision = "", 1

    def write(self) -> None:
        page = self.document.sections[0]
        marks = [] if self.data["signed"] else [self.words["draft"]]
        marks += [self.words["drill"]] if self.data["drill"] else []
        for header in (page.header, page.even_page_header):
            self.mark(header, copy_line(self.data), marks)
        for footer, side in ((page.footer, SIDE.RIGHT), (page.even_page_footer, SIDE.LEFT)):
            self.folio(footer, side)
        self._head()
        for part in self.data["sections"]:
            self.add(part["heading"], "Heading 1")
            for block in part["blocks"]:
                self.show(block)
        self._notes()
        self._signature()
        self._imprint()

    # ── Head ──

    def _head(self) -> None:
        data = self.data
        self.add(self.words["keep"], "keep")
        head = self.add(data["series_label"], "head", points=min(_HEAD, _LINE / wide(data["series_label"])))
        head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(36), Pt(22)
        self.add(data["number_label"] or self.words["number"], "centre")
        self.ends(self.add(), data["unit"], self._day(data["date"]))
        border(self.add(), "top")
        for line in data["title"].splitlines() if data["title"] != data["series_label"] else ():
            self.add(line, "Title")
        day = self._day(data["day"])
        if day not in data["title"]:
            self.add(f"（{day}）" if self.chinese else day, "centre", face="kai")
        self.add()

    def _day(self, iso: str) -> str:
        year, month, day = (int(part) for part in iso[:10].split("-"))
        return f"{year}年{month}月{day}日" if self.chinese else f"{day} {_MONTHS[month - 1]} {year}"

    # ── Foot ──

    def _notes(self) -> None:
        if self.data["notes"]:
            self.add(style="fine")
            self.add(self.words["notes"], "fine", face="hei")
        for n, text in enumerate(self.data["notes"], 1):
            self.add(f"{n}. {text}", "fine")

    def _signature(self) -> None:
        signed = self.data["signed"]
        self.add().paragraph_format.keep_with_next = True
        line = self._closing(self.words["signer"], more=bool(signed))
        if not signed:
            self.run(line, "\u3000" * 8)
            return
        self.run(line, signed["by"], face="kai")
        if signed["seat"]:
            self.run(line, f"（{signed['seat']}）" if self.chinese else f" ({signed['seat']})")
        hour = signed["at"][11:16]
        self._closing(f"{self._day(signed['at'])}{'' if self.chinese else ', '}{hour}", more=True)
        code = " ".join("".join(part) for part in batched(signed["hash"][:32], 4, strict=False))
        self._closing(f"{self.words['check']}{code}", points=10.5)

    def _closing(self, text: str, *, more: bool = False, points: float = 0) -> Paragraph:
        line = self.add(text, "signature", points=points)
        line.paragraph_format.right_indent, line.paragraph_format.keep_with_next = Pt(32), more
        return line

    def _imprint(self) -> None:
        """版记: a table that stands at the foot of the page on which the document ends."""
        data, words = self.data, self.words
        sent = ((words["to"], data["recipients"]["to"]), (words["copy"], data["recipients"]["copy"]))
        lines = [f"{title}{words['comma'].join(names)}{words['stop']}" for title, names in sent if names]
        table = self.document.add_table(len(lines) + 1, 1)
        frame(table, top=8, bottom=8, insideH=6)
        at_the_foot(table)
        for row in table.rows:
            row.cells[0].width = Mm(WIDE)
            row.cells[0].paragraphs[0].style = self.document.styles[self.names["imprint"]]
        for row, text in zip(table.rows, lines, strict=False):
            self.run(row.cells[0].paragraphs[0], text)
        issued = f"{self._day(data['date'])}{'' if self.chinese else ' '}{words['print']}"
        self.ends(table.rows[-1].cells[0].paragraphs[0], data["unit"], issued, WIDE - 4)  # less what a cell keeps free
        self.add(style="fine")  # a document does not end with a table
