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
    from numpy.typing import NDArray

    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.org.models import Unit

    type Present = NDArray[np.bool_]

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


def filling(units: list[Unit], day: date) -> list[Filling]:
    """The state of some units' reports on a day and the course before it; two queries, whatever the number of units."""
    positions, days = indicators.slots(), clock.days(day - timedelta(days=DAYS - 1), day)
    packs = Pack.objects.filter(unit__in=units, day__range=(days[0], day)).values_list("unit_id", "day", "computed")
    kinds = {unit.pk: unit.kind for unit in units}
    vectors: dict[tuple[str, date], list[NDArray[np.float64]]] = {}
    for unit_id, when, body in packs:
        vectors.setdefault((kinds[unit_id], when), []).append(indicators.unpack(body, len(positions)))
    return [
        _of_kind(kind, sum(one == kind for one in kinds.values()), days, vectors, positions)
        for kind in REPORTING_KINDS
        if kind in kinds.values()
    ]


def _of_kind(
    kind: UnitKind, units: int, days: list[date], vectors: dict[tuple[str, date], list[NDArray[np.float64]]],
    positions: dict[str, int],
) -> Filling:  # fmt: skip
    owed = [one for one in fields(kind) if one.code in positions]
    columns = [positions[one.code] for one in owed]
    present = {when: ~np.isnan(np.array(vectors[kind, when]))[:, columns] for when in days if (kind, when) in vectors}
    course = [_share(present.get(when), units * len(owed)) for when in days]
    last = present[days[-1]].sum(axis=0) if days[-1] in present else np.zeros(len(owed))
    rows = [Field(one, int(number), units) for one, number in zip(owed, last, strict=True)]
    return Filling(kind, units, course, rows, TARGET if kind in FACILITY_KINDS else None)


def _share(present: Present | None, whole: int) -> float | None:
    return 100 * float(present.sum()) / whole if present is not None and whole else None
