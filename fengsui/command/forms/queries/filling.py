"""What a day's sheet will say, cell by cell, and what could not be filled."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from fengsui.command.forms.models import Block, Cell, What
from fengsui.command.forms.paper.grid import place_of, ref
from fengsui.command.forms.paper.written import Entry
from fengsui.command.forms.paper.xlsx import Book
from fengsui.command.forms.paper.xlsx_writing import fill, serial
from fengsui.command.forms.queries.figures import FILLED, Answer, Question, State, answers
from fengsui.command.forms.queries.lists import cell, lines
from fengsui.command.forms.queries.sheets import layout, read
from fengsui.command.forms.spec import Spec
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.queries import indicators
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.org.queries import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from fengsui.command.forms.models import Filled, Version
    from fengsui.command.forms.paper.formulas import Cell as Spot
    from fengsui.command.forms.paper.formulas import Result
    from fengsui.ground.org.scope import Actor

FILLER = "{filler}"  # stays in what is kept: a person's name is opened only when the file is made
_BEYOND = 200  # rows of a list that are looked at beyond the lines there are, to say how many are left out
TOKENS = ("date", "iso", "dotted", "year", "month", "day", "time", "unit", "short", "filler", "n")


@dataclass(frozen=True)
class Item:
    """One cell of a day's sheet. value: as it is written (None: it could not be filled)."""

    spec: Spec
    value: float | str | None
    answer: Answer | None = None  # of a number
    missing_word: str = ""

    @property
    def is_gap(self) -> bool:
        return self.answer is not None and self.answer.state not in FILLED

    @property
    def is_marked(self) -> bool:
        return self.answer is not None and self.answer.state is not State.WHOLE

    @property
    def note(self) -> str:
        """What is said about a marked cell, in the language of the moment."""
        return sentence(self.spec, self.answer) if self.answer and self.is_marked else ""

    @property
    def entry(self) -> Entry:
        value = self.missing_word if self.is_gap else self.value
        return Entry(self.spec.sheet, self.spec.ref, value, self.is_gap, self.note)

    def kept(self) -> dict[str, Any]:
        """As it is kept beside the download, for the auditor."""
        found: dict[str, Any] = {"s": self.spec.sheet, "r": self.spec.ref, "v": self.entry.value}
        if self.answer:
            found |= {
                "code": self.spec.code, "unit": self.answer.unit.pk if self.answer.unit else None,
                "c": self.answer.confirmed, "u": self.answer.unconfirmed, "n": self.answer.n, "m": self.answer.m,
                "state": self.answer.state.value, "note": self.note,
            }  # fmt: skip
        return found


@dataclass
class Sheetful:
    """Everything that a day's sheet will say. `over`: rows that repeat and had too few lines: (sheet, row, units left out)."""

    items: list[Item]
    over: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def gaps(self) -> list[Item]:
        return [item for item in self.items if item.is_gap]

    @property
    def marked(self) -> list[Item]:
        return [item for item in self.items if item.is_marked]

    @cached_property
    def by_place(self) -> dict[tuple[str, str], Item]:
        return {(item.spec.sheet, item.spec.ref): item for item in self.items}

    def kept(self) -> list[dict[str, Any]]:
        """In Chinese, the language of those who get it."""
        with override("zh-hans"):
            rows = [item.kept() for item in self.items]
        return rows + [{"s": sheet, "row": row, "left_out": left} for sheet, row, left in self.over]


def sentence(spec: Spec, answer: Answer) -> str:
    """Why a cell is marked, and what can be done."""
    unit = answer.unit.label if answer.unit else ""
    if answer.state is State.CLOSED:
        day = answer.unit.valid_to if answer.unit else None
        facts = {"unit": unit, "day": day.isoformat() if day else ""}
        if not answer.heirs:
            return _("%(unit)s is closed since %(day)s: choose another unit in the mapping.") % facts
        names = _(", ").join(heir.label for heir in answer.heirs)
        said = _("%(unit)s is closed since %(day)s and lives on in %(heirs)s: choose that in the mapping.")
        return said % (facts | {"heirs": names})
    if answer.state is State.FOREIGN:
        return _("%(unit)s is outside what the filler may see.") % {"unit": unit}
    if answer.state is State.UNKNOWN:
        known = indicators().get(spec.code)
        said = _("%(unit)s has no number “%(name)s” on that day.")
        return said % {"unit": unit, "name": known.name if known else spec.code}
    if answer.state is State.MISSING:
        return _("%(unit)s: not reported, %(n)s of %(m)s signed.") % {"unit": unit, "n": answer.n, "m": answer.m}
    return _("%(left)s of %(m)s have not signed yet.") % {"left": answer.m - answer.n, "m": answer.m}


