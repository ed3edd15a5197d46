"""What people send: told by its bytes, refused with what to do, an old .xls made into .xlsx, an endless tail cut off."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.forms.paper.docx import Document
from fengsui.command.forms.paper.package import Package
from fengsui.command.forms.paper.xls import converted
from fengsui.command.forms.paper.xlsx import Book
from fengsui.ground.tables.sniff import FileKind, sniff
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.command.forms.paper.grid import Layout

_TAIL = 200  # empty rows that may stay below the last written one
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|f|is)[ >/]")
_ROW_END = re.compile(rb"</(?:\w+:)?row>|<(?:\w+:)?row[^>]*/>")
_DATA_END = re.compile(rb"</(?:\w+:)?sheetData>")


@dataclass
class Opened:
    """A blank sheet that can be used: its kind, its bytes as they are kept, and what its owner should know."""

    kind: str
    body: bytes
    layout: Layout
    remarks: list[str] = field(default_factory=list)


def opened(body: bytes) -> Opened:
    """Take what was uploaded. Raises Refused: not a sheet, protected, macros, damaged, a bomb, too old, empty."""
    if body.startswith(b"\xd0\xcf\x11\xe0") and "WordDocument".encode("utf-16-le") in body:
        raise Refused(
            "forms.doc",
            _("This is an old .doc. Open it in Word or WPS, save it as .docx and upload that."),
            field="file",
        )
    kind = sniff(body)
    if kind is FileKind.CSV:
        raise Refused(
            "forms.csv",
            _("This is plain text without any layout. Upload the sheet itself: .xlsx, .xls or .docx."),
            field="file",
        )
    found = _document(body) if kind is FileKind.DOCX else _workbook(body, kind)
    if not any(spot.is_label for sheet in found.layout.sheets.values() for spot in sheet):
        raise Refused(
            "forms.blank",
            _(
                "There is not a word on this sheet, so nobody can tell what goes where. Upload the sheet as it was sent to you."
            ),
            field="file",
        )
    return found


def _document(body: bytes) -> Opened:
    return Opened("docx", body, Document(body).layout)


def _workbook(body: bytes, kind: FileKind) -> Opened:
    remarks = []
    if kind is FileKind.XLS:
        body, unread = converted(body)
        remarks += ["xls", "formulas"] if unread else ["xls"]
    package = Package(body)
    if _cut(package):
        body = package.save()
        remarks.append("tail")
    book = Book(body)
    if book.package.targets(book.main, "externalLink"):
        remarks.append("links")
    layout = book.layout
    if any(sheet.hidden_rows or sheet.hidden_cols or sheet.is_hidden for sheet in layout.sheets.values()):
        remarks.append("hidden")
    return Opened("xlsx", body, layout, remarks)


def _cut(package: Package) -> int:
    """Drop the rows beyond the last written one, where there are very many. Return how many sheets had such a tail."""
    cut = 0
    for name, body in package.parts.items():
        if "/worksheets/" in name and name.endswith(".xml") and (shorter := _shortened(body)):
            package.parts[name] = shorter
            cut += 1
    return cut


def _shortened(body: bytes) -> bytes:
    end = next((match.start() for match in _DATA_END.finditer(body)), 0)
    last = 0
    for match in _VALUE.finditer(body, 0, end):
        last = match.end()
    keep = last
    for count, match in enumerate(_ROW_END.finditer(body, last, end)):
        if count == _TAIL:
            keep = match.end()
        if count > _TAIL * 5:
            return body[:keep] + body[end:]
    return b""
