from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.meetings.actions import planning, watching
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:
    """Plan the meetings to come; plan and watch the changes of command."""
    planning.plan(last, now)
    watching.watch(last, now)


def replan() -> None:
    """Measures or the roster changed: nothing waits for the tick."""
    now = clock.now()
    settle(now, now)
