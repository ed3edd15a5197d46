"""How much of the reports fills itself in, by kind of unit: the share of fields, its course, and what is still typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from fengsui.command.reports.indicators import fields
from fengsui.command.reports.models import REPORTING_KINDS
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.models import Pack
from fengsui.ground.org.models import FACILITY_KINDS, UnitKind

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.org.models import Unit

    type Vector = NDArray[np.float64]

DAYS = 14
TARGET = 90.0  # per cent of a facility's fields, now; a bureau's share grows as its registers come into use


@dataclass(frozen=True)
class Field:
    """One field, and at how many of the units a register filled it in."""

    indicator: Indicator
    filled: int
    units: int

    @property
    def is_typed(self) -> bool:
        return self.indicator.compute is None


@dataclass(frozen=True)
class Filling:
    """The reports of one kind of unit: share in per cent (None: nothing was computed on that day), day by day to today."""

    kind: UnitKind
    units: int
    course: list[float | None]
    fields: list[Field]
    target: float | None

    @property
    def share(self) -> float | None:
        return self.course[-1]

    @property
    def is_short(self) -> bool:
        return self.target is not None and (self.share or 0) < self.target


def filling(units: list[Unit], day: date, known: datetime | None = None) -> list[Filling]:
    """The state of some units' reports on a day and the course before it; two queries, whatever the number of units.

    known: as the registers stood at that moment; what was entered later had filled nothing in yet.
    """
    positions, days = indicators.slots(), clock.days(day - timedelta(days=DAYS - 1), day)
    vectors = _vectors(units, days, positions, known)
    kinds = {kind: [unit.pk for unit in units if unit.kind == kind] for kind in REPORTING_KINDS}
    return [_of_kind(kind, pks, days, vectors, positions) for kind, pks in kinds.items() if pks]


def _vectors(
    units: list[Unit], days: list[date], positions: dict[str, int], known: datetime | None
) -> dict[tuple[int, date], Vector]:
    packs = Pack.objects.filter(unit__in=units, day__range=(days[0], days[-1]))
    rows = list(packs.values_list("unit_id", "day", "computed", "refreshed_at"))
    found = {(pk, when): indicators.unpack(body, len(positions)) for pk, when, body, _at in rows}
    if known is not None:
        later = [(when, pk) for pk, when, _body, at in rows if at and at > known]
        for (when, pk), vector in indicators.recomputed(later, known, positions).items():
            found[pk, when] = vector
    return found


def _of_kind(
    kind: UnitKind,
    units: list[int],
    days: list[date],
    vectors: dict[tuple[int, date], Vector],
    positions: dict[str, int],
) -> Filling:
    course, rows = [], []
    for day in days:
        owed = [one for one in fields(kind, day) if one.code in positions]
        has = np.array([[one.has(pk, day) for one in owed] for pk in units], dtype=bool)
        there = _present([vectors.get((pk, day)) for pk in units], [positions[one.code] for one in owed]) & has
        known = any((pk, day) in vectors for pk in units) and has.any()
        course.append(100 * float(there.sum() / has.sum()) if known else None)
        counts = zip(owed, there.sum(axis=0).tolist(), has.sum(axis=0).tolist(), strict=True)
        rows = [Field(*row) for row in counts if row[2]]
    return Filling(kind, len(units), course, rows, TARGET if kind in FACILITY_KINDS else None)


def _present(vectors: list[Vector | None], columns: list[int]) -> NDArray[np.bool_]:
    """Unit by field: whether a register knew the number."""
    nothing = np.full(len(columns), fill_value=False)
    return np.array([nothing if one is None else ~np.isnan(one[columns]) for one in vectors], dtype=bool)
