"""Which day of the response it is, and at which level: as recorded in `ground/response`, else from the first numbers on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.trends import first_day
from fengsui.ground.response.queries.emergencies import standings

if TYPE_CHECKING:
    from datetime import date, datetime


def day_of_response(day: date, known: datetime | None = None) -> int | None:
    """Which day of the response a day is; None: it had not begun, or is over."""
    return head(day, known)[0]


def head(day: date, known: datetime | None = None) -> tuple[int | None, str]:
    """The day of the response, and the highest tier's level in force as recorded (empty: none)."""
    rows = standings(None, known, known or clock.last_moment(day))
    if not rows:
        first = first_day()
        return ((day - first).days + 1 if first and first <= day else None), ""
    found = rows[0]
    level = next(iter(found.in_force), None) if found.day_number else None
    return found.day_number, f"{level.get_tier_display()} · {level.get_grade_display()}" if level else ""
