from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from fengsui import house
from fengsui.ground.checks.declare import Check, Failure

if TYPE_CHECKING:
    from datetime import datetime


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
