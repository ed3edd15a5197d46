"""From when on somebody was exposed to a patient, by the protocol in force (7 of the domain's rules)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.frontline.gates.measures import EDITIONS, EXPOSURE_DAYS
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.frontline.gates.measures import Edition
    from fengsui.ground.org.models import Unit

OBSERVED = 14  # days: the longest incubation of all editions; a window without an onset reaches as far back


@dataclass(frozen=True)
class Exposure:
    """From so many days before the onset, and who says so (None: a leader, by a measure)."""

    days: int
    edition: Edition | None


def edition(day: date) -> Edition:
    """The edition of the protocol in force on a day; before the first one, the first."""
    return next((one for one in reversed(EDITIONS) if one.since <= day), EDITIONS[0])


def exposure(unit: Unit, moment: datetime | None = None) -> Exposure:
    """What is in force when somebody asks: who traces on 22 February an onset of the 19th applies the 5th edition."""
    at = moment or clock.now()
    days = measures.reading(EXPOSURE_DAYS, at=at).of(unit)
    found = edition(clock.local(at).date())
    return Exposure(found.days, found) if days < 0 else Exposure(days, None)


def began(onset: date, days: int) -> datetime:
    """The first moment of the window: the midnight of so many days before the onset."""
    return clock.midnight(onset - timedelta(days=days))
