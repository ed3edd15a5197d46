"""The alarms of EARS over a whole line: which flows rose beyond their own last days, and which cannot be judged yet.

Every unit that owes a flow is a series, and every superior is one more with the sum of all below it (of its own number
too). The sums of all days are made by the organisation of the day that is judged, so that a unit that moved is no rise of its new
superior. A superior's day counts only if nobody's number is missing, signed or computed: part of a sum beside a whole one
would be a false drop, and the day after it a false rise.

Only rises are judged: an indicator of which fewer are the bad news wants a threshold (`low`) instead. Not judged are
stocks (see forecasts.py), numbers about a report (ASIDE) and routine work (ROUTINE): who makes more calls is no incident.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.assessment.ears import BASELINE, GUARD, NEEDED, OFF, Status, beginning, ears
from fengsui.ground.checks.declare import Failure, Severity
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import ASIDE, ROUTINE, Kind, RollUp
from fengsui.ground.indicators.packs import load
from fengsui.ground.indicators.rollups import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import Promise
    from numpy.typing import NDArray

    from fengsui.command.assessment.ears import Ears
    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.queries import Node

    type Matrix = NDArray[np.float64]
    type Mask = NDArray[np.bool_]
    type Rows = NDArray[np.int64]

CHECK = "assessment.ears"
DAYS = 14  # two more than the alarms need: a series that began within them is short, an older one has holes
BELOW = "/below"  # ends the subject of a superior's failure: its own number may alarm beside the sum
GAPS = {"C1": BASELINE + 1, "C2": BASELINE + GUARD + 1, "C3": NEEDED}  # days from a missing one until an alarm is on


@dataclass(frozen=True)
class Off:
    """So many series for which an alarm is off, and why; they are on from `first_on` to `last_on`, if no day is missing again.

    Without dates where only the day's own number is missing: with it they are on.
    """

    alarm: str
    why: Status
    series: int
    units: int
    indicators: int
    first_on: date | None
    last_on: date | None

    @property
    def sentence(self) -> str:
        """Why, in words."""
        return str(WHY[self.why])


WHY = {
    Status.OFF_MISSING: _("off: no number yet"),
    Status.OFF_SHORT: _("off: too short"),
    Status.OFF_HOLES: _("off: days are missing"),
}


@dataclass(frozen=True)
class Alarms:
    """What was found in so many series, and for how many of them an alarm is off."""

    failures: list[Failure]
    off: list[Off]
    series: int


def alarms(day: date, line: str, root: Unit | None, nodes: list[Node], known: datetime | None = None) -> Alarms:
    """Judge a day's flows of all units of a line at and below a root (its `nodes`) at once. Two queries."""
    positions = indicators.slots()
    flows = tuple(one for one in indicators.indicators().values() if one.code in positions and _is_judged(one, day))
    if not flows or not nodes:
        return Alarms([], [], 0)
    shape, days = Shape(nodes, flows), clock.days(day - timedelta(days=DAYS - 1), day)
    units = [node.unit_id for node in nodes] if root else None
    series = _Series.of(shape, _values(shape, days, positions, known, units))
    found = ears(series.matrix)
    return Alarms(list(_failures(day, line, series, found)), list(_off(day, series, found)), len(series.rows))


def _is_judged(one: Indicator, day: date) -> bool:
    return one.kind is Kind.FLOW and not one.tags & {ASIDE, ROUTINE} and one.holds(day)


def _values(
    shape: Shape, days: list[date], positions: dict[str, int], known: datetime | None, units: list[int] | None
) -> Matrix:
    """Day by node by flow, as signed where it is signed, else as computed; NaN is missing."""
    columns = [positions[one.code] for one in shape.chosen]
    packs = load(days[0], days[-1], positions, known, units)
    values = np.full((len(days), len(shape.nodes), len(columns)), np.nan)
    for n, day in enumerate(days):
        if day in packs:
            rows = shape.rows(packs[day].units)
            here = rows >= 0
            values[n, rows[here]] = packs[day].values.take(columns, axis=1)[here]
    return values


@dataclass(frozen=True)
class _Series:
    """Days by series, the own numbers first, then the superiors' sums; of each its node's row and its flow's column."""

    shape: Shape
    matrix: Matrix
    rows: Rows
    columns: Rows
    own: int  # how many are own numbers

    @classmethod
    def of(cls, shape: Shape, values: Matrix) -> _Series:
        rows, columns = np.nonzero(shape.owing)
        sums = np.array([one.rollup is RollUp.SUM for one in shape.chosen], dtype=bool)
        above, flows = np.nonzero((shape.m > shape.owing)[shape.inner] & sums)
        matrix = np.empty((len(values), len(rows) + len(above)))
        place = rows * len(shape.chosen) + columns
        for n, day in enumerate(values):
            matrix[n, : len(rows)] = day.ravel().take(place)
            matrix[n, len(rows) :] = _whole(shape, day)[above, flows]
        return cls(shape, matrix, np.append(rows, shape.inner[above]), np.append(columns, flows), len(rows))

    def kept(self, fires: Mask) -> Rows:
        """The series that fire, without a sum of which exactly one part fires: that one says it at the lowest place."""
        size = len(self.shape.nodes)
        place = {node.unit_id: row for row, node in enumerate(self.shape.nodes)}
        parents = np.array([place.get(node.parent or 0, size) for node in self.shape.nodes])
        any_here = np.zeros((size, len(self.shape.chosen)), dtype=bool)
        any_here[self.rows[fires], self.columns[fires]] = True
        parts = np.zeros((size + 1, len(self.shape.chosen)), dtype=np.int64)
        rows, columns = np.nonzero(any_here)
        np.add.at(parts, (parents[rows], columns), 1)
        own = np.flatnonzero(fires[: self.own])
        np.add.at(parts, (self.rows[own], self.columns[own]), 1)
        hit = np.flatnonzero(fires)
        kept: Rows = hit[(hit < self.own) | (parts[self.rows[hit], self.columns[hit]] != 1)]
        return kept


