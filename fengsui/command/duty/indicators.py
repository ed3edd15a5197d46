from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.command.duty.queries.turns import laid, manned, posts_of
from fengsui.ground.indicators.declare import ASIDE, REPORTING, Asked, Indicator, Kind
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from collections.abc import Callable


def _standing(asked: Asked) -> dict[int, tuple[int, int]]:
    """Unit → places of the day's turns that were owed, and that somebody was at; a unit without posts has none."""
    units = None if asked.units is None else Unit.objects.filter(pk__in=asked.units)
    owed, there = Counter[int](), Counter[int]()
    for row in manned(laid(posts_of(units, asked.day, asked.day), asked.day, asked.day)):
        unit = row.turn.post.unit_id
        owed[unit] += row.turn.slot.need
        there[unit] += row.turn.slot.need - max((gap.missing for gap in row.gaps()), default=0)
    return {unit: (number, there[unit]) for unit, number in owed.items()}


def _take(at: int) -> Callable[[Asked], dict[int, float]]:
    return lambda asked: {unit: pair[at] for unit, pair in asked.shared(_standing).items()}


GROUP = _("Duty")
OWED = Indicator(
    "duty.owed", _("Places on duty that are owed"), _("persons"), Kind.FLOW, REPORTING, _take(0), group=GROUP, tags=frozenset({ASIDE}),
    formula=_("For each turn that begins on the day, as many as its slot needs. Missing where a unit has no posts."),
)  # fmt: skip
MANNED = Indicator(
    "duty.manned", _("Places on duty that were manned"), _("persons"), Kind.FLOW, REPORTING, _take(1), group=GROUP,
    tags=frozenset({ASIDE}),
    formula=_("Of the places owed those at which somebody was for the whole turn, by the roster. Missing where a unit has no posts."),
)  # fmt: skip
