from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.assessment.actions import observe
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:  # noqa: ARG001 - only the state of now is kept
    """Look through the running day once a minute."""
    observe(clock.local(now).date())