def sheetful(version: Version, day: date, by: Actor, *, suggested: bool = False) -> Sheetful:
    """Work out a day's sheet for whoever fills it. `suggested`: also what nobody accepted yet, for the mapping's preview."""
    cells = Cell.objects.current().filter(version=version).exclude(what=What.EMPTY).order_by("pk")
    specs = [Spec.of(cell) for cell in (cells if suggested else cells.filter(sure=True))]
    rows, over = _spread(version, specs, day, by)
    numbers = {
        (row.spec.sheet, row.spec.ref): Question.of(row.spec, row.unit.pk, day)
        for row in rows
        if row.spec.what == What.NUMBER and row.unit
    }
    known = answers(numbers.values(), by, day)
    context = _Words(version, day, clock.now())
    found = []
    for row in rows:
        if row.spec.what == What.NUMBER:
            answer = known[numbers[row.spec.sheet, row.spec.ref]] if row.unit else Answer(State.CLOSED)
            found.append(_number(version, row.spec, answer))
        else:
            found.append(_said(row, context))
    return Sheetful(found, over)


def _number(version: Version, spec: Spec, answer: Answer) -> Item:
    value = None if answer.value is None else _rounded(answer.value * spec.factor)
    return Item(spec, value, answer, version.form.missing_word)


def _said(row: Row, context: _Words) -> Item:
    """Words, or a column of a list (empty where the list has no such column any more)."""
    if row.spec.what == What.TEXT:
        return Item(row.spec, context.text(row.spec, row.unit, row.n))
    place, line = int(row.spec.code), row.line or ()
    return Item(row.spec, cell(line[place]) if place < len(line) else "")


def one_value(version: Version, spec: Spec, day: date, by: Actor) -> Item:
    """What one cell would say, before it is mapped. In a block: for the first of its units."""
    rows, _over = _spread(version, [spec], day, by)
    if not rows:
        return Item(spec, None, Answer(State.UNKNOWN))
    first = rows[0]
    if spec.what != What.NUMBER:
        return _said(first, _Words(version, day, clock.now()))
    if first.unit is None or not spec.code:
        return Item(spec, None, Answer(State.UNKNOWN, unit=first.unit))
    question = Question.of(spec, first.unit.pk, day)
    return _number(version, first.spec, answers([question], by, day)[question])


def _rounded(value: float) -> float:
    return float(f"{value:.12g}")


@dataclass(frozen=True)
class Row:
    """A cell of the sheet: its spec at its own place, whose it is, its number in the block, the row of a list."""

    spec: Spec
    unit: Unit | None
    n: int = 1
    line: Sequence[Any] | None = None


def _spread(version: Version, specs: list[Spec], day: date, by: Actor) -> tuple[list[Row], list[tuple[str, int, int]]]:
    """Each cell with its unit; those of a block once for each of its lines, row under row."""
    blocks = list(Block.objects.current().filter(version=version).select_related("unit").order_by("row"))
    first = {(block.sheet, block.row): block for block in blocks}
    units = Unit.objects.in_bulk({spec.unit_id for spec in specs if spec.unit_id})
    filled = {block.pk: _lines(block, day, by) for block in blocks}
    rows: list[Row] = []
    for spec in specs:
        row, col = place_of(spec.ref) or (0, 0)
        block = first.get((spec.sheet, row))
        own = units.get(spec.unit_id) if spec.unit_id else None
        if block is None:
            rows.append(Row(spec, own if spec.unit_id else version.form.unit))
            continue
        rows += [
            Row(replace(spec, ref=ref(row + n, col)), own if spec.unit_id else unit, n + 1, line)
            for n, (unit, line) in enumerate(filled[block.pk][: block.rows])
        ]
    over = [(block.sheet, block.row, len(filled[block.pk]) - block.rows) for block in blocks]
    return rows, [one for one in over if one[2] > 0]


