"""Confirmed cases by league, as the notices of the health commission count them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.ground.cases import queries

if TYPE_CHECKING:
    from datetime import date

    from fengsui.command.wall.queries.look import Look


@dataclass(frozen=True)
class Cases:
    """Cumulative confirmed cases of the last day that was counted by then; None: not counted there."""

    day: date
    counts: dict[str, float | None]


def cases(look: Look) -> Cases | None:
    """Two queries; None if nobody brought counts of the day or of one before."""
    found = queries.span(look.known)
    if found is None or found[0] > look.day:
        return None
    day = min(found[1], look.day)
    leagues = queries.areas(queries.counts(day, look.known))
    return Cases(day, {one.code: one.confirmed for one in leagues})
