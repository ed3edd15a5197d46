"""Which moments of a day are played, and how fast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import written

if TYPE_CHECKING:
    from collections.abc import Mapping

SPEEDS = (30, 60, 300, 600)  # seconds of the day per second
USUAL_SPEED = 300
STEPS = (1, 5, 10, 30, 60)  # minutes between two frames
USUAL_STEP = 10
MOST = 300  # frames; a longer course takes larger steps
FROM = time(8, 0)


@dataclass(frozen=True)
class Playing:
    """The frames of a playback: from one moment to another, every so many minutes. Never one that is still to come."""

    day: date
    begin: datetime
    end: datetime
    step: int

    @classmethod
    def read(cls, query: Mapping[str, str], now: datetime) -> Self:
        """What an address asks for; what makes no sense is as usual: the day from eight o'clock to its end, or to now."""
        day = min(clock.day_asked(query), clock.local(now).date())
        last = min(clock.midnight(day) + timedelta(days=1, minutes=-1), now.replace(second=0, microsecond=0))
        begin = clock.on(day, _hour(query.get("from", "")) or FROM)
        end = clock.on(day, _hour(query.get("to", "")) or time(23, 59))
        end = min(end, last)
        if begin >= end:  # nothing to play between them
            begin, end = clock.midnight(day), last
        step = int(query["step"]) if query.get("step", "") in {str(one) for one in STEPS} else USUAL_STEP
        while (end - begin) / timedelta(minutes=step) >= MOST:
            step = next(one for one in STEPS if one > step)
        return cls(day, begin, end, step)

    @property
    def moments(self) -> list[str]:
        """The moments as addresses write them; the last one is always there."""
        length = timedelta(minutes=self.step)
        count = -(-(self.end - self.begin) // length)
        return [written(self.begin + length * n) for n in range(max(count, 0))] + [written(self.end)]

    @property
    def hours(self) -> tuple[str, str]:
        return f"{clock.local(self.begin):%H:%M}", f"{clock.local(self.end):%H:%M}"

    @property
    def speeds(self) -> list[tuple[int, bool]]:
        return [(speed, speed == USUAL_SPEED) for speed in SPEEDS]

    @property
    def steps(self) -> list[tuple[int, bool]]:
        return [(step, step == self.step) for step in STEPS]


def _hour(text: str) -> time | None:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
