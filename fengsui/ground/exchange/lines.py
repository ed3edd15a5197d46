"""A row on its way: what it says, what it would do, what is wrong with it; and its compact, sealed form."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fengsui.ground.exchange.columns import SHEETS
from fengsui.ground.exchange.models import Outcome
from fengsui.ground.exchange.values import Unreadable
from fengsui.ground.org import scope
from fengsui.ground.org.models import SeatKind, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.exchange.columns import Sheet

PART = 200


@dataclass(slots=True)
class Problem:
    """What is wrong in a column (empty: with the whole row): a msgid and its words, in the reader's language when shown."""

    column: str
    message: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return _(self.message) % {name: _word(value) for name, value in self.params.items()}


def _word(value: Any) -> Any:
    """A word of a closed list is kept as (list, code), so that it too is said in the reader's language."""
    if not isinstance(value, list | tuple):
        return value
    kind, code = value
    if kind == "sheet":
        return SHEETS[code].name
    return scope.verbs()[code].name if kind == "verb" else _LISTS[kind](code).label


_LISTS: dict[str, Any] = {"kind": UnitKind, "seat": SeatKind}


@dataclass(slots=True)
class Line:
    """A row. target: the id of what it matches; how: by what; changes: column → [old, new]; candidates: who it may be."""

    number: int
    cells: dict[str, str]
    outcome: str = Outcome.SAME
    target: str = ""
    how: str = ""
    changes: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    candidates: list[dict[str, Any]] = field(default_factory=list)

    def wrong(self, column: str, message: str, **params: Any) -> None:
        self.outcome = Outcome.REJECTED
        self.problems.append(Problem(column, message, params))

    @property
    def is_good(self) -> bool:
        return not self.problems

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


def understood(sheet: Sheet, number: int, raw: dict[str, str]) -> Line:
    """Read a row's cells; what cannot be read stays as it was written, beside a sentence."""
    line = Line(number, {})
    for column in sheet.columns:
        written = raw.get(column.key, "")
        if written:
            try:
                written = column.read(written)
            except Unreadable as error:
                line.wrong(column.key, error.message, **error.params)
        if written:
            line.cells[column.key] = written
        elif column.needed:
            line.wrong(column.key, gettext_noop("This is missing."))
    return line


def packed(lines: Iterable[Line]) -> str:
    return json.dumps(
        [
            (n.number, n.cells, n.outcome, n.target, n.how, n.changes,
             [(p.column, p.message, p.params) for p in n.problems], n.candidates)
            for n in lines
        ],
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip


def unpacked(body: str) -> list[Line]:
    return [
        Line(number, cells, outcome, target, how, changes, [Problem(*each) for each in problems], candidates)
        for number, cells, outcome, target, how, changes, problems, candidates in json.loads(body or "[]")
    ]
