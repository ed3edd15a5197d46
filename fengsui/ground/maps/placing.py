"""Where names and facilities stand on a picture, so that none hides another."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fengsui.ground.maps.geometry import Point

LINE = 1.18  # a line's height, in sizes of the type
_RINGS = (0.9, 1.5, 2.2, 3.0, 4.0, 5.2, 6.6)  # how far a name moves away, in lines, before it is left out
_TURNS = 16


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Label:
    """Lines of text around a place. at: where they stand now; home: what they belong to."""

    lines: tuple[str, ...]
    home: Point
    at: Point

    @property
    def is_away(self) -> bool:
        return math.dist(self.home, self.at) > 1


def width(text: str, size: float) -> float:
    """About how wide a line is: the fonts are the reader's own."""
    return size * sum(1.0 if ord(letter) > 0x2E7F else 0.56 for letter in text)


def box(lines: Sequence[str], at: Point, size: float) -> Box:
    half, tall = max(width(line, size) for line in lines) / 2 + 2, len(lines) * size * LINE / 2 + 1
    return Box(at[0] - half, at[1] - tall, at[0] + half, at[1] + tall)


def labels(wanted: Iterable[tuple[Point, Sequence[str]]], size: float, taken: Iterable[Box], frame: Box) -> list[Label]:
    """Each text at its place, or near it with a line to it; one for which there is no room says less, or is left out.

    The order counts: the first stand best. taken: what may not be covered (facilities).
    """
    blocked, found = list(taken), []
    for home, said in wanted:
        for lines in _shorter(tuple(said)):
            at = next((spot for spot in _spots(home, size, len(lines)) if _is_free(lines, spot, size, blocked, frame)), None)  # fmt: skip
            if at is not None:
                found.append(Label(lines, home, at))
                blocked.append(box(lines, at, size))
                break
    return found


def _shorter(lines: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield lines
    if len(lines) > 1:
        yield lines[-1:]


def _spots(home: Point, size: float, lines: int) -> Iterator[Point]:
    yield home
    for ring in _RINGS:
        for turn in range(_TURNS):
            angle = math.tau * turn / _TURNS
            across, down = 1.6 * ring * size, ring * size * (0.6 + 0.4 * lines)
            yield home[0] + across * math.cos(angle), home[1] + down * math.sin(angle)


def _is_free(lines: tuple[str, ...], at: Point, size: float, blocked: Sequence[Box], frame: Box) -> bool:
    own = box(lines, at, size)
    return own.is_within(frame) and not any(own.meets(other) for other in blocked)


def fan(places: Sequence[Point], pitch: float) -> list[Point]:
    """Put points on the free places of a grid nearest to where they belong: several at one place stand beside each other."""
    taken: set[tuple[int, int]] = set()
    found = []
    for x, y in places:
        column, row = round(x / pitch), round(y / pitch)
        cell = next(each for each in _around(column, row) if each not in taken)
        taken.add(cell)
        found.append((cell[0] * pitch, cell[1] * pitch))
    return found


def _around(column: int, row: int) -> Iterator[tuple[int, int]]:
    """Cells by their distance: the cell itself, then square after square around it."""
    yield column, row
    reach = 0
    while True:
        reach += 1
        square = [
            (column + dx, row + dy)
            for dy in range(-reach, reach + 1)
            for dx in range(-reach, reach + 1)
            if max(abs(dx), abs(dy)) == reach
        ]
        yield from sorted(square, key=lambda cell: math.dist(cell, (column, row)))
