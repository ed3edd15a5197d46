"""A file's sheets as rows of our columns: which sheet is which, which column is which, what is not known and left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fengsui.ground.exchange import values
from fengsui.ground.exchange.columns import SHEETS, Sheet, explaining, heads, titles, wrong_heads
from fengsui.ground.exchange.lines import Problem
from fengsui.ground.tables import reading as tables
from fengsui.ground.tables.values import text
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD_WITHIN = 20  # a title and some notes may stand above the heads
_MARKED = re.compile(r"^'(?=[=+@-])")  # how our own CSV keeps a text from being a formula


@dataclass
class Read:
    """One sheet read: rows as (number in the file, column → text), and what there is to say about it as a whole."""

    sheet: Sheet
    rows: list[tuple[int, dict[str, str]]]
    notes: list[Problem] = field(default_factory=list)
    title: str = ""


def read(body: bytes, only: str = "") -> tuple[list[Read], list[Problem]]:
    """Read a file. only: the key of the sheet that it is, if somebody said so. Returns the sheets and what is left out.

    Raises Refused for a file that cannot be read or holds none of the sheets.
    """
    found, notes = [], []
    sheets = tables.read(body)
    for one in sheets:
        if not one.rows or values.fold(one.name) in explaining():
            continue
        known = _recognised(one.name, one.rows, only if len(sheets) == 1 else "")
        if known is None:
            notes.append(
                Problem(
                    "",
                    gettext_noop("The sheet “%(name)s” holds none of the five kinds and was left out."),
                    {"name": one.name},
                )
            )
            continue
        found.append(_read(one, *known))
    if not found:
        raise Refused("exchange.heads", _no_heads(), field="file")
    twice = {each.sheet.key for each in found if sum(e.sheet is each.sheet for e in found) > 1}
    if twice:
        names = [each.title for each in found if each.sheet.key in twice]
        raise Refused("exchange.twice", _twice() % {"names": "、".join(names)}, field="file")
    order = list(SHEETS)
    return sorted(found, key=lambda each: order.index(each.sheet.key)), notes


def _no_heads() -> str:
    return _(
        "No sheet with known columns was found: its first row must name them, for example “Code”, “Kind of unit”, “Name of unit”. Take the template."
    )


def _twice() -> str:
    return _("Two sheets hold the same kind of rows (%(names)s); put them into one.")


def _recognised(name: str, rows: Sequence[tuple[int, list[Any]]], only: str) -> tuple[Sheet, int] | None:
    """Which of the five a sheet is, and the place of its heads: by its name, else by which heads it has most of."""
    wanted = only or titles().get(values.fold(name), "")
    best: tuple[float, Sheet, int] | None = None
    for place, (_number, cells) in enumerate(rows[:_HEAD_WITHIN]):
        words = [values.fold(text(cell)) for cell in cells]
        for sheet in [SHEETS[wanted]] if wanted in SHEETS else SHEETS.values():
            known = heads(sheet)
            keys = {known[word] for word in words if word in known}
            lacking = [c for c in sheet.columns if c.needed and c.key not in keys]
            score = len(keys) - 2 * len(lacking)
            if len(keys) > 1 and (best is None or score > best[0]):
                best = (score, sheet, place)
    return (best[1], best[2]) if best and (wanted or best[0] > 0) else None


def _read(one: tables.Sheet, sheet: Sheet, place: int) -> Read:
    known = heads(sheet)
    head = [text(cell) for cell in one.rows[place][1]]
    keys = [known.get(values.fold(cell), "") for cell in head]
    read = Read(sheet, [], title=one.name or str(sheet.name))
    read.notes += [Problem("", "%(note)s", {"note": note}) for note in one.notes]
    if one.hidden:
        read.notes.append(Problem("", gettext_noop("This sheet is hidden in the file; it was read all the same.")))
    unknown = [
        cell
        for cell, key in zip(head, keys, strict=True)
        if cell and not key and values.fold(cell) not in wrong_heads()
    ]
    if unknown:
        read.notes.append(
            Problem(
                "",
                gettext_noop("Columns that are not known were left out: %(names)s."),
                {"names": "、".join(unknown[:10])},
            )
        )
    twice = [cell for cell, key in zip(head, keys, strict=True) if key and keys.count(key) > 1]
    if twice:
        raise Refused(
            "exchange.columns",
            _say(
                gettext_noop("The sheet “%(sheet)s” has a column twice: %(names)s."),
                sheet=read.title,
                names="、".join(twice),
            ),
            field="file",
        )
    lacking = [str(column.head) for column in sheet.columns if column.needed and column.key not in keys]
    if lacking:
        raise Refused(
            "exchange.lacking",
            _say(
                gettext_noop("The sheet “%(sheet)s” lacks these columns: %(names)s. Take the template and fill it in."),
                sheet=read.title,
                names="、".join(lacking),
            ),
            field="file",
        )
    places = [(place, key) for place, key in enumerate(keys) if key]
    for number, cells in one.rows[place + 1 :]:
        row = {key: _written(cells[at]) for at, key in places if at < len(cells)}
        if any(row.values()):
            read.rows.append((number, row))
    return read


def _say(message: str, **params: str) -> str:
    return _(message) % params


def _written(cell: Any) -> str:
    said = cell if isinstance(cell, str) else text(cell)
    return _MARKED.sub("", said) if said.startswith("'") else said
