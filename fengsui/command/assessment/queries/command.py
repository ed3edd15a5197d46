"""Who commands a unit where something cannot wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, Line, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.org.models import Person


@dataclass(frozen=True)
class Answering:
    """The unit that answers an alarm, and who does there now; nobody, if no command above has a duty chief."""

    unit_id: int
    persons: list[Person]


def answering(units: Iterable[int]) -> dict[int, Answering]:
    """For each unit, the nearest command at or above it where a duty chief is; along its business line first.

    Where nobody is a duty chief, the top of its first line: the gap is seen there. A few queries for all units.
    """
    ties = Tie.objects.on().filter(unit__in=set(units), line__in=COMMAND_LINES).order_by("pk")
    paths: dict[int, list[list[int]]] = {}
    for tie in sorted(ties, key=lambda tie: tie.line == Line.TERRITORY):
        paths.setdefault(tie.unit_id, []).append([int(step) for step in tie.path.split(".")[1:]])
    there = scope.holders_of("assessment.answer", {step for one in paths.values() for path in one for step in path})
    return {unit: _nearest(paths.get(unit, [[unit]]), there) for unit in set(units)}


def _nearest(paths: list[list[int]], there: dict[int, list[Person]]) -> Answering:
    for path in paths:
        for step in reversed(path):
            if step in there:
                return Answering(step, there[step])
    return Answering(paths[0][0], [])
