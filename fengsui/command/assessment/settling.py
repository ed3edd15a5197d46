from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.assessment.actions.looking import BACK, look, look_back
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:
    """Look through the running day once a minute; after a jump, through every day that was passed over as well."""
    today = clock.local(now).date()
    for day in clock.days(max(clock.local(last).date(), today - BACK), today):
        look(day)
    look_back(today)
