"""Computing and freezing numbers. Called inside the rooms' actions and by the tick; no right of its own."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import numpy as np

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.models import Pack, Slot
from fengsui.ground.indicators.queries import asked, indicators, slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from fengsui.ground.org.models import Unit


def register_slots() -> None:
    """Give every declared indicator its place in the vectors. Idempotent; called at start and before tests."""
    known = slots()
    fresh = [code for code in indicators() if code not in known]
    Slot.objects.bulk_create(
        (Slot(code=code, position=len(known) + n) for n, code in enumerate(fresh)), ignore_conflicts=True
    )


def refresh(day: date, units: Iterable[int] | None = None, room: str = "") -> int:
    """Compute a day's numbers again, for all units or some, for all rooms or one. Return how many units have numbers.

    A register calls it in its own transaction for the unit it touched, so the screen is right at once;
    the tick calls it for the running day, so that nothing depends on registers remembering.
    """
    waiting = _waiting.get()
    if waiting is not None and units is not None:
        waiting.setdefault((day, room), set()).update(units)
        return 0
    positions = slots()
    question = asked(day, units)
    found: dict[int, dict[int, float]] = {}
    touched: list[int] = []
    for code, indicator in indicators().items():
        if indicator.compute is None or code not in positions or not code.startswith(room):
            continue
        touched.append(positions[code])
        for unit_id, value in question.shared(indicator.compute).items():
            if question.units is None or unit_id in question.units:
                found.setdefault(unit_id, {})[positions[code]] = float(value)
    _store(day, found, question.units, touched, len(positions))
    return len(found)


_waiting: ContextVar[dict[tuple[date, str], set[int]] | None] = ContextVar("waiting", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Do at the end, once per day, the refreshing that actions inside ask for unit by unit: for imports and scenarios."""
    waiting: dict[tuple[date, str], set[int]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for (day, room), units in waiting.items():
        refresh(day, units, room)


def _store(
    day: date, found: dict[int, dict[int, float]], units: frozenset[int] | None, touched: list[int], width: int
) -> None:
    """Write the touched places of the vectors; a place with no value now becomes missing."""
    packs = Pack.objects.filter(day=day)
    if units is not None:
        packs = packs.filter(unit__in=units)
    old = dict(packs.values_list("unit_id", "computed"))
    moment = clock.now()
    rows = []
    for unit_id in found.keys() | old.keys():
        vector = np.full(width, np.nan)
        before = np.frombuffer(bytes(old.get(unit_id, b"")), dtype="<f8")
        vector[: len(before)] = before[:width]
        vector[touched] = np.nan
        for place, value in found.get(unit_id, {}).items():
            vector[place] = value
        rows.append(Pack(unit_id=unit_id, day=day, computed=vector.astype("<f8").tobytes(), refreshed_at=moment))
    Pack.objects.bulk_create(
        sorted(rows, key=lambda row: row.unit_id), update_conflicts=True,
        unique_fields=["day", "unit"], update_fields=["computed", "refreshed_at"],
    )  # fmt: skip


def freeze(unit: Unit, day: date, values: dict[str, float | None]) -> None:
    """Confirm a unit's numbers of a day, as signed. A value of None is confirmed as missing."""
    positions = slots()
    vector = np.full(len(positions), np.nan)
    for code, value in values.items():
        vector[positions[code]] = np.nan if value is None else value
    Pack.objects.update_or_create(
        unit=unit, day=day, defaults={"confirmed": vector.astype("<f8").tobytes(), "confirmed_at": clock.now()}
    )


def thaw(unit: Unit, day: date) -> None:
    """Take a confirmation back: the numbers count as unconfirmed again."""
    Pack.objects.filter(unit=unit, day=day).update(confirmed=b"", confirmed_at=None)
