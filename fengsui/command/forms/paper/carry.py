"""A changed layout: where each cell of the old sheet went, by the words around it and never by its address."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fengsui.command.forms.paper.grid import place_of
from fengsui.command.forms.paper.labels import About, about
from fengsui.command.forms.paper.likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.forms.paper.grid import Layout, Sheet

type Point = tuple[str, str]  # sheet, reference
type Key = tuple[tuple[str, ...], tuple[str, ...]]

_ALIKE = 0.6
_CLEARLY = 0.08  # so much better than the second best


@dataclass
class Carried:
    """sure: old point → new point; unclear: the same, but the words changed a little; gone: nothing like it is left."""

    sure: dict[Point, Point] = field(default_factory=dict)
    unclear: dict[Point, Point] = field(default_factory=dict)
    gone: list[Point] = field(default_factory=list)


def carry(old: Layout, new: Layout, points: Iterable[Point]) -> Carried:
    """Find old cells in a new layout."""
    wanted = list(points)
    found = Carried()
    names = _sheets(old, new)
    before = _described(old, wanted)
    for sheet_name in dict.fromkeys(sheet for sheet, _ref in wanted):
        mine = [point for point in wanted if point[0] == sheet_name]
        target = new.sheets.get(names.get(sheet_name, ""))
        if target is None:
            found.gone += mine
        else:
            _carry_sheet(old.sheets[sheet_name], target, mine, before, found)
    return found


def _sheets(old: Layout, new: Layout) -> dict[str, str]:
    """Which sheet became which: by name, else by place among those that are left."""
    names = {name: name for name in old.sheets if name in new.sheets}
    left = [name for name in new.sheets if name not in names]
    for name in old.sheets:
        if name not in names and left:
            names[name] = left.pop(0)
    return names


def _described(layout: Layout, points: list[Point]) -> dict[Point, About]:
    found = {}
    for name, ref in points:
        sheet, place = layout.sheets.get(name), place_of(ref)
        if sheet and place:
            found[name, ref] = about(sheet, sheet.at(*place))
    return found


def _carry_sheet(old: Sheet, new: Sheet, points: list[Point], before: dict[Point, About], found: Carried) -> None:
    was, now = _by_key(old), _by_key(new)
    taken: set[str] = set()
    waiting = []
    for point in points:
        key = before[point].key
        here, there = was.get(key, []), now.get(key, [])
        index = here.index(point[1]) if point[1] in here else -1
        if there and ((index == 0 and not key[0]) or (index >= 0 and len(here) == len(there))):
            target = there[index]
            found.sure[point] = (new.name, target)
            taken.add(target)
        else:
            waiting.append(point)
    free = {key: [ref for ref in refs if ref not in taken] for key, refs in now.items()}
    for point in waiting:
        _nearest(new, point, before[point], free, found)


def _by_key(sheet: Sheet) -> dict[Key, list[str]]:
    """All cells that could hold something, by what they are about, in reading order."""
    found: dict[Key, list[str]] = defaultdict(list)
    for spot in sheet:
        if spot.row <= sheet.rows and spot.col <= sheet.cols:
            words = about(sheet, spot)
            if words.left or words.above:
                found[words.key].append(spot.ref)
    return found


def _nearest(new: Sheet, point: Point, words: About, free: dict[Key, list[str]], found: Carried) -> None:
    ranked = sorted(((_alike(words, key), key) for key, refs in free.items() if refs), reverse=True)
    if not ranked or ranked[0][0] < _ALIKE:
        found.gone.append(point)
        return
    best, key = ranked[0]
    if len(free[key]) > 1 or (len(ranked) > 1 and best - ranked[1][0] < _CLEARLY):
        found.gone.append(point)
        return
    found.unclear[point] = (new.name, free[key].pop())


def _alike(words: About, key: Key) -> float:
    left, above = words.key
    return (_side(left, key[0]) + _side(above, key[1])) / 2


def _side(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    if mine == theirs:
        return 1.0
    return likeness("".join(mine), "".join(theirs)) if mine and theirs else 0.0
