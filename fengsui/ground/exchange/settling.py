from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.ground.exchange.actions.expiring import expire
from fengsui.ground.exchange.retention import DAYS

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:  # noqa: ARG001 - every room's signature
    """Destroy what files said thirty days ago."""
    expire(now - timedelta(days=DAYS))
