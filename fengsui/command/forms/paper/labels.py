"""What a cell is about: the words to its left and above it, merged heads resolved."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.command.forms.paper.grid import Kind, plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from fengsui.command.forms.paper.grid import Layout, Place, Sheet, Spot

_TITLE = 0.7  # a text across so much of the sheet is its title or a note, and about no cell in particular
_DIGITS = re.compile(r"\d+")
_FAR = 60


@dataclass(frozen=True)
class About:
    """The words that say what a cell means: to the left from outside in, above from the top down."""

    left: tuple[str, ...]
    above: tuple[str, ...]

    @property
    def words(self) -> str:
        return " › ".join((*self.left, *self.above))

    @property
    def key(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The same for the same words however they are spaced."""
        return (tuple(map(plain, self.left)), tuple(map(plain, self.above)))


def same(text: str) -> str:
    """A label as it is compared from one day's sheet to the next: its numbers are of the day."""
    return _DIGITS.sub("#", plain(text))


def about(sheet: Sheet, spot: Spot, ignore: Collection[Place] = ()) -> About:
    """What a cell is about. `ignore`: places that are filled in, whose words are no labels."""
    if spot.is_label and (spot.row, spot.col) not in ignore:
        return About((spot.text,), ("=",))  # a text that is filled in itself
    left = _walk(sheet, spot, (0, -1), ignore)
    above = _walk(sheet, spot, (-1, 0), ignore)
    return About(tuple(reversed(left)), tuple(reversed(above)))


def _walk(sheet: Sheet, spot: Spot, step: Place, ignore: Collection[Place]) -> list[str]:
    """Go from a cell over what is no label to the nearest label, then on as long as labels follow each other."""
    found: list[str] = []
    seen: set[Place] = set()
    row, col = spot.row, spot.col
    for _count in range(_FAR):
        row, col = row + step[0], col + step[1]
        if row < 1 or col < 1:
            break
        there = sheet.at(row, col)
        place = (there.row, there.col)
        if place in seen or place == (spot.row, spot.col):
            continue
        seen.add(place)
        if not there.is_label or place in ignore or _is_title(sheet, there):
            if found and not _is_thin(sheet, there, step):
                break
            continue
        found.append(there.text)
    return found


def _is_thin(sheet: Sheet, spot: Spot, step: Place) -> bool:
    """A bare blank between two heads (an empty row that somebody put in) does not end the walk upwards."""
    return bool(step[0]) and spot.kind is Kind.BLANK and not spot.look.border and not _is_title(sheet, spot)


def _is_title(sheet: Sheet, spot: Spot) -> bool:
    return sheet.cols >= 4 and spot.cols >= sheet.cols * _TITLE


def fingerprint(layout: Layout, ignore: Collection[tuple[str, int, int]] = ()) -> str:
    """The same for the same words at the same places, whatever was filled in. `ignore`: the places filled in."""
    said = [
        [sheet.name, spot.row, spot.col, spot.rows, spot.cols, same(spot.text)]
        for sheet in layout.sheets.values()
        for spot in sheet
        if spot.is_label and (sheet.name, spot.row, spot.col) not in ignore
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def open_spots(sheet: Sheet, ignore: Collection[Place] = ()) -> list[Spot]:
    """The cells that wait for a number: blank or holding yesterday's, inside the lines, with a label beside or above."""
    if sheet.is_text:
        return []
    lined = any(spot.look.border for spot in sheet.spots.values())
    found = []
    for spot in sheet:
        waits = spot.kind in {Kind.BLANK, Kind.NUMBER} and (spot.look.border or not lined)
        if waits and spot.row <= sheet.rows and spot.col <= sheet.cols and not sheet.is_folded(spot):
            words = about(sheet, spot, ignore)
            if words.left or words.above:
                found.append(spot)
    return found
