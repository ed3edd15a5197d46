"""Reading what was typed into the grid, pasted as a block, or sent as a file. The rules are the action's."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.custody.actions.counting import Row
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fengsui.ground.org.models import Unit

FIELDS = ("present", "outside", "measured", "unreadable")
MOST_BYTES = 64 * 1024  # a roll-call has some dozens of lines


@dataclass
class Typed:
    """One section as typed: texts, so that nothing is lost, and what is wrong with them."""

    section: Unit
    texts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    seen: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether anything was entered; what is outside is filled in already and says nothing."""
        return any(self.texts.get(name) for name in ("present", "measured", "unreadable"))

    def row(self) -> Row:
        """The row for the action; call it only if `check` found nothing wrong."""
        present, outside, measured, unreadable = (whole(self.texts.get(name, "")) for name in FIELDS)
        return Row(self.section, present or 0, outside or 0, measured, unreadable or 0)

    def check(self) -> None:
        for name in FIELDS:
            try:
                whole(self.texts.get(name, ""))
            except ValueError:
                self.errors[name] = _("Write a whole number, for example 120.")
        for name in ("present", "outside"):
            if not self.texts.get(name):
                self.errors[name] = _("Enter the number; nobody is 0.")


def whole(text: str) -> int | None:
    """A whole number as people type it: full-width digits, thousands separators. Empty is None; rubbish a ValueError."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").replace("−", "-")
    if not plain:
        return None
    if not plain.removeprefix("-").isdecimal():
        raise ValueError(text)
    return int(plain)


def read(post: Mapping[str, str], sections: Iterable[Unit]) -> list[Typed]:
    """The grid as typed."""
    return [
        Typed(
            unit, {name: post.get(f"{name}-{unit.pk}", "").strip()[:20] for name in FIELDS},
            seen=post.get(f"seen-{unit.pk}", ""),
        )
        for unit in sections
    ]  # fmt: skip


def decode(content: bytes) -> str:
    """A file's text: UTF-8, or the GBK that Excel and WPS write here."""
    if len(content) > MOST_BYTES:
        raise Refused(
            "custody.too_large", _("This file is too large for a roll-call; send only its lines."), field="file"
        )
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("custody.encoding", _("This file is not a text in UTF-8 or GBK; save it as CSV."), field="file")


def fill(text: str, grid: list[Typed]) -> int:
    """Put a block into the grid: section, counted, outside, measured, unreadable; a head line is skipped.

    All or nothing: a line that cannot be read is named by its number, and nothing is filled. Returns how many lines.
    """
    by_name = {name: typed for typed in grid for name in (typed.section.name, typed.section.label, typed.section.code)}
    found: dict[int, dict[str, str]] = {}
    for number, cells in _lines(text):
        typed = by_name.get(cells[0])
        if typed is None and number == 1:
            continue  # the head line
        if typed is None:
            raise _wrong(number, _("There is no “%(name)s” here.") % {"name": cells[0][:40]})
        if typed.section.pk in found:
            raise _wrong(number, _("“%(name)s” stands there twice.") % {"name": cells[0][:40]})
        found[typed.section.pk] = _values(number, cells[1:])
    if not found:
        raise Refused("custody.block", _("No line was read: each begins with a name, as in the table."), field="block")
    for typed in grid:
        typed.texts |= found.get(typed.section.pk, {})
    return len(found)


def _lines(text: str) -> Iterable[tuple[int, list[str]]]:
    """(line number, cells) of every line that is not empty."""
    head = text.partition("\n")[0]
    mark = next((mark for mark in "\t;；，" if mark in head), ",")
    reader = csv.reader(StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter=mark, strict=True)
    while True:
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise _wrong(reader.line_num, _("it cannot be read as CSV (a quotation mark is not closed).")) from error
        if any(cells):
            yield reader.line_num, cells


def _values(number: int, cells: list[str]) -> dict[str, str]:
    if not cells or len(cells) > len(FIELDS):
        raise _wrong(number, _("it needs a section and one to four numbers."))
    for cell in cells:
        try:
            whole(cell)
        except ValueError as error:
            raise _wrong(number, _("“%(text)s” is no whole number.") % {"text": cell[:40]}) from error
    return {name: cell for name, cell in zip(FIELDS, cells, strict=False) if cell}


def _wrong(number: int, why: str) -> Refused:
    sentence = _("Line %(number)d: %(why)s Nothing was filled in; mend it and send it again.")
    return Refused("custody.block", sentence % {"number": number, "why": why}, field="block")
