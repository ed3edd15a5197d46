"""How long the stocks last: the next three days of a number, as a band that says how wrong the same method was before.

The method. The point is the last number plus a damped drift: the median of the last seven daily differences, of which
each further day counts 0.8 of the day before (a drift does not go on for ever; the median ignores a single step). The
band is not a formula's but the method's own record: for each earlier day of the same run of days we forecast what came
h days later and note by how much that was wrong. With n such errors the band reaches as far as the ⌈(n + 1) × 0.8⌉-th
smallest of them (split conformal prediction, with its correction for small n): of days like those, 80 % fall inside. With
fewer errors than that rank there is no band, and it says so. A band never narrows with h, and nothing is below 0.

It uses whole days only, and only those after the last hole. Errors of neighbouring days overlap for h > 1 and the past
may not be like the future: the band is a record, not a promise. Read with J. Lei et al.: Distribution-free predictive
inference for regression. J Am Stat Assoc 2018;113:1094–1111.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import ASIDE, Kind
from fengsui.ground.indicators.packs import load
from fengsui.ground.indicators.trends import courses
from fengsui.ground.org.models import FACILITY_KINDS
from fengsui.ground.org.queries import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.functional import Promise

    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.queries import Node

AHEAD = 3  # days
BACK = 28  # days that are looked at
LEAST = 7  # whole days in a row
DRIFT_DAYS, DAMPING = 7, 0.8
SHARE = 0.8  # of the errors inside the band
FIRST_TRIED = 3  # the first forecast that is tried on the past knows so many days
METHOD = _("The last number and a damped drift; the band shows how wrong the same method was before.")


@dataclass(frozen=True)
class Ahead:
    """A day to come: the point, and the band if there are errors enough. `errors`: how many the band is made of."""

    day: date
    point: float
    low: float | None
    high: float | None
    errors: int

    @property
    def band(self) -> str:
        """What the band is, in words."""
        said = (
            _("{share} interval from {n} past errors")
            if self.low is not None
            else _("no interval: only {n} past errors")
        )
        return str(said).format(share=f"{SHARE:.0%}", n=self.errors)


@dataclass(frozen=True)
class Forecast:
    """A stock of a unit in the days to come; `why_not` instead, if it cannot be said."""

    node: Node
    indicator: Indicator
    last_day: date | None
    last: float | None
    ahead: list[Ahead]
    days: int  # used
    why_not: str = ""
    method: str | Promise = METHOD


@dataclass(frozen=True)
class RunsOut:
    """The first day below the limit: of the point itself (`expected`), or only of the band's low end."""

    day: date
    limit: float
    expected: bool


def forecasts(unit: Unit, line: str, day: date, known: datetime | None = None) -> list[Forecast]:
    """The stocks of a unit and all below it along a line, as of a day. The queries of one course of 28 days."""
    found = courses(day - timedelta(days=BACK - 1), day, line, unit, known=known)
    return [
        forecast(one.node, one.indicator, day, [point.value for point in one.points])
        for one in found
        if is_stock(one.indicator, day) and one.points[-1].m
    ]


def is_stock(one: Indicator, day: date) -> bool:
    return one.kind is Kind.STOCK and ASIDE not in one.tags and one.holds(day)


def many(
    root: Unit, line: str, day: date, codes: Iterable[str], known: datetime | None = None
) -> list[tuple[Forecast, RunsOut]]:
    """The facilities at or below a unit of which some stock will fall below its limit, the soonest first. Few queries."""
    positions, held = indicators.slots(), indicators.indicators()
    chosen = [held[code] for code in codes if code in positions and code in held and is_stock(held[code], day)]
    nodes = [node for node in tree(line, day, root, known) if node.kind in FACILITY_KINDS]
    days = clock.days(day - timedelta(days=BACK - 1), day)
    values = np.full((len(nodes), len(chosen), len(days)), np.nan)
    place = {node.unit_id: n for n, node in enumerate(nodes)}
    for when, packs in load(days[0], day, positions, known, list(place)).items():
        rows = [place[pk] for pk in packs.units.tolist()]
        values[rows, :, days.index(when)] = packs.values[:, [positions[one.code] for one in chosen]]
    found = [
        forecast(node, one, day, [None if math.isnan(n) else n for n in values[row, column].tolist()])
        for row, node in enumerate(nodes)
        for column, one in enumerate(chosen)
        if node.kind in one.kinds and one.has(node.unit_id, day)
    ]
    crossing = [(one, out) for one in found if (out := runs_out(one))]
    return sorted(crossing, key=lambda row: (row[1].day, not row[1].expected, row[0].node.path))


