"""One look at a unit along a line, now or as known at a moment; all tiles are made of it, so they agree with each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.rollups import Rollup, rollup

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.queries import Node


@dataclass(frozen=True)
class Look:
    """The unit's day so far. known: as known when; None: now."""

    unit: Unit
    line: str
    day: date
    known: datetime | None
    moment: datetime
    today: Rollup

    @cached_property
    def before(self) -> Rollup:
        """The day before; read only if a figure of today is complete and so can be compared with it."""
        return rollup(self.day - timedelta(days=1), self.line, self.unit, self.known)

    @property
    def nodes(self) -> list[Node]:
        return self.today.nodes

    @property
    def path(self) -> str | None:
        """The unit's place in the line; None: it has none on this day."""
        return self.nodes[0].path if self.nodes else None


def look(unit: Unit, line: str, known: datetime | None = None) -> Look:
    """Look at the running day, or at the day of a moment as it was known then."""
    moment = known or clock.now()
    day = clock.local(moment).date()
    return Look(unit, line, day, known, moment, rollup(day, line, unit, known))
