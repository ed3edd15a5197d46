"""A workbook, read from and written into its own XML: whatever is not touched stays as the sender made it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from fengsui.command.forms.paper.grid import Kind, Layout, Sheet, Spot, kind_of, place_of, ref
from fengsui.command.forms.paper.looks import Looks
from fengsui.command.forms.paper.package import Package
from fengsui.command.forms.paper.xml import attribute, child, children, dump, local, make, parse

if TYPE_CHECKING:
    from fengsui.command.forms.paper.grid import Place
    from fengsui.command.forms.paper.xml import Element

_EDGE = 400  # columns beyond it are nobody's form; some programs style all 16,384


class Page:
    """One sheet of a workbook: its XML, and where each cell stands in it."""

    def __init__(self, book: Book, name: str, part: str, state: str) -> None:
        self.book, self.name, self.part, self.state = book, name, part, state
        self.touched = False

    @cached_property
    def root(self) -> Element:
        return parse(self.book.package.parts[self.part])

    @cached_property
    def _rows(self) -> dict[int, Element]:
        """The rows by number. A row without a number follows the one before it; it is given its number."""
        found, number = {}, 0
        for row in children(child(self.root, "sheetData"), "row"):
            number = int(row.get("r") or number + 1)
            row.set("r", str(number))
            found[number] = row
        return found

    @cached_property
    def cells(self) -> dict[Place, Element]:
        found = {}
        for number, row in self._rows.items():
            column = 0
            for cell in children(row, "c"):
                place = place_of(cell.get("r") or "") or (number, column + 1)
                column = place[1]
                cell.set("r", ref(*place))
                found[place] = cell
        return found

    def sheet(self) -> Sheet:
        """The sheet as a grid."""
        found = Sheet(self.name, is_hidden=self.state != "visible")
        for place, cell in self.cells.items():
            if place[1] <= _EDGE:
                found.spots[place] = self.book.spot(self, place, cell)
        for area in children(child(self.root, "mergeCells"), "mergeCell"):
            _merge(found, area.get("ref") or "")
        found.hidden_rows = {number for number, row in self._rows.items() if row.get("hidden") in {"1", "true"}}
        self._read_columns(found)
        return found

    def _read_columns(self, found: Sheet) -> None:
        for one in children(child(self.root, "cols"), "col"):
            first, last = int(one.get("min", "1")), min(int(one.get("max", "1")), _EDGE)
            for column in range(first, last + 1):
                found.widths[column] = float(one.get("width", "9"))
                if one.get("hidden") in {"1", "true"}:
                    found.hidden_cols.add(column)

    def cell(self, place: Place) -> Element:
        """The cell at a place, made if it is not there, in its order."""
        self.touched = True
        if place not in self.cells:
            row = self._row(place[0])
            fresh = make(row, "c", r=ref(*place))
            before = [at for at in self.cells if at[0] == place[0] and at[1] < place[1]]
            if before:
                self.cells[max(before)].addnext(fresh)
            else:
                row.insert(0, fresh)
            self.cells[place] = fresh
        return self.cells[place]

    def _row(self, number: int) -> Element:
        if number not in self._rows:
            data = child(self.root, "sheetData")
            fresh = make(data, "row", r=str(number))
            before = [at for at in self._rows if at < number]
            if before:
                self._rows[max(before)].addnext(fresh)
            else:
                data.insert(0, fresh)
            self._rows[number] = fresh
        return self._rows[number]


def _merge(sheet: Sheet, area: str) -> None:
    first, _colon, last = area.partition(":")
    start, end = place_of(first), place_of(last)
    if not start or not end:
        return
    anchor = sheet.spots.setdefault(start, Spot(*start))
    anchor.rows, anchor.cols = end[0] - start[0] + 1, min(end[1], _EDGE) - start[1] + 1
    for row in range(start[0], min(end[0], start[0] + 2000) + 1):
        for col in range(start[1], min(end[1], _EDGE) + 1):
            if (row, col) != start:
                sheet.spots.pop((row, col), None)
                sheet.covered[row, col] = start


class Book:
    """A workbook: its sheets, its shared texts, its styles."""

    def __init__(self, body: bytes) -> None:
        self.package = Package(body)
        self.main = self.package.main()
        self.workbook = parse(self.package.parts[self.main])
        self.pages = {page.name: page for page in self._pages()}

    def _pages(self) -> list[Page]:
        parts = self.package.targets(self.main, "worksheet")
        found = []
        for one in children(child(self.workbook, "sheets"), "sheet"):
            part = parts.get(_relation(one))
            if part in self.package.parts:
                found.append(Page(self, one.get("name", ""), part, one.get("state", "visible")))
        return found

    @cached_property
    def is_1904(self) -> bool:
        """Whether its days count from 1904 (made on an old Mac), not from 1900."""
        rules = child(self.workbook, "workbookPr")
        return rules is not None and rules.get("date1904") in {"1", "true", "on"}

    @cached_property
    def _shared(self) -> list[str]:
        part = next(iter(self.package.targets(self.main, "sharedStrings").values()), "")
        if part not in self.package.parts:
            return []
        return [_words(item) for item in children(parse(self.package.parts[part]), "si")]

    @cached_property
    def looks(self) -> Looks:
        return Looks(self.package, next(iter(self.package.targets(self.main, "styles").values()), ""))

    @cached_property
    def layout(self) -> Layout:
        return Layout({name: page.sheet() for name, page in self.pages.items()})

    def spot(self, page: Page, place: Place, cell: Element) -> Spot:
        look = self.looks.look(int(cell.get("s") or 0))
        formula = child(cell, "f")
        if formula is not None:
            return Spot(*place, Kind.FORMULA, self.said(cell), self._formula(page, place, formula), look)
        said = self.said(cell)
        number = cell.get("t", "n") == "n" and said
        return Spot(*place, Kind.NUMBER if number else kind_of(said), said, "", look)

    def said(self, cell: Element) -> str:
        """What a cell says, as text."""
        kind, value = cell.get("t", "n"), child(cell, "v")
        if kind == "inlineStr":
            inline = child(cell, "is")
            return "" if inline is None else _words(inline)
        text = "" if value is None else str(value.text or "")
        if kind == "s":
            place = int(text) if text.isdigit() else -1
            return self._shared[place] if 0 <= place < len(self._shared) else ""
        return text

    def _formula(self, page: Page, place: Place, formula: Element) -> str:
        """A formula's text. One that is shared is written out only in its first cell and moved from there."""
        text = str(formula.text or "")
        if formula.get("t") != "shared" or text:
            if formula.get("t") == "shared":
                self._firsts[page.name, formula.get("si", "")] = (ref(*place), text)
            return text
        first = self._firsts.get((page.name, formula.get("si", "")))
        return moved(first[1], first[0], ref(*place)) if first else ""

    @cached_property
    def _firsts(self) -> dict[tuple[str, str], tuple[str, str]]:
        return {}

    def save(self) -> bytes:
        """The file with what was written, to be worked out again when it is opened."""
        self._recalculate()
        for page in self.pages.values():
            if page.touched:
                self.package.parts[page.part] = dump(page.root)
        self.looks.store()
        self.package.parts[self.main] = dump(self.workbook)
        return self.package.save()

    def _recalculate(self) -> None:
        rules = child(self.workbook, "calcPr")
        if rules is None:
            rules = make(self.workbook, "calcPr")
            before = [one for one in self.workbook if local(one) in _BEFORE_CALC]
            before[-1].addnext(rules)
        rules.set("fullCalcOnLoad", "1")


_BEFORE_CALC = {"sheets", "functionGroups", "externalReferences", "definedNames"}


def _relation(element: Element) -> str:
    """The relation id of a sheet: `r:id`, not its own `sheetId`."""
    return attribute(element, "id")


def _words(element: Element) -> str:
    """The text of a string, runs joined, without the reading aids of Asian scripts."""
    parts = [str(child(run, "t").text or "") for run in children(element, "r") if child(run, "t") is not None]
    own = child(element, "t")
    return "".join(parts) if own is None else str(own.text or "")


def moved(formula: str, origin: str, to: str) -> str:
    """A formula as it reads when it is copied from one cell to another."""
    from openpyxl.formula.translate import Translator  # noqa: PLC0415 - openpyxl takes a while to load

    said: Any = Translator("=" + formula, origin).translate_formula(to)
    return str(said)[1:]
