"""What stands on a sheet, cell by cell: the same for a workbook and for the tables of a document."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

type Place = tuple[int, int]  # row, column; both count from 1

_REF = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣─"), "-")
_PLACEHOLDER = re.compile(r"[-/\\*_.…·○〇□]*|未报|无")
_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+%?")


class Kind(StrEnum):
    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    FORMULA = "formula"


@dataclass(frozen=True)
class Look:
    """How a cell looks, as far as a page shows it and a value needs it."""

    bold: bool = False
    align: str = ""
    border: bool = False
    is_date: bool = False
    is_percent: bool = False


@dataclass
class Spot:
    """A cell, or the whole of a merged one: `rows` × `cols` from its first place."""

    row: int
    col: int
    kind: Kind = Kind.BLANK
    text: str = ""
    formula: str = ""
    look: Look = field(default_factory=Look)
    rows: int = 1
    cols: int = 1

    @property
    def ref(self) -> str:
        return ref(self.row, self.col)

    @property
    def is_label(self) -> bool:
        return self.kind is Kind.TEXT


@dataclass
class Sheet:
    """A sheet of a workbook, a table of a document, or its paragraphs (one column)."""

    name: str
    spots: dict[Place, Spot] = field(default_factory=dict)
    covered: dict[Place, Place] = field(default_factory=dict)  # places under a merged cell → its first place
    widths: dict[int, float] = field(default_factory=dict)  # characters
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: set[int] = field(default_factory=set)
    is_hidden: bool = False
    is_text: bool = False

    @cached_property
    def rows(self) -> int:
        return max((spot.row + spot.rows - 1 for spot in self.spots.values() if _counts(spot)), default=0)

    @cached_property
    def cols(self) -> int:
        return max((spot.col + spot.cols - 1 for spot in self.spots.values() if _counts(spot)), default=0)

    def at(self, row: int, col: int) -> Spot:
        """What stands at a place; under a merged cell that cell, on bare paper a blank."""
        place = self.covered.get((row, col), (row, col))
        return self.spots.get(place) or Spot(row, col)

    def by_ref(self, name: str) -> Spot | None:
        place = place_of(name)
        return self.at(*place) if place else None

    def is_folded(self, spot: Spot) -> bool:
        """Nobody sees it: its row, its column or its sheet is hidden."""
        return self.is_hidden or spot.row in self.hidden_rows or spot.col in self.hidden_cols

    def __iter__(self) -> Iterator[Spot]:
        return iter(sorted(self.spots.values(), key=lambda spot: (spot.row, spot.col)))


def _counts(spot: Spot) -> bool:
    return bool(spot.text or spot.formula or spot.look.border)


@dataclass
class Layout:
    """All sheets of a file, by name."""

    sheets: dict[str, Sheet]

    def spot(self, sheet: str, name: str) -> Spot | None:
        found = self.sheets.get(sheet)
        return found.by_ref(name) if found else None


def ref(row: int, col: int) -> str:
    """Name a place as spreadsheets do: (7, 28) → AB7."""
    letters = ""
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def place_of(name: str) -> Place | None:
    """Read AB7 as (7, 28); None if it is no such name."""
    match = _REF.fullmatch(name)
    return (int(match[2]), column(match[1])) if match else None


def column(letters: str) -> int:
    """Number a column: A → 1, AB → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def plain(text: str) -> str:
    """Text as it is compared: half-width, one kind of dash, no blanks, no colon at the end, lower case."""
    narrow = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return re.sub(r"\s+", "", narrow).rstrip(":").lower()


def kind_of(text: str) -> Kind:
    """What a typed text is: nothing (also a dash of whatever kind, a slash, “none”), a number, or words."""
    bare = plain(text)
    if _PLACEHOLDER.fullmatch(bare):
        return Kind.BLANK
    return Kind.NUMBER if _NUMBER.fullmatch(bare) else Kind.TEXT
