"""The roll-up: a day's numbers of all units, added up every line's tree at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import RollUp
from fengsui.ground.indicators.packs import EPOCH, load
from fengsui.ground.indicators.queries import indicators, slots
from fengsui.ground.org.queries import tree, turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from numpy.typing import NDArray

    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.indicators.packs import Packs
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.queries import Node

    type Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """The three figures of one indicator at one unit: confirmed, unconfirmed, n of m. None is missing, never zero."""

    confirmed: float | None
    unconfirmed: float | None
    n: int
    m: int
    whole: float | None = None  # confirmed and unconfirmed together, where that is no sum

    @property
    def total(self) -> float | None:
        """Confirmed and unconfirmed together: what is known so far."""
        if self.whole is not None:
            return self.whole
        known = [value for value in (self.confirmed, self.unconfirmed) if value is not None]
        return sum(known) if known else None

    @property
    def complete(self) -> bool:
        return self.m > 0 and self.n == self.m

    def change(self, before: Figure) -> float | None:
        """Against an earlier figure, only where both are complete: else it would compare unlike things."""
        if not (self.complete and before.complete) or self.total is None or before.total is None:
            return None
        return self.total - before.total


@dataclass(frozen=True)
class Rollup:
    """All figures of a line on a day. Rows of the matrices follow `nodes`, columns follow `codes`."""

    day: date
    line: str
    nodes: list[Node]
    codes: list[str]
    confirmed: Matrix
    unconfirmed: Matrix
    n: NDArray[np.int32]
    m: NDArray[np.int32]
    own: dict[int, bool]  # units that owe numbers → whether they confirmed them
    oldest: datetime | None  # when the oldest computed number was refreshed

    def row(self, unit_id: int) -> int:
        return next(i for i, node in enumerate(self.nodes) if node.unit_id == unit_id)

    def figure(self, row: int, code: str) -> Figure:
        if row >= len(self.nodes) or code not in self.codes:
            return Figure(None, None, 0, 0)  # a day on which the root or the indicator was not there
        column = self.codes.index(code)
        return Figure(
            _value(self.confirmed[row, column]),
            _value(self.unconfirmed[row, column]),
            int(self.n[row, column]),
            int(self.m[row, column]),
            self._whole(row, column),
        )

    def _whole(self, row: int, column: int) -> float | None:
        """Both figures of an indicator that does not add up as a sum; None for one that does, or with one figure only."""
        indicator = indicators()[self.codes[column]]
        parts = [_value(matrix[row, column]) for matrix in (self.confirmed, self.unconfirmed)]
        if indicator.rollup is RollUp.SUM or None in parts:
            return None
        if indicator.rollup is RollUp.MAX:
            return max(part for part in parts if part is not None)
        place = self.codes.index(indicator.weight)
        weights = [matrix[row, place] for matrix in (self.confirmed, self.unconfirmed)]
        return float(np.average(np.array(parts, dtype=float), weights=weights))

    def missing(self, row: int) -> list[Node]:
        """The units at or below a node that owe numbers and have not confirmed them."""
        path = self.nodes[row].path
        return [
            node
            for node in self.nodes
            if self.own.get(node.unit_id) is False and (node.path == path or node.path.startswith(path + "."))
        ]


def _value(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def rollup(day: date, line: str, root: Unit | None = None, known: datetime | None = None) -> Rollup:
    """Roll a day up along a line, from a root down (the line's root). A few queries, whatever the number of units.

    known: as it was known at that moment: signatures given later, and entries made later, are not in it.
    """
    return rollups(day, day, line, root, known)[0]


def rollups(
    first: date, last: date, line: str, root: Unit | None = None, known: datetime | None = None
) -> list[Rollup]:
    """Roll up every day from the first to the last, each by the organisation of that day."""
    positions = slots()
    packs = load(first, last, positions, known)

    def chosen(day: date) -> tuple[Indicator, ...]:
        return tuple(one for code, one in indicators().items() if code in positions and one.holds(day))

    return [
        _roll_day(day, line, shape, packs.get(day), [positions[one.code] for one in shape.chosen])
        for day, shape in shapes(first, last, line, root, chosen, known)
    ]


def shapes(
    first: date,
    last: date,
    line: str,
    root: Unit | None,
    choose: Callable[[date], tuple[Indicator, ...]],
    known: datetime | None = None,
) -> Iterator[tuple[date, Shape]]:
    """Each day with the line's shape for the day's indicators; the line is read anew only on days on which it changed."""
    turning = turns(line, first, last) if first < last else set()  # within one day nothing turns: a query less
    nodes = None
    made: dict[tuple[Indicator, ...], Shape] = {}
    for day in clock.days(first, last):
        if nodes is None or day in turning:
            nodes, made = tree(line, day, root, known), {}
        chosen = choose(day)
        if chosen not in made:
            made[chosen] = Shape(nodes, chosen)
        yield day, made[chosen]


class Shape:
    """A line's nodes on a day, and what follows from them alone."""

    def __init__(self, nodes: list[Node], chosen: tuple[Indicator, ...]) -> None:
        self.nodes, self.chosen = nodes, chosen
        self.ends = _ends(nodes)  # for each node the row after its subtree: nodes stand in path order, so that is a run
        self.inner = np.flatnonzero(self.ends > np.arange(1, len(nodes) + 1))
        last = self.ends[self.inner]
        cuts = np.unique(np.append(self.inner, last))  # subtrees begin and end here only
        self.cuts_from, self.cuts_to = np.searchsorted(cuts, self.inner), np.searchsorted(cuts, last)
        self.cuts = cuts[cuts < len(nodes)]
        kinds = sorted({node.kind for node in nodes})
        owes = np.array([[kind in indicator.kinds for indicator in chosen] for kind in kinds], dtype=bool)
        number = {kind: n for n, kind in enumerate(kinds)}
        self.owing = owes.reshape(len(kinds), len(chosen))[[number[node.kind] for node in nodes]]
        for column, indicator in enumerate(chosen):
            if indicator.units is not None:
                self.owing[:, column] &= np.array([node.unit_id in indicator.units for node in nodes], dtype=bool)
        self.m = self.sums(self.owing.astype(np.int32))
        self.owes = self.owing.any(axis=1).tolist()
        self.place = np.full(max((node.unit_id for node in nodes), default=0) + 1, -1)  # unit id → row, or -1
        self.place[[node.unit_id for node in nodes]] = np.arange(len(nodes))

    def rows(self, units: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of some units; -1 for a unit outside."""
        inside = units < len(self.place)
        return np.where(inside, self.place[np.where(inside, units, 0)], -1)

    def sums[T: np.generic](self, matrix: NDArray[T]) -> NDArray[T]:
        """Add each column up the tree; a leaf is its own sum."""
        below = matrix.copy()
        if len(self.inner):
            pieces = np.add.reduceat(matrix, self.cuts, axis=0, dtype=matrix.dtype)
            total = np.concatenate([np.zeros_like(matrix[:1]), np.cumsum(pieces, axis=0, dtype=matrix.dtype)])
            below[self.inner] = total[self.cuts_to] - total[self.cuts_from]
        return below


def _roll_day(day: date, line: str, shape: Shape, packs: Packs | None, columns: list[int]) -> Rollup:
    values = np.full((len(shape.nodes), len(columns)), np.nan)
    signed, oldest = np.zeros(len(shape.nodes), dtype=bool), None
    if packs:
        rows = shape.rows(packs.units)
        here, rows = rows >= 0, rows[rows >= 0]
        signed[rows] = packs.signed[here]
        values[rows] = packs.values.take(columns, axis=1)[here]
        waiting = packs.refreshed[here & ~packs.signed & (packs.refreshed > 0)]
        oldest = EPOCH + timedelta(microseconds=int(waiting.min())) if len(waiting) else None
    done = signed[:, None]
    own = zip(shape.nodes, shape.owes, signed.tolist(), strict=True)
    return Rollup(
        day, line, shape.nodes, [indicator.code for indicator in shape.chosen],
        _roll(np.where(done, values, np.nan), shape), _roll(np.where(done, np.nan, values), shape),
        shape.sums((shape.owing & done).astype(np.int32)), shape.m,
        {node.unit_id: sign for node, owes, sign in own if owes}, oldest,
    )  # fmt: skip


def _ends(nodes: list[Node]) -> NDArray[np.int64]:
    depth = np.array([node.depth for node in nodes], dtype=np.int64)
    ends = np.empty_like(depth)
    for level in np.unique(depth):
        here, borders = np.flatnonzero(depth == level), np.append(np.flatnonzero(depth <= level), len(nodes))
        ends[here] = borders[np.searchsorted(borders, here, "right")]
    return ends


def _roll(matrix: Matrix, shape: Shape) -> Matrix:
    """Add each column up its tree by its own rule; a node with no value below it stays missing."""
    present = ~np.isnan(matrix)
    known = shape.sums(present.astype(np.int32)) > 0
    result = shape.sums(np.where(present, matrix, 0.0))
    codes = [indicator.code for indicator in shape.chosen]
    for column, indicator in enumerate(shape.chosen):
        if indicator.rollup is RollUp.MAX:
            values = np.where(present[:, column], matrix[:, column], -np.inf)
            result[shape.inner, column] = [values[i : shape.ends[i]].max() for i in shape.inner]
        elif indicator.rollup is RollUp.WEIGHTED:
            weight = np.where(present[:, column], matrix[:, codes.index(indicator.weight)], np.nan)
            both = ~np.isnan(weight)
            products = np.where(both, matrix[:, column] * weight, 0.0)[:, None]
            weights = shape.sums(np.where(both, weight, 0.0)[:, None])[:, 0]
            known[:, column] &= weights > 0
            result[:, column] = shape.sums(products)[:, 0] / np.where(weights > 0, weights, 1.0)
    return np.where(known, result, np.nan)
