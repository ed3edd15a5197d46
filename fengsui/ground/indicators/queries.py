"""Reading numbers. Import as `from fengsui.ground.indicators import queries as indicators`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import Asked, Indicator, Window
from fengsui.ground.indicators.measures import WINDOW_END
from fengsui.ground.indicators.models import Pack, Slot
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import System

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from numpy.typing import NDArray

    type Vector = NDArray[np.float64]


@cache
def indicators() -> dict[str, Indicator]:
    """All declared indicators by code, in the order of the report."""
    found = sorted(house.declared("indicators", Indicator), key=lambda indicator: indicator.order)
    return {indicator.code: indicator for indicator in found}


def of_kind(kind: str) -> list[Indicator]:
    """The indicators that a kind of unit has, in the order of its report."""
    return [indicator for indicator in indicators().values() if kind in indicator.kinds]


def windows(day: date, known: datetime | None = None) -> dict[str, Window]:
    """The reported period of each system on a day, by the measure in force that day."""
    start = clock.midnight(day)
    reading = measures.reading(WINDOW_END, at=start + timedelta(days=1, microseconds=-1), known=known)
    return {system.value: window(day, reading.system(system)) for system in System}


def window(day: date, minutes: int) -> Window:
    """The period that ends so many minutes after a day's midnight."""
    end = clock.midnight(day) + timedelta(minutes=minutes)
    return Window(end - timedelta(days=1), end)


def asked(day: date, units: Iterable[int] | None = None, known: datetime | None = None) -> Asked:
    return Asked(day, windows(day, known), known, None if units is None else frozenset(units))


def slots() -> dict[str, int]:
    """Positions of all declared indicators (registered by actions.register_slots at start)."""
    return dict(Slot.objects.values_list("code", "position"))


def unpack(body: bytes | memoryview, width: int) -> Vector:
    """A stored vector, padded with NaN to `width`."""
    vector = np.frombuffer(bytes(body), dtype="<f8")
    return np.concatenate([vector, np.full(width - len(vector), np.nan)]) if len(vector) < width else vector[:width]


@dataclass(frozen=True)
class Numbers:
    """One unit's numbers on a day: code → value; missing codes are missing."""

    computed: dict[str, float]
    confirmed: dict[str, float]
    confirmed_at: datetime | None
    refreshed_at: datetime | None

    def value(self, code: str) -> float | None:
        """The confirmed value if there is one, else the computed one."""
        return self.confirmed.get(code, self.computed.get(code)) if not self.confirmed_at else self.confirmed.get(code)


def numbers(unit_id: int, first: date, last: date) -> dict[date, Numbers]:
    """A unit's numbers day by day."""
    positions = slots()
    rows = Pack.objects.filter(unit=unit_id, day__range=(first, last)).order_by("day")
    return {
        row.day: Numbers(
            _named(row.computed, positions), _named(row.confirmed, positions), row.confirmed_at, row.refreshed_at
        )
        for row in rows
    }


def _named(body: bytes | memoryview, positions: dict[str, int]) -> dict[str, float]:
    vector = unpack(body, len(positions))
    return {code: float(vector[place]) for code, place in positions.items() if not math.isnan(vector[place])}
