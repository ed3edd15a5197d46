"""A document: each of its tables is a sheet, its paragraphs outside tables are one sheet of one column."""

from __future__ import annotations

import copy
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from fengsui.command.forms.paper.grid import Kind, Layout, Look, Sheet, Spot, kind_of
from fengsui.command.forms.paper.package import Package
from fengsui.command.forms.paper.xml import attribute, child, children, dump, is_on, local, make, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.forms.paper.grid import Place
    from fengsui.command.forms.paper.written import Entry
    from fengsui.command.forms.paper.xml import Element

TEXT = "text"  # the name of the sheet of paragraphs; tables are called table-1, table-2 …


class Document:
    def __init__(self, body: bytes) -> None:
        self.package = Package(body)
        self.main = self.package.main()
        self.root = parse(self.package.parts[self.main])
        self.layout = Layout({})
        self._homes: dict[tuple[str, Place], Element] = {}  # the paragraph or table cell of each place
        self._read()

    def _read(self) -> None:
        text = self.layout.sheets[TEXT] = Sheet(TEXT, is_text=True)
        number = 0
        body = child(self.root, "body")
        for element in _inside(body):
            if local(element) == "tbl":
                number += 1
                self._read_table(f"table-{number}", element)
            elif local(element) == "p" and _said(element).strip():
                row = len(text.spots) + 1
                text.spots[row, 1] = Spot(row, 1, Kind.TEXT, _said(element))
                self._homes[TEXT, (row, 1)] = element
        if not text.spots:
            del self.layout.sheets[TEXT]

    def _read_table(self, name: str, table: Element) -> None:
        sheet = Sheet(name)
        above: dict[int, Place] = {}  # column → the cell that reaches down into the next row
        for row, line in enumerate(_inside(table, "tr"), 1):
            col = _skipped(line)
            for cell in _inside(line, "tc"):
                above |= self._read_cell(sheet, cell, (row, col), above)
                col += _span(cell)
        self.layout.sheets[name] = sheet

    def _read_cell(self, sheet: Sheet, cell: Element, place: Place, above: dict[int, Place]) -> dict[int, Place]:
        row, col = place
        width = _span(cell)
        rules = child(cell, "tcPr")
        merge = child(rules, "vMerge") if rules is not None else None
        if merge is not None and attribute(merge, "val") != "restart" and col in above:
            anchor = sheet.spots[above[col]]
            anchor.rows = row - anchor.row + 1
            sheet.covered |= {(row, one): above[col] for one in range(col, col + width)}
            return {}
        said = "\n".join(_said(one) for one in children(cell, "p")).strip()
        sheet.spots[place] = Spot(row, col, kind_of(said), said, "", _look(cell), cols=width)
        sheet.covered |= {(row, one): place for one in range(col + 1, col + width)}
        self._homes[sheet.name, place] = cell
        return {col: place}

    def fill(self, entries: Iterable[Entry]) -> None:
        """Write entries into their places; what is marked is highlighted."""
        for entry in entries:
            spot = self.layout.spot(entry.sheet, entry.ref)
            home = self._homes.get((entry.sheet, (spot.row, spot.col))) if spot else None
            if home is None:
                continue
            paragraphs = children(home, "p") if local(home) == "tc" else [home]
            text = (
                ""
                if entry.value is None
                else f"{entry.value:g}"
                if isinstance(entry.value, float)
                else str(entry.value)
            )
            _rewrite(paragraphs, text, mark=entry.is_gap)

    def save(self) -> bytes:
        self.package.parts[self.main] = dump(self.root)
        return self.package.save()

    @cached_property
    def tables(self) -> list[str]:
        return [name for name in self.layout.sheets if name != TEXT]


def _inside(parent: Element, name: str = "") -> Iterable[Element]:
    """The children of an element, those in content controls too."""
    for one in parent:
        if local(one) == "sdt":
            yield from _inside(child(one, "sdtContent"), name)
        elif not name or local(one) == name:
            yield one


def _skipped(line: Element) -> int:
    """The first column of a row: some begin after a gap."""
    rules = child(line, "trPr")
    gap = child(rules, "gridBefore") if rules is not None else None
    return 1 + (int(attribute(gap, "val") or 0) if gap is not None else 0)


def _span(cell: Element) -> int:
    rules = child(cell, "tcPr")
    span = child(rules, "gridSpan") if rules is not None else None
    return max(int(attribute(span, "val") or 1), 1) if span is not None else 1


def _look(cell: Element) -> Look:
    run = cell.find(".//{*}r")
    rules = child(run, "rPr") if run is not None else None
    align = cell.find(".//{*}jc")
    side = attribute(align, "val") if align is not None else ""
    return Look(
        bold=rules is not None and is_on(child(rules, "b")), border=True,
        align={"start": "left", "end": "right", "both": "left"}.get(side, side),
    )  # fmt: skip


def _runs(paragraph: Element) -> list[Element]:
    return [run for run in paragraph.iter("{*}r") if child(run, "t") is not None or child(run, "tab") is not None]


def _run_text(run: Element) -> str:
    return "".join("\t" if local(one) == "tab" else str(one.text or "") for one in run if local(one) in {"t", "tab"})


def _said(paragraph: Element) -> str:
    return "".join(_run_text(run) for run in _runs(paragraph))


def _rewrite(paragraphs: list[Element], text: str, *, mark: bool) -> None:
    """Let paragraphs say something else, each letter in the look of the one that it replaces."""
    lines = text.split("\n")
    for paragraph, line in zip(paragraphs, lines, strict=False):
        _rewrite_line(paragraph, line, mark=mark)
    for paragraph in paragraphs[len(lines) :]:
        _rewrite_line(paragraph, "", mark=False)


def _rewrite_line(paragraph: Element, text: str, *, mark: bool) -> None:
    runs = _runs(paragraph) or [_new_run(paragraph)]
    old = [(letter, number) for number, run in enumerate(runs) for letter in _run_text(run)]
    parts = [""] * len(runs)
    steps = SequenceMatcher(None, "".join(letter for letter, _ in old), text, autojunk=False).get_opcodes()
    for what, begin, end, first, last in steps:
        if what == "equal":
            for letter, number in old[begin:end]:
                parts[number] += letter
        elif first < last:
            place = begin if what == "replace" else max(begin - 1, 0)
            parts[old[place][1] if old else 0] += text[first:last]
    for run, part in zip(runs, parts, strict=True):
        _say(run, part)
        if mark and part:
            _highlight(run)


def _new_run(paragraph: Element) -> Element:
    """A run at the end of a paragraph, in the look that the paragraph's mark has."""
    run = make(paragraph, "r")
    rules = child(paragraph, "pPr")
    look = child(rules, "rPr") if rules is not None else None
    if look is not None:
        run.append(copy.deepcopy(look))
    paragraph.append(run)
    return run


def _say(run: Element, text: str) -> None:
    for old in [one for one in run if local(one) in {"t", "tab"}]:
        run.remove(old)
    for number, part in enumerate(text.split("\t")):
        if number:
            run.append(make(run, "tab"))
        words = make(run, "t")
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = part
        run.append(words)


def _highlight(run: Element) -> None:
    rules = child(run, "rPr")
    if rules is None:
        rules = make(run, "rPr")
        run.insert(0, rules)
    light = child(rules, "highlight")
    if light is None:
        light = make(rules, "highlight")
        rules.append(light)
    key = next((key for key in light.attrib), f"{{{light.tag[1:].split('}')[0]}}}val")
    light.set(key, "yellow")