def _whole(shape: Shape, values: Matrix) -> Matrix:
    """A day's sums of the superiors; NaN where somebody who owes the number has none."""
    present = ~np.isnan(values)
    complete = shape.sums((present & shape.owing).astype(np.int32))[shape.inner] == shape.m[shape.inner]
    return np.where(complete, shape.sums(np.where(present, values, 0.0))[shape.inner], np.nan)


def _failures(day: date, line: str, series: _Series, found: Ears) -> Iterator[Failure]:
    hit = series.kept(np.logical_or.reduce([alarm.fires for alarm in found.named.values()]))
    spots = zip((hit >= series.own).tolist(), series.rows[hit].tolist(), series.columns[hit].tolist(), strict=True)
    address = reverse("reports:trend_below", args=[line, "0unit0", "0flow0"])
    for (is_sum, row, column), params in zip(spots, _params(day, series, found, hit), strict=True):
        node, one = series.shape.nodes[row], series.shape.chosen[column]
        yield Failure(
            CHECK, node.unit_id, day, _SENTENCES[params["which"] == "C3", is_sum], {"name": one.name, **params},
            amount=params["excess"], url=_rows(one, node, day, address, is_sum=is_sum), subject=one.code + BELOW * is_sum,
            severity=Severity.NOTE if params["which"] == "C3" else None,  # C3 alone cries wolf: docs/decisions/0014
        )  # fmt: skip


_FIGURES = ("mean", "sd", "excess", "limit", "value")


def _params(day: date, series: _Series, found: Ears, hit: Rows) -> Iterator[dict[str, Any]]:
    """What a failure says, figures of its first alarm: the baseline, for C3 that of the day itself; above what C1 and C2 alarm."""
    fires = np.stack([alarm.fires[hit] for alarm in found.named.values()])
    first, names = np.argmax(fires, axis=0), list(found.named)
    mean, sd, excess = (
        np.choose(first, [getattr(alarm, what)[hit] for alarm in found.named.values()]) for what in _FIGURES[:3]
    )
    rows = zip(
        *(each.tolist() for each in (mean, sd, excess, beginning(mean, sd), series.matrix[-1, hit])), strict=True
    )
    days = {name: _baseline(day, name) for name in names}
    for row, fired in zip(rows, fires.T.tolist(), strict=True):
        which = _NAMES[tuple(fired)]
        yield {"which": which, **days[which[:2]], **dict(zip(_FIGURES, row, strict=True))}


_NAMES = {
    fires: ", ".join(name for name, fire in zip(GAPS, fires, strict=True) if fire)
    for fires in product((False, True), repeat=len(GAPS))
}


def _baseline(day: date, name: str) -> dict[str, Any]:
    gap = 1 if name == "C1" else 1 + GUARD
    first, last = day - timedelta(days=gap + BASELINE - 1), day - timedelta(days=gap)
    return {"first": first.isoformat(), "last": last.isoformat(), "days": BASELINE}


def _rows(one: Indicator, node: Node, day: date, address: str, *, is_sum: bool) -> str:
    """The rows of an own number that has any; else its course, of a sum with the units right below."""
    if one.rows and not is_sum:
        return reverse(one.rows, args=[node.code, day.isoformat(), one.code])
    return address.replace("0unit0", node.code).replace("0flow0", one.code)


_SENTENCES: dict[tuple[bool, bool], str | Promise] = {  # (of C3 alone, of a sum)
    (False, False): _(
        "{name}: {value:g}, alarm {which}. From {first} to {last} it was {mean:.1f} a day (spread {sd:.1f}); an alarm begins at {limit:.1f}."
    ),
    (False, True): _(
        "{name}, all units together: {value:g}, alarm {which}. From {first} to {last} it was {mean:.1f} a day (spread {sd:.1f}); an alarm begins at {limit:.1f}."
    ),
    (True, False): _(
        "{name}: {value:g}, alarm {which}: in three days together {excess:.1f} more than expected. From {first} to {last} it was {mean:.1f} a day (spread {sd:.1f})."
    ),
    (True, True): _(
        "{name}, all units together: {value:g}, alarm {which}: in three days together {excess:.1f} more than expected. From {first} to {last} it was {mean:.1f} a day (spread {sd:.1f})."
    ),
}


def _off(day: date, series: _Series, found: Ears) -> Iterator[Off]:
    """Count the series that are off, alarm by alarm and reason by reason."""
    missing = np.isnan(series.matrix)
    ago = np.argmax(missing[::-1], axis=0)  # days since the last missing one; who is off has one
    for name, alarm in found.named.items():
        for why in OFF:
            here = alarm.status == why
            if not here.any():
                continue
            units, flows = (int(np.bincount(each[here]).astype(bool).sum()) for each in (series.rows, series.columns))
            waits = [GAPS[name] - int(ago[here].max()), GAPS[name] - int(ago[here].min())]
            on = [None if why is Status.OFF_MISSING else day + timedelta(days=wait) for wait in waits]
            yield Off(name, why, int(here.sum()), units, flows, *on)
