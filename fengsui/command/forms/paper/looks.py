"""A workbook's styles: what a page shows of them, and the light yellow that marks what could not be filled."""

from __future__ import annotations

import copy
import re
from functools import cached_property
from typing import TYPE_CHECKING

from fengsui.command.forms.paper.grid import Look
from fengsui.command.forms.paper.xml import attribute, child, children, dump, is_on, make, parse

if TYPE_CHECKING:
    from fengsui.command.forms.paper.package import Package
    from fengsui.command.forms.paper.xml import Element

_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built-in formats of days, Chinese ones too
_PERCENTS = {9, 10}
_QUIET = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
YELLOW = "FFFFF2CC"


class Looks:
    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        self._marked: dict[int, int] = {}

    @cached_property
    def _root(self) -> Element | None:
        body = self._package.parts.get(self._part)
        return None if body is None else parse(body)

    @cached_property
    def _xfs(self) -> list[Element]:
        return [] if self._root is None else children(child(self._root, "cellXfs"), "xf")

    @cached_property
    def _looks(self) -> list[Look]:
        fonts, borders = self._list("fonts", "font"), self._list("borders", "border")
        bold = [is_on(child(font, "b")) for font in fonts]
        lined = [any(attribute(side, "style") not in {"", "none"} for side in border) for border in borders]
        return [
            Look(
                bold=_nth(bold, xf.get("fontId")),
                align=_align(xf),
                border=_nth(lined, xf.get("borderId")),
                is_date=self._is(xf, _DATES, r"[yd年月日]"),
                is_percent=self._is(xf, _PERCENTS, "%"),
            )
            for xf in self._xfs
        ]

    def _list(self, name: str, of: str) -> list[Element]:
        return [] if self._root is None else children(child(self._root, name), of)

    @cached_property
    def _formats(self) -> dict[int, str]:
        return {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in self._list("numFmts", "numFmt")}

    def _is(self, xf: Element, known: set[int], sign: str) -> bool:
        number = int(xf.get("numFmtId") or 0)
        if number in self._formats:
            return bool(re.search(sign, _QUIET.sub("", self._formats[number]).lower()))
        return number in known

    def look(self, style: int) -> Look:
        return self._looks[style] if 0 <= style < len(self._looks) else Look()

    def marked(self, style: int) -> int:
        """The style that looks the same, on light yellow."""
        if self._root is None:
            return style
        if style not in self._marked:
            fresh = copy.deepcopy(self._xfs[style]) if style < len(self._xfs) else make(self._root, "xf")
            fresh.set("fillId", str(self._yellow))
            fresh.set("applyFill", "1")
            self._marked[style] = self._append("cellXfs", fresh)
        return self._marked[style]

    @cached_property
    def _yellow(self) -> int:
        fill = make(self._root, "fill")
        pattern = make(self._root, "patternFill", patternType="solid")
        pattern.append(make(self._root, "fgColor", rgb=YELLOW))
        pattern.append(make(self._root, "bgColor", indexed="64"))
        fill.append(pattern)
        return self._append("fills", fill)

    def _append(self, name: str, element: Element) -> int:
        """Put an element at the end of a list of styles; return its number."""
        holder = child(self._root, name)
        holder.append(element)
        holder.set("count", str(len(holder)))
        return len(holder) - 1

    def store(self) -> None:
        if self._marked:
            self._package.parts[self._part] = dump(self._root)


def _nth(values: list[bool], number: str | None) -> bool:
    place = int(number or 0)
    return values[place] if place < len(values) else False


def _align(xf: Element) -> str:
    found = child(xf, "alignment")
    side = "" if found is None else found.get("horizontal", "")
    return (
        side if side in {"left", "center", "right"} else "center" if side in {"centerContinuous", "distributed"} else ""
    )
