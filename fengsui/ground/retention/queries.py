from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.retention.declare import Ending
from fengsui.ground.retention.measures import GRACE_DAYS
from fengsui.ground.vault.declare import Keep, Purpose

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@cache
def keeps() -> tuple[Keep, ...]:
    return house.declared("retention", Keep)


def named(table: str) -> str:
    """What a table with personal data is called on the screen."""
    names = {keep.model._meta.label: str(keep.name) for keep in keeps()}  # noqa: SLF001 - Django's documented meta
    return names.get(table, table)


@cache
def endings() -> tuple[Ending, ...]:
    return house.declared("retention", Ending)


def ended() -> datetime | None:
    """Since when the response is over; None while it runs, and where none was ever recorded."""
    moments = [one.since() for one in endings()]
    return max((moment for moment in moments if moment), default=None) if all(moments) else None


def over_from(end: datetime | None) -> datetime | None:
    """The moment from which everything kept for the epidemic is due: the response's end and the days of grace."""
    return end and end + timedelta(days=int(measures.reading(GRACE_DAYS).system("")))


def all_due() -> bool:
    """Whether everything kept for the epidemic is due now. Ask once for all tables."""
    last = over_from(ended())
    return last is not None and last <= clock.now()


def due(keep: Keep, *, over: bool) -> set[UUID]:
    """The persons of a table whose time is over now: their own, or (over: `all_due`) that of the whole response."""
    if not keep.due:
        return set()
    at_once = over and keep.purpose is Purpose.EPIDEMIC
    return keep.due(clock.now() - timedelta(days=0 if at_once else lasts(keep)))


def lasts(keep: Keep) -> int:
    """For how many days a table is kept."""
    return keep.days() if callable(keep.days) else keep.days


def outlook() -> list[tuple[Keep, int, int]]:
    """Every table with personal data, how many persons it holds, and how many are due: the purge's dry run."""
    over = all_due()
    return [(keep, held(keep), len(due(keep, over=over))) for keep in keeps()]


def held(keep: Keep) -> int:
    """How many persons a table holds."""
    return keep.held() if keep.held else keep.model._default_manager.count()  # noqa: SLF001 - Django's documented manager
