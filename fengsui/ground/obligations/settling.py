from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.ground.obligations import actions

if TYPE_CHECKING:
    from datetime import datetime

_LONGEST = timedelta(days=1)  # after a long pause, plan day by day what should have been owed, and remind once


def settle(last: datetime, now: datetime) -> None:
    """Plan up to tomorrow and remind of what fell due since the last tick."""
    step = last
    while step < now:
        upto = min(step + _LONGEST, now)
        actions.plan(step, upto + actions.AHEAD)
        step = upto
    actions.remind(last, now)


def replan() -> None:
    actions.replan()


def forget_units(units: list[int]) -> None:
    actions.forget_units(units)
