"""What numbers say by themselves: beyond a threshold, risen against yesterday."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.assessment.alarms import BELOW, alarms
from fengsui.ground.checks.declare import Check, Ends, Failure, Severity
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.rollups import rollup
from fengsui.ground.org.models import COMMAND_LINES, Line
from fengsui.ground.org.queries import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from numpy.typing import NDArray

    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.org.queries import Node

    type Vector = NDArray[np.float64]

SMALLEST_RISE = 3  # one case more than one is not a trend


def _vectors(first: date, last: date, known: datetime | None) -> dict[tuple[int, date], Vector]:
    """(unit id, day) → its numbers: as signed where it is signed, else as computed."""
    return {
        key: state.confirmed if state.confirmed_at else state.computed
        for key, state in indicators.states(first, last, known).items()
    }


def _watched(word: str) -> list[Indicator]:
    return [one for one in indicators.indicators().values() if getattr(one, word) is not None]


def _told(watched: list[Indicator], day: date, known: datetime | None) -> Iterator[tuple[Node, Indicator, int]]:
    """Every node that has one of the indicators on a day, with the indicator's place in the vectors."""
    positions = indicators.slots()
    for node in tree(Line.TERRITORY, day, known=known) if watched else []:
        for indicator in watched:
            if node.kind in indicator.kinds and indicator.code in positions and indicator.has(node.unit_id, day):
                yield node, indicator, positions[indicator.code]


def _failure(key: str, node: Node, indicator: Indicator, day: date, said: tuple[Any, float], **facts: float) -> Failure:
    url = reverse(indicator.rows, args=[node.code, day.isoformat(), indicator.code]) if indicator.rows else ""
    sentence, amount = said
    params = {"name": indicator.name, **facts}
    return Failure(key, node.unit_id, day, sentence, params, amount=amount, url=url, subject=indicator.code)


def _thresholds(day: date, known: datetime | None) -> list[Failure]:
    vectors = _vectors(day, day, known)
    found = []
    for node, one, place in _told([*{*_watched("high"), *_watched("low")}], day, known):
        vector = vectors.get((node.unit_id, day))
        value = np.nan if vector is None else float(vector[place])  # no comparison holds with what is missing
        if one.high is not None and value > one.high:
            said = _("{name}: {value:g}, above the threshold of {high:g}."), value - one.high
            found.append(_failure("assessment.threshold", node, one, day, said, value=value, high=one.high))
        if one.low is not None and value < one.low:
            said = _("{name}: {value:g}, below the threshold of {low:g}."), value - one.low
            found.append(_failure("assessment.threshold", node, one, day, said, value=value, low=one.low))
    return found


def _rises(day: date, known: datetime | None) -> list[Failure]:
    before = day - timedelta(days=1)
    vectors, found = _vectors(before, day, known), []
    for node, one, place in _told(_watched("rises"), day, known):
        now, then = vectors.get((node.unit_id, day)), vectors.get((node.unit_id, before))
        rise = np.nan if now is None or then is None else float(now[place] - then[place])
        if now is not None and then is not None and rise >= SMALLEST_RISE and rise > (one.rises or 0) * then[place]:
            said = _("{name}: {value:g} after {before:g} yesterday."), rise
            facts = {"value": float(now[place]), "before": float(then[place])}
            found.append(_failure("assessment.change", node, one, day, said, **facts))
    return found


def _known_numbers(day: date) -> Callable[[int, str], bool]:
    """Whether a unit's number of a day is there."""
    positions, vectors = indicators.slots(), _vectors(day, day, None)

    def known(unit_id: int, code: str) -> bool:
        vector = vectors.get((unit_id, day))
        return vector is not None and code in positions and not np.isnan(vector[positions[code]])

    return known


def _unusual(day: date, known: datetime | None) -> list[Failure]:
    """EARS over every line; what two lines say of one unit is said once."""
    found: dict[tuple[int, str], Failure] = {}
    for line in COMMAND_LINES:
        for failure in alarms(day, line, None, tree(line, day, known=known), known).failures:
            found.setdefault((failure.unit_id, failure.subject), failure)
    return list(found.values())


def _judged_series(day: date) -> Callable[[int, str], bool]:
    """A unit's own number is judged once it is there; a sum once everybody below has signed."""
    known, sums = _known_numbers(day), cache(lambda line: rollup(day, line))

    def complete(unit_id: int, code: str, line: str) -> bool:
        rolled = sums(line)
        place = next((n for n, node in enumerate(rolled.nodes) if node.unit_id == unit_id), None)
        return place is not None and rolled.figure(place, code).complete

    def judged(unit_id: int, subject: str) -> bool:
        code, below, _rest = subject.partition(BELOW)
        return any(complete(unit_id, code, line) for line in COMMAND_LINES) if below else known(unit_id, code)

    return judged


_REMEDY = _("Look at the rows that make the number; find out what is behind them, and what is needed.")
THRESHOLD = Check(
    "assessment.threshold", _("A number beyond its threshold"), Severity.WARNING, _thresholds, ends=Ends.PASSED,
    judged=_known_numbers, remedy=_REMEDY,
)  # fmt: skip
CHANGE = Check(
    "assessment.change", _("A rise against yesterday"), Severity.NOTE, _rises, ends=Ends.PASSED,
    judged=_known_numbers, remedy=_REMEDY,
)  # fmt: skip
EARS = Check(
    "assessment.ears", _("A number that is unusual beside its own last days"), Severity.WARNING, _unusual,
    ends=Ends.PASSED, judged=_judged_series, remedy=_REMEDY,
)  # fmt: skip
