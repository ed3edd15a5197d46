from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.runs import actions

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:  # noqa: ARG001 - every room's signature
    """Destroy the files whose time is over; end what was cut off and is lost."""
    actions.expire(now)
    actions.give_up_lost()
