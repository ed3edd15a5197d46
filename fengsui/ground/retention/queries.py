from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.vault.declare import Keep

if TYPE_CHECKING:
    from uuid import UUID


@cache
def keeps() -> tuple[Keep, ...]:
    return house.declared("retention", Keep)


def named(table: str) -> str:
    """What a table with personal data is called on the screen."""
    names = {keep.model._meta.label: str(keep.name) for keep in keeps()}  # noqa: SLF001 - Django's documented meta
    return names.get(table, table)


def due(keep: Keep) -> set[UUID]:
    """The persons of a table whose time is over now."""
    return keep.due(clock.now() - timedelta(days=lasts(keep))) if keep.due else set()


def lasts(keep: Keep) -> int:
    """For how many days a table is kept."""
    return keep.days() if callable(keep.days) else keep.days


def outlook() -> list[tuple[Keep, int, int]]:
    """Every table with personal data, how many persons it holds, and how many are due: the purge's dry run."""
    return [(keep, keep.model._default_manager.count(), len(due(keep))) for keep in keeps()]  # noqa: SLF001
