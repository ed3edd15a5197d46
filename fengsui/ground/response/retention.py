"""The end of the response, for the purge: no emergency goes on any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.response.queries.emergencies import standings
from fengsui.ground.retention.declare import Ending

if TYPE_CHECKING:
    from datetime import datetime


def _since() -> datetime | None:
    found = standings()
    if not found or not all(row.is_over for row in found):
        return None
    return max(row.ended_at for row in found if row.ended_at)


RESPONSE = Ending(_since)
