"""The roll-up: a day's numbers of all units, added up every line's tree at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection
from psycopg import Cursor

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import RollUp
from fengsui.ground.indicators.queries import indicators, slots
from fengsui.ground.org.queries import changes_between, tree

if TYPE_CHECKING:
    from datetime import date

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
        if row >= len(self.nodes) or code not in self.codes:
            return Figure(None, None, 0, 0)  # a day on which the root or the indicator was not there
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
    """Roll a day up along a line, from a root down (the line's root). A few queries, whatever the number of units."""
    return rollups(day, day, line, root)[0]


def rollups(first: date, last: date, line: str, root: Unit | None = None) -> list[Rollup]:
    """Roll up every day from the first to the last, each by the organisation of that day."""
    positions = slots()
    packs = _load(first, last, len(positions))
    same = None if changes_between(line, first, last) else tree(line, last, root)
    shapes: dict[tuple[Indicator, ...], _Shape] = {}
    found = []
    for day in clock.days(first, last):
        chosen = tuple(one for code, one in indicators().items() if code in positions and one.holds(day))
        if same is None or chosen not in shapes:
            shapes[chosen] = _Shape(tree(line, day, root) if same is None else same, chosen)
        columns = [positions[one.code] for one in chosen]
        found.append(_roll_day(day, line, shapes[chosen], packs.get(day), columns))
    return found


class _Shape:
    """A line's nodes on a day, and what follows from them alone."""

    def __init__(self, nodes: list[Node], chosen: tuple[Indicator, ...]) -> None:
        self.nodes, self.chosen = nodes, chosen
        self.ends = _ends(nodes)
        owes = {kind: [kind in indicator.kinds for indicator in chosen] for kind in {node.kind for node in nodes}}
        self.owing = np.array([owes[node.kind] for node in nodes], dtype=bool).reshape(len(nodes), len(chosen))
        for column, indicator in enumerate(chosen):
            if indicator.units is not None:
                self.owing[:, column] &= [node.unit_id in indicator.units for node in nodes]
        self.m = _sums(self.owing.astype(float), self.ends)
        self.owes = self.owing.any(axis=1).tolist()
        self.place = np.full(max((node.unit_id for node in nodes), default=0) + 1, -1)  # unit id → row, or -1
        self.place[[node.unit_id for node in nodes]] = np.arange(len(nodes))

    def rows(self, units: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of some units; -1 for a unit outside."""
        inside = units < len(self.place)
        return np.where(inside, self.place[np.where(inside, units, 0)], -1)


@dataclass(frozen=True)
class _Packs:
    """A day's packs of all units, as they stand in the database: one row of a matrix each."""

    units: NDArray[np.int64]
    values: Matrix  # as signed where it is signed, else as computed
    signed: NDArray[np.bool_]
    refreshed: NDArray[np.float64]


def _roll_day(day: date, line: str, shape: _Shape, packs: _Packs | None, columns: list[int]) -> Rollup:
    size = (len(shape.nodes), len(columns))
    confirmed, unconfirmed = np.full(size, np.nan), np.full(size, np.nan)
    signed, oldest = np.zeros(len(shape.nodes), dtype=bool), None
    if packs:
        rows = shape.rows(packs.units)
        here, rows = rows >= 0, rows[rows >= 0]
        signed[rows] = packs.signed[here]
        values, done = packs.values[here][:, columns], packs.signed[here][:, None]
        confirmed[rows], unconfirmed[rows] = np.where(done, values, np.nan), np.where(done, np.nan, values)
        waiting = packs.refreshed[here & ~packs.signed & ~np.isnan(packs.refreshed)]
        oldest = datetime.fromtimestamp(float(waiting.min()), tz=UTC) if len(waiting) else None
    own = zip(shape.nodes, shape.owes, signed.tolist(), strict=True)
    return Rollup(
        day, line, shape.nodes, [indicator.code for indicator in shape.chosen],
        _roll(confirmed, shape.ends, shape.chosen), _roll(unconfirmed, shape.ends, shape.chosen),
        _sums((shape.owing & signed[:, None]).astype(float), shape.ends), shape.m,
        {node.unit_id: done for node, owes, done in own if owes}, oldest,
    )  # fmt: skip


def _load(first: date, last: date, width: int) -> dict[date, _Packs]:
    """The packs of some days: one row a day, its vectors joined by the database. Shorter vectors end in NaN.

    The aggregates of a day read the same rows in the same order, so the first one names the units of all.
    """
    missing = np.full(width, np.nan).tobytes()
    connection.ensure_connection()
    with Cursor(connection.connection) as cursor:  # Django's own cursors cannot fetch binary
        values = {"missing": missing, "size": len(missing), "first": first, "last": last}
        cursor.execute(_JOINED, values, binary=True)
        return {day: _stack(bodies, width) for day, *bodies in cursor}


_JOINED = """
    select day,
        string_agg(int8send(unit_id), ''::bytea),
        string_agg(
            substr(case when confirmed_at is null then computed else confirmed end || %(missing)s, 1, %(size)s), ''::bytea
        ),
        string_agg(float8send(coalesce(extract(epoch from confirmed_at), 'NaN')::float8), ''::bytea),
        string_agg(float8send(coalesce(extract(epoch from refreshed_at), 'NaN')::float8), ''::bytea)
    from indicators_pack where day between %(first)s and %(last)s group by day
"""


def _stack(bodies: list[bytes], width: int) -> _Packs:
    units = np.frombuffer(bodies[0], dtype=">i8").astype(np.int64)
    values = np.frombuffer(bodies[1], dtype="<f8").reshape(len(units), width)
    signed, refreshed = (np.frombuffer(body, dtype=">f8") for body in bodies[2:])
    return _Packs(units, values, ~np.isnan(signed), refreshed)


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
    total = np.zeros((len(matrix) + 1, matrix.shape[1]))
    np.cumsum(matrix, axis=0, out=total[1:])
    below: Matrix = total.take(ends, axis=0) - total[:-1]
    return below


def _roll(matrix: Matrix, ends: NDArray[np.int64], chosen: tuple[Indicator, ...]) -> Matrix:
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
