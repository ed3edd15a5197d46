from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.questions import actions
from fengsui.ground.obligations.actions import AHEAD

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:
    """Open today's and tomorrow's rounds of the standing questions, and those of days that were jumped over."""
    actions.open_standing(last, now + AHEAD)