def _lines(block: Block, day: date, by: Actor) -> list[tuple[Unit | None, Sequence[Any] | None]]:
    """What a block's lines are for: units, or the rows of a list."""
    if block.table:
        return [(block.unit, line) for line in lines(block.table, by, day, block.rows + _BEYOND)]
    return [(unit, None) for unit in members(block, day)]


def members(block: Block, day: date) -> list[Unit]:
    """The units that a block's rows are for, on a day."""
    paths = list(block.unit.ties.filter(valid_from__lte=day).exclude(valid_to__lte=day).values_list("path", flat=True))
    found = Unit.objects.within(paths, day).existing(day).filter(kind__in=block.kinds)
    order = {kind: n for n, kind in enumerate(block.kinds)}
    return sorted(found, key=lambda unit: (order[unit.kind], unit.code))


class _Words:
    """Puts words into wordings. Chinese always: the sheet is the superior's."""

    def __init__(self, version: Version, day: date, moment: Any) -> None:
        self._version, self._day = version, day
        self._values = {
            "date": f"{day.year}年{day.month}月{day.day}日", "iso": day.isoformat(),
            "dotted": f"{day.year}.{day.month}.{day.day}", "year": str(day.year), "month": str(day.month),
            "day": str(day.day), "time": clock.local(moment).strftime("%H:%M"), "filler": FILLER,
        }  # fmt: skip

    @cached_property
    def _book(self) -> Book | None:
        found = read(self._version.kind, bytes(self._version.body))
        return found if isinstance(found, Book) else None

    def text(self, spec: Spec, unit: Unit | None, n: int) -> float | str:
        spot = layout(self._version).spot(spec.sheet, spec.ref)
        if spec.wording in {"{date}", "{iso}"} and spot and spot.look.is_date and self._book:
            return float(serial(self._day, is_1904=self._book.is_1904))
        own = unit or self._version.form.unit
        values = self._values | {"unit": own.name, "short": own.short or own.name, "n": str(n)}
        said = re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), spec.wording)
        return float(said) if spec.wording == "{n}" else said


def produced(
    version: Version, kept: Iterable[dict[str, Any]], by: Person | None
) -> tuple[bytes, dict[Spot, Result | None]]:
    """Make the file from what is kept: the same values give the same bytes. Also what its formulas came to."""
    name = names([by.pk]).get(by.pk, "") if by else ""
    entries = []
    for row in kept:
        if "r" in row:
            value = row["v"].replace(FILLER, name) if isinstance(row["v"], str) else row["v"]
            state = row.get("state", State.WHOLE)
            entries.append(Entry(row["s"], row["r"], value, state not in FILLED, row.get("note", "")))
    paper = read(version.kind, bytes(version.body))
    with override("zh-hans"):
        if isinstance(paper, Book):
            results = fill(paper, entries)
        else:
            results = {}
            paper.fill(entries)
    return paper.save(), results


@dataclass(frozen=True)
class Change:
    """A cell that says something else than what was sent."""

    sheet: str
    ref: str
    before: float | str | None
    now: float | str | None


def changes(sent: Filled, now: Sheetful) -> list[Change]:
    """What differs from a sheet that was sent. The hour it was made is no difference."""
    before = {(row["s"], row["r"]): row["v"] for row in sent.values if "r" in row}
    after = {(item.spec.sheet, item.spec.ref): item.entry.value for item in now.items}
    timed = {(item.spec.sheet, item.spec.ref) for item in now.items if "{time}" in item.spec.wording}
    places = [place for place in {**before, **after} if place not in timed]
    return [
        Change(*place, before.get(place), after.get(place)) for place in places if before.get(place) != after.get(place)
    ]
