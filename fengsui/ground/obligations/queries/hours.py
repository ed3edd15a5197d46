"""When somebody may be told of something: lead, grace and quiet hours as of now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations.measures import CHASE_AGAIN, ESCALATE_AFTER, QUIET_FROM, QUIET_UNTIL, REMIND
from fengsui.ground.obligations.queries.kinds import owings
from fengsui.ground.org.models import System

if TYPE_CHECKING:
    from datetime import datetime, time

    from fengsui.ground.measures.queries import Reading
    from fengsui.ground.obligations.models import Obligation

LEVELS = 4  # above a justice office: county, league, region, and one more


@dataclass(frozen=True)
class Hours:
    """The measures of reminding at one moment."""

    now: datetime
    lead: Reading
    grace: Reading
    quiet_from: Reading
    quiet_until: Reading
    again: Reading

    @property
    def longest_lead(self) -> timedelta:
        """The longest time before its hour that anything is reminded of."""
        own = [owing.remind_minutes or 0 for owing in owings().values()]
        set_ = [self.lead.system(system) for system in System] + [row.value for row in self.lead.rows]
        return timedelta(minutes=max(own + set_))

    def remind_at(self, row: Obligation) -> datetime:
        own = owings()[row.kind].remind_minutes
        return row.due_at - timedelta(minutes=self.lead.of(row.unit) if own is None else own)

    def level(self, row: Obligation) -> int:
        """How many levels above should have heard of it by now: none before it is due, one from then on."""
        if self.now < row.due_at:
            return 0
        return min(1 + (self.now - row.due_at) // timedelta(minutes=self.grace.of(row.unit)), LEVELS)

    def is_over(self, row: Obligation) -> bool:
        """Nobody can meet it any more."""
        lapses = owings()[row.kind].lapses
        return lapses is not None and self.now > row.due_at + lapses

    def is_held(self, row: Obligation) -> bool:
        """The quiet hours of the unit's system hold it back; what is urgent is never held."""
        if owings()[row.kind].urgent:
            return False
        hour = clock.local(self.now).time()
        begin: time = self.quiet_from.of(row.unit)
        end: time = self.quiet_until.of(row.unit)
        return begin <= hour < end if begin <= end else hour >= begin or hour < end

    def may_chase(self, row: Obligation, last: datetime | None) -> bool:
        """Whether it was not chased too recently."""
        return last is None or last <= self.now - timedelta(minutes=self.again.of(row.unit))


def hours(now: datetime) -> Hours:
    return Hours(now, *measures.readings(REMIND, ESCALATE_AFTER, QUIET_FROM, QUIET_UNTIL, CHASE_AGAIN, at=now))
