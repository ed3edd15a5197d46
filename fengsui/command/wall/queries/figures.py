"""The key figures, each with the age of the oldest number in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models.functions import Coalesce
from django.urls import reverse

from fengsui.command.wall.measures import OLD_AFTER
from fengsui.command.wall.queries.epoch import Epoch
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import KEY
from fengsui.ground.indicators.models import Confirmation, Pack
from fengsui.ground.measures import queries as measures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from fengsui.command.wall.queries.look import Look
    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.indicators.rollups import Figure


@dataclass(frozen=True)
class Key:
    """One key figure: what is known so far, how much of it is confirmed, and of when its oldest number is."""

    indicator: Indicator
    figure: Figure
    change: float | None  # against yesterday, only where both days are complete: else it would compare unlike things
    oldest: datetime | None
    is_old: bool
    url: str


def keys(look: Look) -> list[Indicator]:
    """The indicators tagged `key` that somebody below owes, in the order of the report."""
    found = [indicators.indicators()[code] for code in look.today.codes]
    return [one for one in found if KEY in one.tags and look.today.figure(0, one.code).m]


def figures(look: Look) -> list[Key]:
    shown = keys(look)
    if not shown:
        return []
    ages, limit, kinds = _ages(look), _limit(look), np.array([node.kind for node in look.nodes])
    found = []
    for one in shown:
        oldest = _oldest(look, one, ages, kinds)
        url = reverse("reports:figure", args=[look.line, look.unit.code, look.day, one.code])
        old = oldest is not None and look.moment - oldest > limit
        found.append(Key(one, look.today.figure(0, one.code), _change(look, one.code), oldest, old, url))
    return found


def _change(look: Look, code: str) -> float | None:
    """Yesterday is read only if today is complete: it costs a roll-up."""
    now = look.today.figure(0, code)
    return now.change(look.before.figure(0, code)) if now.complete else None


def _limit(look: Look) -> timedelta:
    end = clock.last_moment(look.day)
    return timedelta(minutes=measures.reading(OLD_AFTER, at=end, known=look.known).of(look.unit))


def _ages(look: Look) -> NDArray[np.float64]:
    """For each node of when its numbers are, in seconds: its signature, else when they were last computed; NaN: none."""
    packs = Pack.objects.filter(day=look.day)
    if look.known is None:
        of = Epoch(Coalesce("confirmed_at", "refreshed_at"))
        found = packs.aggregate(units=ArrayAgg("unit"), ages=ArrayAgg(of))  # thousands of them come as one row
        ages: dict[int, float | None] = dict(zip(found["units"] or (), found["ages"] or (), strict=True))
    else:
        then = look.known.timestamp()
        given = Confirmation.objects.filter(day=look.day).as_known(look.known)
        signed: dict[int, float] = dict(given.values_list("unit", Epoch("known_at")))
        made: Iterable[tuple[int, float | None]] = packs.values_list("unit", Epoch("refreshed_at"))
        ages = {pk: signed.get(pk) or min(at or then, then) for pk, at in made}  # computed later: worked out as of then
    return np.array([ages.get(node.unit_id) for node in look.nodes], dtype=float)


def _oldest(look: Look, indicator: Indicator, ages: NDArray[np.float64], kinds: NDArray[np.str_]) -> datetime | None:
    """The age of the oldest number in a figure: of the units that owe it and have one."""
    column = look.today.codes.index(indicator.code)
    there = ~np.isnan(look.today.confirmed[:, column]) | ~np.isnan(look.today.unconfirmed[:, column])
    theirs = ages[there & np.isin(kinds, [str(kind) for kind in indicator.kinds]) & ~np.isnan(ages)]
    return datetime.fromtimestamp(float(theirs.min()), UTC) if len(theirs) else None
