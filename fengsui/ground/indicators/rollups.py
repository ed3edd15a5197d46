"""The roll-up: a day's numbers of all units, added up every line's tree at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fengsui.ground.indicators.declare import RollUp
from fengsui.ground.indicators.models import Pack
from fengsui.ground.indicators.queries import indicators, slots, unpack
from fengsui.ground.org.queries import tree

if TYPE_CHECKING:
    from datetime import date, datetime

    from numpy.typing import NDArray

    from fengsui.ground.indicators.declare import Indicator
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

    @property
    def total(self) -> float | None:
        """Confirmed and unconfirmed together: what is known so far."""
        known = [value for value in (self.confirmed, self.unconfirmed) if value is not None]
        return sum(known) if known else None

    @property
    def complete(self) -> bool:
        return self.m > 0 and self.n == self.m


@dataclass(frozen=True)
class Rollup:
    """All figures of a line on a day. Rows of the matrices follow `nodes`, columns follow `codes`."""

    day: date
    line: str
    nodes: list[Node]
    codes: list[str]
    confirmed: Matrix
    unconfirmed: Matrix
    n: Matrix
    m: Matrix
    own: dict[int, bool]  # units that owe numbers → whether they confirmed them
    oldest: datetime | None  # when the oldest computed number was refreshed

    def row(self, unit_id: int) -> int:
        return next(i for i, node in enumerate(self.nodes) if node.unit_id == unit_id)

    def figure(self, row: int, code: str) -> Figure:
        column = self.codes.index(code)
        return Figure(
            _value(self.confirmed[row, column]),
            _value(self.unconfirmed[row, column]),
            int(self.n[row, column]),
            int(self.m[row, column]),
        )

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


def rollup(day: date, line: str, root: Unit | None = None) -> Rollup:
    """Roll a day up along a line, from a root down (the line's root). Two queries, whatever the number of units."""
    nodes = tree(line, day, root)
    positions = slots()
    chosen = [indicator for code, indicator in indicators().items() if code in positions]
    columns = [positions[indicator.code] for indicator in chosen]
    confirmed, computed, signed, oldest = _load(day, nodes, len(positions))
    confirmed, computed = confirmed[:, columns], computed[:, columns]
    owing = np.array([[node.kind in indicator.kinds for indicator in chosen] for node in nodes], dtype=bool)
    owing = owing.reshape(len(nodes), len(chosen))
    unconfirmed = np.where(signed[:, None], np.nan, computed)
    ends = _ends(nodes)
    own = {node.unit_id: bool(signed[i]) for i, node in enumerate(nodes) if owing[i].any()}
    return Rollup(
        day, line, nodes, [indicator.code for indicator in chosen],
        _roll(confirmed, ends, chosen), _roll(unconfirmed, ends, chosen),
        _sums((owing & signed[:, None]).astype(float), ends), _sums(owing.astype(float), ends), own, oldest,
    )  # fmt: skip


def _load(day: date, nodes: list[Node], width: int) -> tuple[Matrix, Matrix, NDArray[np.bool_], datetime | None]:
    rows = {node.unit_id: i for i, node in enumerate(nodes)}
    confirmed = np.full((len(nodes), width), np.nan)
    computed = np.full((len(nodes), width), np.nan)
    signed = np.zeros(len(nodes), dtype=bool)
    oldest = None
    packs = Pack.objects.filter(day=day).values_list("unit_id", "computed", "confirmed", "confirmed_at", "refreshed_at")
    for unit_id, body, frozen, confirmed_at, refreshed_at in packs:
        row = rows.get(unit_id)
        if row is None:
            continue
        computed[row] = unpack(body, width)
        if confirmed_at:
            signed[row], confirmed[row] = True, unpack(frozen, width)
        elif refreshed_at and (oldest is None or refreshed_at < oldest):
            oldest = refreshed_at
    return confirmed, computed, signed, oldest


def _ends(nodes: list[Node]) -> NDArray[np.int64]:
    """For each node the index after its subtree: nodes stand in path order, so a subtree is a run."""
    ends = np.full(len(nodes), len(nodes), dtype=np.int64)
    open_nodes: list[int] = []
    for i, node in enumerate(nodes):
        while open_nodes and nodes[open_nodes[-1]].depth >= node.depth:
            ends[open_nodes.pop()] = i
        open_nodes.append(i)
    return ends


def _sums(matrix: Matrix, ends: NDArray[np.int64]) -> Matrix:
    total = np.vstack([np.zeros((1, matrix.shape[1])), np.cumsum(matrix, axis=0)])
    return total[ends] - total[:-1]


def _roll(matrix: Matrix, ends: NDArray[np.int64], chosen: list[Indicator]) -> Matrix:
    """Add each column up its tree by its own rule; a node with no value below it stays missing."""
    present = ~np.isnan(matrix)
    known = _sums(present.astype(float), ends) > 0
    result = _sums(np.where(present, matrix, 0.0), ends)
    codes = [indicator.code for indicator in chosen]
    for column, indicator in enumerate(chosen):
        if indicator.rollup is RollUp.MAX:
            values = np.where(present[:, column], matrix[:, column], -np.inf)
            result[:, column] = [values[i:end].max(initial=-np.inf) for i, end in enumerate(ends)]
        elif indicator.rollup is RollUp.WEIGHTED:
            weight = np.where(present[:, column], matrix[:, codes.index(indicator.weight)], np.nan)
            both = ~np.isnan(weight)
            products = np.where(both, matrix[:, column] * weight, 0.0)[:, None]
            weights = _sums(np.where(both, weight, 0.0)[:, None], ends)[:, 0]
            known[:, column] &= weights > 0
            result[:, column] = _sums(products, ends)[:, 0] / np.where(weights > 0, weights, 1.0)
    return np.where(known, result, np.nan)
