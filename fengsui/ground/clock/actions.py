"""Setting and ticking the clock. The doors are in site; org.actions.move_clock asks for the right and journals."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.models import Clock
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)


def found_live() -> None:
    """Make this database live, for ever."""
    moment = clock.wall()
    _found(Clock(kind=Clock.Kind.LIVE, base=moment, anchor=moment, settled_until=moment))


def found_drill(at: datetime, scenario: str, rate: int = 0) -> None:
    """Make this database a drill whose time is `at`."""
    _found(Clock(kind=Clock.Kind.DRILL, base=at, anchor=clock.wall(), rate=rate, settled_until=at, scenario=scenario))


def _found(row: Clock) -> None:
    if Clock.objects.exists():
        raise Refused("clock.founded", _("This database already has its clock; make a new one instead."))
    row.save(force_insert=True)
    clock.forget()


@transaction.atomic
def move(at: datetime | None = None, rate: int | None = None) -> datetime:
    """Move a drill's clock to `at` (forward or back), set its rate, or both. Return its new time."""
    row = Clock.objects.select_for_update().first()
    if row is None or not row.is_drill:
        raise Refused("clock.live", _("This is a live installation; its clock is the machine's and cannot be moved."))
    clock.forget()
    here = at or clock.now()
    row.base, row.anchor = here, clock.wall()
    row.rate = row.rate if rate is None else rate
    row.settled_until = min(row.settled_until, here)
    row.save()
    clock.forget()
    return here


def resume() -> datetime:
    """Let a drill go on where its last tick left it: while nobody runs it, its time stands still."""
    row = clock.state()
    return move(row.settled_until) if row.is_drill else clock.now()


@transaction.atomic
def tick() -> int:
    """Let every room settle what became due since the last tick. Return how many rooms settled.

    Ticks never overlap: a second one that finds the row locked does nothing. If a room fails, the whole
    tick rolls back, the mark stays, and the next tick does it again.
    """
    row = Clock.objects.select_for_update(skip_locked=True).first()
    if row is None:
        return 0
    clock.forget()
    last, here = row.settled_until, clock.now()
    if here <= last:
        return 0
    settled = 0
    for module in house.modules("settling"):
        module.settle(last, here)
        settled += 1
    Clock.objects.filter(pk=1).update(settled_until=here)
    return settled
