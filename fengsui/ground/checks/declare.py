from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from django.utils.functional import Promise


class Severity(IntEnum):
    NOTE = 1
    WARNING = 2
    ALARM = 3


class Ends(StrEnum):
    """What ends a finding of a check."""

    MENDED = "mended"  # it is about one day: it holds once that day's rows are put right
    PASSED = "passed"  # it is about how things stand: it holds once a later look finds it holding
    OVER = "over"  # it is about something that happened: nothing is left to mend once the day is over


@dataclass(frozen=True)
class Failure:
    """A statement that does not hold at a unit on a day.

    sentence: translatable, with {placeholders}; params fill them; amount: by how much, in the statement's unit;
    url: the rows that show it; subject: tells two failures of one check at one unit apart; severity: if it is another
    than its check's.
    """

    check: str
    unit_id: int
    day: date
    sentence: str | Promise
    params: dict[str, Any]
    amount: float | None = None
    url: str = ""
    subject: str = ""
    severity: Severity | None = None

    @property
    def key(self) -> str:
        return f"{self.check}:{self.unit_id}:{self.day.isoformat()}:{self.subject}"

    @property
    def text(self) -> str:
        return str(self.sentence).format(**self.params)


@dataclass(frozen=True, eq=False)
class Check:
    """key: `room.statement`; name: the statement; run(day, known): all failures of all units on a day, few queries.

    together: how it is said of a superior, with {n} and {units}, where many bureaus below fail it; empty: each by itself.
    ends: what ends it; judged(day): tells of a unit's id and a subject whether the day can be answered for at all (a
    number that is not there yet does not hold); None: always.
    urgent: it cannot wait for the meeting, a duty chief answers at once; acts: the verb of whoever can put it right;
    remedy: what to do, the task that is proposed.
    """

    key: str
    name: str | Promise
    severity: Severity
    run: Callable[[date, datetime | None], list[Failure]]
    together: str | Promise = ""
    ends: Ends = Ends.MENDED
    judged: Callable[[date], Callable[[int, str], bool]] | None = None
    urgent: bool = False
    acts: str = "reports.sign"
    remedy: str | Promise = ""
