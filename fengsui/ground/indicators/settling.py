from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.actions import refresh

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:
    """Refresh the numbers of every day that ran between two ticks, and of tomorrow once its window began."""
    for day in clock.days(clock.local(last).date(), clock.local(now).date()):
        refresh(day)
