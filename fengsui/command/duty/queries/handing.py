"""What is open for a unit at a moment, from every room that declares a Source (`handing.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Open, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.org.models import Unit

MOST = 20  # of one source


@dataclass(frozen=True)
class Group:
    """What one source hands on."""

    key: str
    title: str
    items: list[Open]


@cache
def sources() -> list[Source]:
    return sorted(house.declared("handing", Source), key=lambda source: (source.order, source.key))


def open_for(unit: Unit, moment: datetime | None = None, most: int = MOST) -> list[Group]:
    """What is open, source by source; empty ones are left out."""
    moment = moment or clock.now()
    found = [Group(source.key, str(source.title), source.open_at(unit, moment, most)) for source in sources()]
    return [group for group in found if group.items]


def kept(groups: Iterable[Group]) -> list[list[Any]]:
    """As a watch keeps it: what was open then does not change with what is done later."""
    return [
        [group.key, item.title, item.url, item.due_at.isoformat() if item.due_at else None, item.late]
        for group in groups
        for item in group.items
    ]


def read(items: Iterable[list[Any]]) -> list[Group]:
    """What a watch kept, with today's names of the sources."""
    titles = {source.key: str(source.title) for source in sources()}
    found: dict[str, Group] = {}
    for key, title, url, due, late in items:
        group = found.setdefault(key, Group(key, titles.get(key, key), []))
        group.items.append(Open(title, url, datetime.fromisoformat(due) if due else None, late))
    return list(found.values())
