"""How a room above says what it has to tell of a night (`night.py`): findings, papers that came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from django.utils.functional import Promise

    from fengsui.ground.org.models import Person, Unit


@dataclass(frozen=True)
class Event:
    """Something that happened between two moments. kind: incident, call, task, or the key of a `Nightly`.

    at: when it became known; word, tone: its state, as a badge shows it; note: a line under the title.
    """

    kind: str
    at: datetime
    unit: Unit
    title: str
    url: str = ""
    word: str = ""
    tone: str = "still"
    note: str = ""


@dataclass(frozen=True, eq=False)
class Nightly:
    """key: `room.things`; rows(units, since, until, person, known): what to tell of these units, the newest first, at most 50."""

    key: str
    title: str | Promise
    icon: str
    verb: str
    rows: Callable[[Collection[int], datetime, datetime, Person, datetime | None], list[Event]]
    order: int = 50