def runs_out(found: Forecast) -> RunsOut | None:
    """When a stock falls below its indicator's `low`, or to nought if it has none; on the last day, if it is there already."""
    low, last = found.indicator.low, found.last
    if last is None or found.last_day is None or not found.ahead:
        return None
    steps = [(found.last_day, last, last), *((one.day, one.point, one.low) for one in found.ahead)]
    for when, point, bottom in steps:
        if _is_out(point, low) or (bottom is not None and _is_out(bottom, low)):
            return RunsOut(when, low or 0.0, _is_out(point, low))
    return None


def _is_out(value: float, low: float | None) -> bool:
    return value <= 0 if low is None else value < low


def forecast(node: Node, one: Indicator, day: date, values: Sequence[float | None]) -> Forecast:
    """The forecast from the values of the days up to a day; None is a day that is not whole."""
    last, run = _run(values)
    if last is None:
        return Forecast(node, one, None, None, [], 0, str(_("No day has a whole number yet.")))
    last_day = day - timedelta(days=len(values) - 1 - last)
    why_not = _why_not(day, last_day, run, sum(value is not None for value in values))
    ahead = [] if why_not else list(_ahead(last_day, run))
    return Forecast(node, one, last_day, run[-1], ahead, len(run), why_not)


def _run(values: Sequence[float | None]) -> tuple[int | None, list[float]]:
    """Where the last whole day stands, and the values of the days in a row that end with it."""
    last = next((n for n in range(len(values) - 1, -1, -1) if values[n] is not None), None)
    run: list[float] = []
    for n in range(-1 if last is None else last, -1, -1):
        value = values[n]
        if value is None:
            break
        run.append(value)
    return last, run[::-1]


def _why_not(day: date, last_day: date, run: list[float], whole: int) -> str:
    """Today may still be under way; a number of the day before yesterday is no base any more."""
    if (day - last_day).days > 1:
        return str(_("The last whole number is of {day}.")).format(day=last_day.isoformat())
    if len(run) >= LEAST:
        return ""
    if whole > len(run):
        return str(_("Days are missing: only {n} in a row, {least} are needed.")).format(n=len(run), least=LEAST)
    return str(_("Too short: {n} whole days, {least} are needed.")).format(n=len(run), least=LEAST)


def _ahead(last_day: date, run: list[float]) -> Iterable[Ahead]:
    half: float | None = 0.0
    for h in range(1, AHEAD + 1):
        errors = past_errors(run, h)
        reach = _reach(errors)
        half = None if reach is None or half is None else max(reach, half)
        point = max(_point(run, h), 0.0)
        low, high = (None, None) if half is None else (max(_point(run, h) - half, 0.0), point + half)
        yield Ahead(last_day + timedelta(days=h), point, low, high, len(errors))


def _point(run: Sequence[float], h: int) -> float:
    recent = run[-DRIFT_DAYS - 1 :]
    drift = median(b - a for a, b in pairwise(recent))
    return run[-1] + drift * sum(DAMPING**n for n in range(1, h + 1))


def past_errors(run: Sequence[float], h: int) -> list[float]:
    """By how much the method was wrong h days ahead, each time that it can be tried on the past."""
    return [abs(max(_point(run[:n], h), 0.0) - run[n + h - 1]) for n in range(FIRST_TRIED, len(run) - h + 1)]


def _reach(errors: list[float]) -> float | None:
    rank = math.ceil((len(errors) + 1) * SHARE - 1e-9)
    return sorted(errors)[rank - 1] if rank <= len(errors) else None
