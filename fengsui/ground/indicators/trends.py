"""The course of the numbers over many days: of a unit, or of each unit right below it. Only these rows are added up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from fengsui.ground.indicators import queries
from fengsui.ground.indicators.declare import RollUp
from fengsui.ground.indicators.models import Pack
from fengsui.ground.indicators.packs import load
from fengsui.ground.indicators.rollups import shapes
from fengsui.ground.org.queries import ever_below

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.indicators.packs import Packs
    from fengsui.ground.indicators.rollups import Shape
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.queries import Node

    type Matrix = NDArray[np.float64]

MOST_DAYS = 400  # a longer course is no picture any more
_AT_ONCE = 30  # so many days of vectors are held in memory


@dataclass(frozen=True)
class Point:
    """A day of a course. `total` of what is known, of `m` owing units `k` known, `n` of them signed; m 0: nobody owed it."""

    day: date
    total: float | None
    k: int
    n: int
    m: int

    @property
    def is_complete(self) -> bool:
        return 0 < self.m == self.k

    @property
    def is_confirmed(self) -> bool:
        return 0 < self.m == self.n

    @property
    def value(self) -> float | None:
        """The day's number, only if nobody's is missing: part of a sum beside a whole one would be a false drop."""
        return self.total if self.is_complete else None


@dataclass(frozen=True)
class Course:
    """One indicator at one unit, day by day."""

    node: Node
    indicator: Indicator
    points: list[Point]

    @property
    def values(self) -> list[float]:
        return [point.value for point in self.points if point.value is not None]

    @property
    def last(self) -> Point | None:
        """The last day whose number is whole."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def is_owed(self) -> bool:
        return any(point.m for point in self.points)


def first_day() -> date | None:
    """The first day with numbers: where the response began."""
    return Pack.objects.order_by("day").values_list("day", flat=True).first()


def courses(
    first: date,
    last: date,
    line: str,
    root: Unit,
    *,
    below: bool = False,
    known: datetime | None = None,
    only: str = "",
) -> list[Course]:
    """The courses of a unit's indicators (or of one) along a line; `below`: of each unit right below it instead.

    In the order of the report, and of the organisation: never ranked. A few queries per 30 days.
    """
    positions = queries.slots()
    declared = {code: one for code, one in queries.indicators().items() if code in positions}
    chosen = tuple(one for code, one in declared.items() if not only or code in {only, declared[only].weight})
    columns = [positions[one.code] for one in chosen]
    first = max(first, last - timedelta(days=MOST_DAYS - 1))
    units = ever_below(line, first, last, root)
    days: dict[date, dict[int, tuple[Node, Matrix]]] = {}
    packs: dict[date, Packs] = {}
    for n, (day, shape) in enumerate(shapes(first, last, line, root, lambda _day: chosen, known)):
        if n % _AT_ONCE == 0:
            packs = load(day, min(day + timedelta(days=_AT_ONCE - 1), last), positions, known, units)
        days[day] = _day(shape, packs.get(day), columns, [one.holds(day) for one in chosen], below=below)
    return [one for one in _courses(days, chosen) if not only or one.indicator.code == only]


def _day(
    shape: Shape, packs: Packs | None, columns: list[int], held: list[bool], *, below: bool
) -> dict[int, tuple[Node, Matrix]]:
    """Unit id → its node and, for each indicator, total, k, n and m (see Point) as the rows of a matrix."""
    values = np.full((len(shape.nodes), len(columns)), np.nan)
    signed = np.zeros(len(shape.nodes), dtype=bool)
    if packs:
        rows = shape.rows(packs.units)
        here, rows = rows >= 0, rows[rows >= 0]
        values[rows], signed[rows] = packs.values[here][:, columns], packs.signed[here]
    present, owing = ~np.isnan(values) & held, shape.owing & held
    counted = np.stack([present & owing, owing & signed[:, None], owing])
    found = {}
    for row in _targets(shape, below=below):
        part = slice(row, shape.ends[row])
        total = [
            _total(values[part], present[part], shape.chosen, column) if present[part, column].any() else np.nan
            for column in range(len(columns))
        ]
        found[shape.nodes[row].unit_id] = (shape.nodes[row], np.vstack([total, counted[:, part].sum(axis=1)]))
    return found


def _targets(shape: Shape, *, below: bool) -> list[int]:
    """The rows to add up: the root's, or those right below it that owe something; who has none below is its own part."""
    if not below or not shape.nodes:
        return [0] if shape.nodes else []
    top = shape.nodes[0].depth
    rows = [row for row, node in enumerate(shape.nodes) if node.depth == top + 1 and shape.m[row].any()]
    return rows or [0]


def _total(values: Matrix, present: NDArray[np.bool_], chosen: tuple[Indicator, ...], column: int) -> float:
    """One indicator's known values added up by its own rule."""
    indicator, known = chosen[column], values[present[:, column], column]
    if indicator.rollup is RollUp.MAX:
        return float(known.max())
    if indicator.rollup is RollUp.WEIGHTED:
        weights = values[present[:, column], [one.code for one in chosen].index(indicator.weight)]
        both = ~np.isnan(weights)
        whole = float(weights[both].sum())
        return float((known[both] * weights[both]).sum()) / whole if whole > 0 else np.nan
    return float(known.sum())


def _courses(days: dict[date, dict[int, tuple[Node, Matrix]]], chosen: tuple[Indicator, ...]) -> list[Course]:
    """Turn days of units into units with days; a unit that was not there on a day owed nothing."""
    nodes = {pk: node for found in days.values() for pk, (node, _numbers) in found.items()}  # as last called
    nothing = np.array([np.nan, 0, 0, 0])
    return [
        Course(
            node, indicator,
            [_point(day, found[pk][1][:, column] if pk in found else nothing) for day, found in days.items()],
        )
        for pk, node in nodes.items()
        for column, indicator in enumerate(chosen)
    ]  # fmt: skip


def _point(day: date, numbers: Matrix) -> Point:
    total, k, n, m = numbers.tolist()
    return Point(day, None if np.isnan(total) else total, int(k), int(n), int(m))
