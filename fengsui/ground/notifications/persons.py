"""The list of persons as it is typed or pasted: a line each, the cells apart by tabs (a sheet) or commas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.notifications.placeholders import NAME
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 500  # persons of a batch
_NAME, _VALUE = 60, 100  # characters
_APART = re.compile(r"\s*[,，]\s*")


@dataclass(frozen=True)
class One:
    """A person as typed: name, and the wording's own fields in their order."""

    name: str
    values: tuple[str, ...]


def read(block: str, each: Sequence[str]) -> list[One]:
    """The persons of a block. A head line with the names of the columns may stand above, then their order is free."""
    lines = [(n, line) for n, line in enumerate(block.replace("\0", "").splitlines(), 1) if line.strip()]
    columns = [NAME, *each]
    if lines and (head := _cells(lines[0][1])) and NAME in head:
        columns, lines = _columns(head, each), lines[1:]
    found = [_one(n, _cells(line), columns, each) for n, line in lines]
    if not found:
        raise Refused("notifications.nobody", _("Enter at least one person: a line each."), field="persons")
    if len(found) > MOST:
        raise Refused(
            "notifications.many",
            _("These are %(n)s persons; at most 500 at once: make several batches.") % {"n": len(found)}, field="persons",
        )  # fmt: skip
    _check_twice(found)
    return found


def _cells(line: str) -> list[str]:
    cells = line.split("\t") if "\t" in line else _APART.split(line)
    return [" ".join(cell.split()) for cell in cells]


def _columns(head: list[str], each: Sequence[str]) -> list[str]:
    wanted = [NAME, *each]
    missing, foreign = [one for one in wanted if one not in head], [one for one in head if one and one not in wanted]
    if foreign:
        raise Refused(
            "notifications.column",
            _("The text does not need the column “%(name)s”: take it out of the list; only what is needed is kept.")
            % {"name": foreign[0]},
            field="persons",
        )
    if missing:
        raise Refused(
            "notifications.column",
            _("The column “%(name)s” is missing in the list.") % {"name": missing[0]},
            field="persons",
        )
    return head


def _one(n: int, cells: list[str], columns: list[str], each: Sequence[str]) -> One:
    while cells and not cells[-1] and len(cells) > len(columns):
        cells = cells[:-1]
    if len(cells) != len(columns):
        raise Refused(
            "notifications.cells",
            _("Line %(n)s has %(got)s cells; there must be %(want)s: %(columns)s.")
            % {"n": n, "got": len(cells), "want": len(columns), "columns": "、".join(columns)},
            field="persons",
        )
    said = dict(zip(columns, cells, strict=True))
    for name in (NAME, *each):
        if not said[name]:
            raise Refused(
                "notifications.empty", _("Line %(n)s: “%(name)s” is empty.") % {"n": n, "name": name}, field="persons"
            )
        if len(said[name]) > (_NAME if name == NAME else _VALUE):
            raise Refused(
                "notifications.long", _("Line %(n)s: “%(name)s” is too long.") % {"n": n, "name": name}, field="persons"
            )
    return One(said[NAME], tuple(said[name] for name in each))


def _check_twice(found: list[One]) -> None:
    twice = next((one for n, one in enumerate(found) if one in found[:n]), None)
    if twice:
        raise Refused(
            "notifications.twice",
            _("%(name)s stands in the list twice. If these are two persons, tell them apart: 张某（1号楼）.")
            % {"name": twice.name},
            field="persons",
        )
