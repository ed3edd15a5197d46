"""Since when the response runs: the one place to change when responses have a room of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.indicators.trends import first_day

if TYPE_CHECKING:
    from datetime import date


def day_of_response(day: date) -> int | None:
    """Which day of the response a day is; None: it had not begun."""
    first = first_day()
    return (day - first).days + 1 if first and first <= day else None
