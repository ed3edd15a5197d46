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
from fengsui.ground.indicators.models import Confirmation, Pack, Slot
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


_all: tuple[Clock, dict[str, Indicator], dict[str, int]] | None = None


def indicators() -> dict[str, Indicator]:
    """All indicators by code, declared and defined on a page, retired ones too, in the order of the report."""
    return _read()[0]


def slots() -> dict[str, int]:
    """Positions of all declared indicators (registered by actions.register_slots at start)."""
    return _read()[1]


def _read() -> tuple[dict[str, Indicator], dict[str, int]]:
    """Definitions, then places, so that none lacks its place.

    They are read again whenever the clock's row is: another process knows a new one a second later.
    """
    global _all  # noqa: PLW0603 - asked for thousands of times per request
    row, known = clock.state(), _all
    if known is None or known[0] is not row:
        found = [*declared().values(), *defining.load()]
        ordered = {one.code: one for one in sorted(found, key=lambda one: one.order)}
        _all = known = (row, ordered, dict(Slot.objects.values_list("code", "position")))
    return known[1], known[2]


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
    reading = measures.reading(WINDOW_END, at=clock.last_moment(day), known=known)
    return {system.value: window(day, reading.system(system)) for system in System}


def window(day: date, minutes: int) -> Window:
    """The period that ends so many minutes after a day's midnight."""
    end = clock.midnight(day) + timedelta(minutes=minutes)
    return Window(end - timedelta(days=1), end)


def asked(day: date, units: Iterable[int] | None = None, known: datetime | None = None) -> Asked:
    return Asked(day, windows(day, known), known, None if units is None else frozenset(units))


def compute(
    question: Asked, positions: dict[str, int], room: str = ""
) -> tuple[dict[int, dict[int, float]], list[int]]:
    """Let the rooms (or one) compute what is asked: unit id → place → value, and the places that were looked at."""
    found: dict[int, dict[int, float]] = {}
    touched: list[int] = []
    for code, indicator in indicators().items():
        if indicator.compute is None or code not in positions or not code.startswith(room):
            continue
        if not indicator.holds(question.day):
            continue
        touched.append(positions[code])
        for unit_id, value in question.shared(indicator.compute).items():
            if question.units is None or unit_id in question.units:
                found.setdefault(unit_id, {})[positions[code]] = float(value)
    return found, touched


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


def numbers(unit_id: int, first: date, last: date, known: datetime | None = None) -> dict[date, Numbers]:
    """A unit's numbers day by day, as they are known now or at an earlier moment."""
    positions = slots()
    found = states(first, last, known, units=[unit_id])
    return {
        day: Numbers(
            _named(state.computed, positions),
            _named(state.confirmed, positions),
            state.confirmed_at,
            state.refreshed_at,
        )
        for (_unit, day), state in found.items()
    }


@dataclass(frozen=True)
class State:
    """A unit's vectors of a day; `confirmed` is all missing while `confirmed_at` is None."""

    computed: Vector
    confirmed: Vector
    confirmed_at: datetime | None
    refreshed_at: datetime | None


def states(
    first: date, last: date, known: datetime | None = None, *, units: Iterable[int] | None = None
) -> dict[tuple[int, date], State]:
    """(unit id, day) → its vectors, as known now or at a moment: of some units or all, day by day."""
    positions = slots()
    packs, signed = Pack.objects.filter(day__range=(first, last)), Confirmation.objects.filter(day__range=(first, last))
    if units is not None:
        chosen = list(units)
        packs, signed = packs.filter(unit__in=chosen), signed.filter(unit__in=chosen)
    rows, width = list(packs.order_by("day", "unit")), len(positions)
    if known is None:
        return {(r.unit_id, r.day): State(*_both(r, width), r.confirmed_at, r.refreshed_at) for r in rows}
    then = {(row.unit_id, row.day): row for row in signed.as_known(known)}
    again = recomputed([(row.day, row.unit_id) for row in rows if later(row.refreshed_at, known)], known, positions)
    found = {}
    for row in rows:
        signature = then.get((row.unit_id, row.day))
        computed = again.get((row.day, row.unit_id), unpack(row.computed, width))
        confirmed = unpack(signature.confirmed if signature else b"", width)
        found[row.unit_id, row.day] = State(computed, confirmed, signature.known_at if signature else None, None)
    return found


def _both(row: Pack, width: int) -> tuple[Vector, Vector]:
    return unpack(row.computed, width), unpack(row.confirmed, width)


def later(refreshed_at: datetime | None, known: datetime) -> bool:
    """Whether a pack was computed again after a moment: if not, it still says what it said then."""
    return refreshed_at is not None and refreshed_at > known


def recomputed(
    stale: Iterable[tuple[date, int]], known: datetime, positions: dict[str, int]
) -> dict[tuple[date, int], Vector]:
    """(day, unit id) → its computed vector as known at a moment, worked out anew from the rooms' rows."""
    days: dict[date, set[int]] = {}
    for day, unit_id in stale:
        days.setdefault(day, set()).add(unit_id)
    found = {}
    for day, wanted in days.items():
        values, _touched = compute(asked(day, wanted, known), positions)
        for unit_id in wanted:
            vector = np.full(len(positions), np.nan)
            for place, value in values.get(unit_id, {}).items():
                vector[place] = value
            found[day, unit_id] = vector
    return found


def _named(vector: Vector, positions: dict[str, int]) -> dict[str, float]:
    return {code: float(vector[place]) for code, place in positions.items() if not math.isnan(vector[place])}
