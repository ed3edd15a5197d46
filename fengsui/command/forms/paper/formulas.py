"""Working a sheet's own formulas out, so that a preview on a phone, which never calculates, shows what Excel will.

Only what such sheets use: arithmetic, comparison, SUM and its like, IF, ROUND. Anything else is Unknown: the stored
result is taken away and whoever opens the file works it out. What depends on a missing number is told, since a sum
passes over it in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fengsui.command.forms.paper.grid import column

if TYPE_CHECKING:
    from collections.abc import Callable

type Value = float | str | None
type Cell = tuple[str, int, int]  # sheet, row, column

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<ref>(?:(?:'(?:[^']|'')+'|[^\W\d]\w*)!)?\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?)(?![\w(])
    |(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(?P<name>[A-Za-z][A-Za-z.]*)(?=\()|(?P<sign><=|>=|<>|[-+*/^&=<>%(),]))""",
    re.VERBOSE,
)
_LEVELS = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
_MOST_CELLS = 20_000  # of one range; more is a whole column, which is not worked out here


class Unknown(Exception):
    """It cannot be worked out here."""


class Wrong(Exception):
    """It works out to an error: a word in an addition, a division by zero."""


@dataclass
class Result:
    """A value, and the missing cells that it lacks. `error` as a workbook writes it."""

    value: Value = None
    missing: set[Cell] = field(default_factory=set)
    error: str = ""


class Sums:
    """Works out formulas over a lookup of values. Each cell once; a circle is Unknown."""

    def __init__(
        self, formula: Callable[[Cell], str], value: Callable[[Cell], Value], missing: Callable[[Cell], bool]
    ) -> None:
        self._formula, self._value, self._missing = formula, value, missing
        self._known: dict[Cell, Result | None] = {}

    def result(self, cell: Cell) -> Result | None:
        """What a formula's cell works out to; None if that cannot be told."""
        if cell not in self._known:
            self._known[cell] = None  # whoever comes back here went in a circle
            self._known[cell] = self._work_out(cell)
        return self._known[cell]

    def _work_out(self, cell: Cell) -> Result | None:
        missing: set[Cell] = set()
        try:
            return Result(_Reader(self, cell[0], self._formula(cell), missing).read(), missing)
        except Wrong as wrong:
            return Result(None, missing, str(wrong))
        except (Unknown, RecursionError, OverflowError, IndexError):
            return None

    def take(self, cell: Cell, missing: set[Cell]) -> Value:
        """A cell's value, wherever it comes from; what it lacks is added to `missing`."""
        if self._formula(cell):
            found = self.result(cell)
            if found is None:
                raise Unknown
            missing |= found.missing
            if found.error:
                raise Wrong(found.error)
            return found.value
        if self._missing(cell):
            missing.add(cell)
        return self._value(cell)


