from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.frontline.arrivals import actions as arrivals

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:  # noqa: ARG001 - the counts are of wall time
    """Forget who knocked yesterday."""
    arrivals.sweep()
