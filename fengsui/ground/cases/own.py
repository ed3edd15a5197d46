"""The administration's own figures beside the case counts: which ones, of whom, and where on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import EPIDEMIC, RollUp
from fengsui.ground.indicators.rollups import rollup
from fengsui.ground.indicators.trends import courses
from fengsui.ground.maps import queries as maps
from fengsui.ground.org import scope
from fengsui.ground.org.models import FACILITY_KINDS, Unit, UnitKind
from fengsui.ground.org.queries import line_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.indicators.trends import Course
    from fengsui.ground.org.models import Line, Person
    from fengsui.ground.org.queries import Node

_PLACED = (*FACILITY_KINDS, UnitKind.LEAGUE_BUREAU, UnitKind.COUNTY_BUREAU)  # whose numbers count where they stand


@dataclass(frozen=True)
class Placed:
    """An area's own figure. total of what is known; n of m units confirmed theirs; m 0: nobody there owes it."""

    total: float | None
    n: int
    m: int


def shown() -> list[Indicator]:
    """The indicators that are shown beside the case counts."""
    return [one for one in indicators.indicators().values() if EPIDEMIC in one.tags]


def top(person: Person) -> tuple[Unit, Line] | None:
    """The highest unit for which a person sees the situation, and the line along which it adds up."""
    unit = scope.highest(person, "cases.view")
    return (unit, line_of(unit)) if unit else None


def beside(person: Person, first: date, last: date, known: datetime | None = None) -> tuple[Unit, list[Course]] | None:
    """The courses of the own figures of a person's highest unit."""
    if (found := top(person)) is None:
        return None
    unit, line = found
    wanted = {one.code for one in shown()}
    rows = [
        one for one in courses(first, last, line, unit, known=known) if one.indicator.code in wanted and one.is_owed
    ]
    return unit, rows


def placed(
    person: Person, day: date, indicator: Indicator, known: datetime | None = None
) -> tuple[dict[str, Placed], int]:
    """An indicator by area of the whole map, and how many owing units stand in none of them.

    A facility counts where it stands, whoever commands it; a bureau with all that is below it.
    """
    if (found := top(person)) is None:
        return {}, 0
    unit, line = found
    rolled = rollup(day, line, unit, known)
    data = maps.current()
    divisions = dict(Unit.objects.filter(pk__in=[node.unit_id for node in rolled.nodes]).values_list("pk", "division"))
    areas: dict[str, list[tuple[float | None, int, int]]] = {area.code: [] for area in data.below(data.root)}
    elsewhere = 0
    for row in _highest(rolled.nodes):
        figure = rolled.figure(row, indicator.code)
        code = data.among(divisions.get(rolled.nodes[row].unit_id, ""), areas)
        if code:
            areas[code].append((figure.total, figure.n, figure.m))
        else:
            elsewhere += figure.m
    return {code: _together(parts, indicator) for code, parts in areas.items()}, elsewhere


def _highest(nodes: list[Node]) -> list[int]:
    """The rows of bureaus and facilities that lie below no other one: each number counts once."""
    found: list[int] = []
    for row, node in enumerate(nodes):
        if node.kind in _PLACED and not (found and node.path.startswith(nodes[found[-1]].path + ".")):
            found.append(row)
    return found


def _together(parts: list[tuple[float | None, int, int]], indicator: Indicator) -> Placed:
    known = [total for total, _n, m in parts if total is not None and m]
    total = (max(known) if indicator.rollup is RollUp.MAX else sum(known)) if known else None
    return Placed(total, sum(n for _t, n, _m in parts), sum(m for _t, _n, m in parts))
