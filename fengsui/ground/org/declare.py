"""How a room declares its verbs (`rights.py`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from fengsui.ground.org.models import COMMAND_LINES, Line, Office, SeatKind, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from django.db.models import Model
    from django.utils.functional import Promise


@dataclass(frozen=True, eq=False)
class Verb:
    """Something a person may do, and what it needs.

    key: `room.verb`; name: for refusals and lists of rights; offices, seats: any one of them, held now;
    lines: along which lines it reaches down from the unit of the office;
    own: only at that unit itself and its sections, not below it in the tree (a bureau cannot sign for a prison);
    below: only below that unit, not at it (nobody accepts the own report);
    kinds: only if the office is held at a unit of one of these kinds (empty: any).
    """

    key: str
    name: str | Promise
    offices: tuple[Office, ...] = ()
    seats: tuple[SeatKind, ...] = ()
    lines: tuple[Line, ...] = COMMAND_LINES
    own: bool = False
    below: bool = False
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Derived:
    """Rows that the house makes by itself for every unit (what it owes, its computed numbers), in a room's `derived.py`.

    When a unit that was entered by mistake is withdrawn, they go with it and do not stand in the way.
    model; unit: its column; only: which rows are the house's alone (nobody met, signed or confirmed them).
    """

    model: type[Model]
    unit: str = "unit"
    only: Q = field(default_factory=Q)


@dataclass(frozen=True, eq=False)
class Consequence:
    """What becomes of a room's things when units are closed (`consequences.py`); asked before anybody confirms.

    key: `room.noun`; title: what is counted, for the list of consequences; count(units, day): how many of them would
    end if these units were closed from that day on; stops: if there are any, the change is refused with this sentence.
    """

    key: str
    title: str | Promise
    count: Callable[[Sequence[Unit], date], int]
    stops: str | Promise = ""
