"""What movements add up to: pure arithmetic over the ledger, no database.

Each movement changes the totals of at most two sections by one; escorts change none, for a person in hospital still
belongs to the section. So for every section: total now = total before + in − out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.custody.models import ARRIVALS, DEPARTURES, MovementKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime


class Line(Protocol):
    """What the arithmetic needs of a movement."""

    kind: str
    facility_id: int
    section_id: int
    to_section_id: int | None
    at: datetime


class Whereabouts(StrEnum):
    UNKNOWN = "unknown"
    INSIDE = "inside"
    OUTSIDE = "outside"
    GONE = "gone"


WORDS = {Whereabouts.INSIDE: _("inside"), Whereabouts.OUTSIDE: _("in hospital"), Whereabouts.GONE: _("gone")}


@dataclass(frozen=True)
class State:
    """Where the ledger has a person after some movements; before the first one it does not know."""

    where: Whereabouts = Whereabouts.UNKNOWN
    section_id: int | None = None


@dataclass(frozen=True)
class Spell:
    """A person was physically in a section from–until."""

    section_id: int
    since: datetime
    until: datetime | None


class Impossible(ValueError):
    """A movement that cannot follow what the ledger says before it."""

    def __init__(self, state: State, line: Line) -> None:
        super().__init__(f"{line.kind} after {state.where}")
        self.state = state
        self.line = line


_FROM = {
    **dict.fromkeys(ARRIVALS, (Whereabouts.GONE,)),
    **dict.fromkeys(DEPARTURES, (Whereabouts.INSIDE, Whereabouts.OUTSIDE)),
    MovementKind.SHIFT: (Whereabouts.INSIDE,),
    MovementKind.ESCORT_OUT: (Whereabouts.INSIDE,),
    MovementKind.ESCORT_BACK: (Whereabouts.OUTSIDE,),
}


def effects(line: Line) -> Iterator[tuple[int, int]]:
    """(section, +1 or −1) for each total that a movement changes."""
    if line.kind in ARRIVALS:
        yield line.section_id, 1
    elif line.kind in DEPARTURES:
        yield line.section_id, -1
    elif line.kind == MovementKind.SHIFT:
        yield line.section_id, -1
        assert line.to_section_id is not None  # the database's constraint
        yield line.to_section_id, 1


def after(state: State, line: Line) -> State:
    """The state after one more movement. Raises Impossible."""
    elsewhere = state.section_id not in {None, line.section_id} and line.kind not in ARRIVALS
    if elsewhere or (state.where != Whereabouts.UNKNOWN and state.where not in _FROM[MovementKind(line.kind)]):
        raise Impossible(state, line)
    if line.kind in DEPARTURES:
        return State(Whereabouts.GONE)
    if line.kind == MovementKind.ESCORT_OUT:
        return State(Whereabouts.OUTSIDE, line.section_id)
    return State(Whereabouts.INSIDE, line.to_section_id or line.section_id)


def walk(lines: Iterable[Line]) -> State:
    """One person's movements at one facility, in their order. Raises Impossible at the first that cannot be."""
    state = State()
    for line in lines:
        state = after(state, line)
    return state


def spells(lines: Iterable[Line]) -> list[Spell]:
    """Where a person was, from one person's movements at all facilities, in their order.

    Two facilities enter the two ends of a transfer by themselves: arriving ends any earlier stay, and leaving a
    facility where the person no longer is changes nothing.
    """
    found: list[Spell] = []
    here: tuple[int, int, datetime] | None = None  # facility, section, since
    for line in lines:
        entering = line.kind not in {*DEPARTURES, MovementKind.ESCORT_OUT}
        if here and (entering or here[0] == line.facility_id):
            found += [Spell(here[1], here[2], line.at)] if line.at > here[2] else []
            here = None
        if entering:
            here = (line.facility_id, line.to_section_id or line.section_id, line.at)
    if here:
        found.append(Spell(here[1], here[2], None))
    return found
