from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fengsui import house
from fengsui.ground.checks.declare import Check, Ends, Failure
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Asked(NamedTuple):
    """A statement about a unit and a subject; day: which it is about, if its check is about single days."""

    check: str
    unit_id: int
    subject: str = ""
    day: date | None = None


class Answer(StrEnum):
    FAILS = "fails"
    HOLDS = "holds"
    UNKNOWN = "unknown"  # its numbers are not there yet


@cache
def checks() -> dict[str, Check]:
    return {check.key: check for check in house.declared("checks", Check)}


def failures(day: date, known: datetime | None = None) -> list[Failure]:
    """Everything that does not hold on a day, all units, gravest first."""
    found = [failure for check in checks().values() for failure in check.run(day, known)]
    return sorted(found, key=lambda failure: (-checks()[failure.check].severity, failure.unit_id, failure.key))


def still_fails(key: str) -> bool:
    """Whether the failure of this key (`Failure.key`) is still there."""
    check, _unit, day, _subject = key.split(":", 3)
    return any(failure.key == key for failure in checks()[check].run(date.fromisoformat(day), None))


def ask(statements: Iterable[Asked]) -> dict[Asked, Answer]:
    """Whether statements hold now; a check is run once for each day asked about, however many ask.

    What only happened on a day that is over holds, and so does what no room declares any more: nobody could mend it.
    """
    found: dict[Asked, Answer] = {}
    together: dict[tuple[str, date], list[Asked]] = {}
    for one in statements:
        check, today = checks().get(one.check), clock.today()
        if check is None or (check.ends is Ends.OVER and (one.day or today) < today):
            found[one] = Answer.HOLDS
        else:
            about = one.day if check.ends is Ends.MENDED else None
            together.setdefault((one.check, about or today), []).append(one)
    for (key, day), asked in together.items():
        found |= _answers(checks()[key], day, asked)
    return found


def _answers(check: Check, day: date, asked: list[Asked]) -> dict[Asked, Answer]:
    failing = {(failure.unit_id, failure.subject) for failure in check.run(day, None)}
    judged = check.judged(day) if check.judged else None
    found = {}
    for one in asked:
        known = judged is None or judged(one.unit_id, one.subject)
        holds = Answer.HOLDS if known else Answer.UNKNOWN
        found[one] = Answer.FAILS if (one.unit_id, one.subject) in failing else holds
    return found