class _Reader:
    """Reads one formula from left to right."""

    def __init__(self, sums: Sums, sheet: str, text: str, missing: set[Cell]) -> None:
        self._sums, self._sheet, self.missing = sums, sheet, missing
        self._tokens = list(_tokens(text))
        self._at = 0

    def read(self) -> Value:
        value = self._expression(0)
        if self._peek()[0]:
            raise Unknown
        return value

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def _next(self) -> tuple[str, str]:
        found = self._peek()
        self._at += 1
        return found

    def _expect(self, sign: str) -> None:
        if self._next()[1] != sign:
            raise Unknown

    def _expression(self, level: int) -> Value:
        left = self._term()
        while _LEVELS.get(self._peek()[1], 0) > level and self._peek()[0] == "sign":
            sign = self._next()[1]
            left = _join(sign, left, self._expression(_LEVELS[sign]))
        return left

    def _term(self) -> Value:
        value = self._atom()
        while self._peek() == ("sign", "%"):
            self._next()
            value = number(value) / 100
        return value

    def _atom(self) -> Value:
        kind, text = self._next()
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "ref" and ":" not in text:
            return self._sums.take(self._cell(text), self.missing)
        if kind == "name":
            return self._call(text.upper())
        if text in {"-", "+"}:
            value = number(self._expression(4))
            return -value if text == "-" else value
        if text == "(":
            inner = self._expression(0)
            self._expect(")")
            return inner
        raise Unknown

    def _cell(self, text: str) -> Cell:
        sheet, _mark, name = text.rpartition("!")
        letters, digits = re.fullmatch(r"\$?([A-Za-z]+)\$?(\d+)", name).groups()  # type: ignore[union-attr]
        return (sheet.strip("'").replace("''", "'") or self._sheet, int(digits), column(letters.upper()))

    def _call(self, name: str) -> Value:
        self._expect("(")
        if name in _CHOICES:
            return self._choice(name)
        found: list[Value] = []
        while self._peek()[1] != ")":
            kind, text = self._peek()
            if kind == "ref" and ":" in text:
                self._next()
                found += self._range(text)
            else:
                found.append(self._expression(0))
            if self._peek()[1] == ",":
                self._next()
        self._next()
        if name not in _FUNCTIONS:
            raise Unknown
        return _FUNCTIONS[name](found)

    def _choice(self, name: str) -> Value:
        """IF and IFERROR: what is not chosen does not count, though it is read."""
        parts: list[Value | Wrong] = []
        lacking: list[set[Cell]] = []
        while not parts or self._peek()[1] == ",":
            if parts:
                self._next()
            before, self.missing = self.missing, set[Cell]()
            try:
                parts.append(self._expression(0))
            except Wrong as wrong:
                self._skip()
                parts.append(wrong)
            lacking.append(self.missing)
            self.missing = before
        self._expect(")")
        chosen = _chosen(name, parts)
        self.missing |= lacking[0] | (lacking[chosen] if chosen < len(parts) else set())
        value = parts[chosen] if chosen < len(parts) else 0.0
        if isinstance(value, Wrong):
            raise value
        return value

    def _skip(self) -> None:
        """Go on to the end of the argument that went wrong."""
        deep = 0
        while self._peek()[0] and (deep or self._peek()[1] not in {",", ")"}):
            deep += {"(": 1, ")": -1}.get(self._next()[1], 0)

    def _range(self, text: str) -> list[Value]:
        first, _colon, last = text.partition(":")
        sheet, top, left = self._cell(first)
        _sheet, bottom, right = self._cell(last)
        if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
            raise Unknown
        return [
            self._sums.take((sheet, row, col), self.missing)
            for row in range(top, bottom + 1)
            for col in range(left, right + 1)
        ]


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if not match:
            raise Unknown
        found.append((str(match.lastgroup), str(match[match.lastgroup or 0])))
        at = match.end()
    return found


def number(value: Value) -> float:
    """A value in an addition: nothing is 0, a word is an error."""
    if value is None or value == "":
        return 0.0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise Wrong("#VALUE!") from None
    return value


def _join(sign: str, left: Value, right: Value) -> Value:
    if sign == "&":
        return _word(left) + _word(right)
    if _LEVELS[sign] == 1:
        return float(_compare(sign, left, right))
    a, b = number(left), number(right)
    if sign == "/":
        if b == 0:
            raise Wrong("#DIV/0!")
        return a / b
    return {"+": a + b, "-": a - b, "*": a * b}[sign] if sign != "^" else float(a**b)


def _word(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else value or ""


def _compare(sign: str, left: Value, right: Value) -> bool:
    if isinstance(left, str) != isinstance(right, str):
        return sign == "<>" or sign[0] == (">" if isinstance(left, str) else "<")  # words stand above numbers
    a, b = (left or 0.0, right or 0.0) if not isinstance(left, str) else (left, right or "")
    return {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]  # type: ignore[operator]


def _chosen(name: str, parts: list[Value | Wrong]) -> int:
    first = parts[0]
    if name == "IFERROR":
        return 1 if isinstance(first, Wrong) else 0
    if isinstance(first, Wrong):
        return 0
    return 1 if number(first) else 2


def _numbers(values: list[Value]) -> list[float]:
    return [value for value in values if isinstance(value, float)]


def _average(values: list[Value]) -> float:
    found = _numbers(values)
    if not found:
        raise Wrong("#DIV/0!")
    return sum(found) / len(found)


def _round(values: list[Value]) -> float:
    """Round half away from zero, as Excel does."""
    value, places = number(values[0]), int(number(values[1])) if len(values) > 1 else 0
    step = 10.0**places
    return (1 if value >= 0 else -1) * int(abs(value) * step + 0.5 + 1e-9) / step


_CHOICES = {"IF", "IFERROR"}
_FUNCTIONS: dict[str, Callable[[list[Value]], Value]] = {
    "SUM": lambda values: float(sum(_numbers(values))),
    "AVERAGE": _average,
    "MAX": lambda values: max(_numbers(values), default=0.0),
    "MIN": lambda values: min(_numbers(values), default=0.0),
    "COUNT": lambda values: float(len(_numbers(values))),
    "COUNTA": lambda values: float(sum(value not in {None, ""} for value in values)),
    "ABS": lambda values: abs(number(values[0])),
    "INT": lambda values: float(number(values[0]) // 1),
    "ROUND": _round,
}
