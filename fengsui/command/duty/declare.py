"""How a room says what is open at a handing over (`handing.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.utils.functional import Promise

    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Open:
    """Something that is open: what, where it stands, by when (None: no hour). late: its hour is past."""

    title: str
    url: str = ""
    due_at: datetime | None = None
    late: bool = False


@dataclass(frozen=True, eq=False)
class Source:
    """What a room hands on. key: `room.noun`; open_at(unit, moment, most): the most urgent first, reading only."""

    key: str
    title: str | Promise
    open_at: Callable[[Unit, datetime, int], list[Open]]
    order: int = 50
