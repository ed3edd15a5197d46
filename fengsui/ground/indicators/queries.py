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
from fengsui.ground.indicators import defining
from fengsui.ground.indicators.declare import Asked, Indicator, Window
from fengsui.ground.indicators.measures import WINDOW_END
from fengsui.ground.indicators.models import Pack, Slot
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import System

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from numpy.typing import NDArray

    from fengsui.ground.clock.models import Clock
    from fengsui.ground.org.models import Unit

    type Vector = NDArray[np.float64]


@cache
def declared() -> dict[str, Indicator]:
    """The indicators that the rooms declare, by code."""
    return {indicator.code: indicator for indicator in house.declared("indicators", Indicator)}


_all: tuple[Clock, dict[str, Indicator]] | None = None


def indicators() -> dict[str, Indicator]:
    """All indicators by code, declared and defined on a page, retired ones too, in the order of the report.

    The definitions are read again whenever the clock's row is: another process knows a new one a second later.
    """
    global _all  # noqa: PLW0603 - asked for thousands of times per request
    row = clock.state()
    if _all is None or _all[0] is not row:
        found = [*declared().values(), *defining.load()]
        _all = (row, {one.code: one for one in sorted(found, key=lambda one: one.order)})
    return _all[1]


def forget() -> None:
    """Read the definitions again: one was changed in this process."""
    global _all  # noqa: PLW0603
    _all = None


def of_kind(kind: str) -> list[Indicator]:
    """The indicators that a kind of unit has or had, in the order of its report."""
    return [indicator for indicator in indicators().values() if kind in indicator.kinds]


def of_unit(unit: Unit, day: date) -> list[Indicator]:
    """The indicators that a unit has on a day, in the order of its report."""
    return [indicator for indicator in of_kind(unit.kind) if indicator.has(unit.pk, day)]


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
