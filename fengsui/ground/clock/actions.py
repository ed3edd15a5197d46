"""Setting and ticking the clock. The doors are in site; org.actions.move_clock asks for the right and journals."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.models import Clock
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_LOCK = 7_300  # advisory lock: one tick at a time, and no clock moved meanwhile


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
    """Move a drill's clock to `at` (forward or back), set its rate, or both. Return its new time. A running tick ends first."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
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


def tick() -> int:
    """Let every room settle what became due since the last tick. Return how many rooms settled.

    Each room settles in a transaction of its own: what the slow ones take holds up nobody who signs meanwhile. If one
    fails, the mark stays, and the next tick does all of them again; so settling the same time twice must change nothing.
    Ticks never overlap: one that finds another running does nothing.
    """
    with _alone() as alone:
        row = Clock.objects.first() if alone else None
        if row is None:
            return 0
        clock.forget()
        last, here = row.settled_until, clock.now()
        if here <= last:
            return 0
        rooms = list(house.modules("settling"))
        for room in rooms:
            with transaction.atomic():
                room.settle(last, here)
        Clock.objects.filter(pk=row.pk).update(settled_until=here)
        return len(rooms)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else ticks; until the end nobody else does, nor moves the clock. A killed process lets go by itself."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [_LOCK])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", [_LOCK])
