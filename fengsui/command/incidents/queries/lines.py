"""Who stands above a unit, in every line of command in which it answers to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, SECTION_KINDS, Tie, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.org.models import Person

NEVER = (*SECTION_KINDS, UnitKind.PARTNER)  # report none: a facility answers for its sections


def lines_above(units: Iterable[int]) -> dict[int, list[list[int]]]:
    """Unit → for each line of command in which it has a superior: the ids from the root down to that superior. One query."""
    found: dict[int, list[list[int]]] = {}
    ties = Tie.objects.on().filter(unit__in=set(units), line__in=COMMAND_LINES).order_by("pk")
    for unit, path in ties.values_list("unit", "path"):
        if steps := [int(step) for step in path.split(".")[1:-1]]:
            found.setdefault(unit, []).append(steps)
    return found


def above(unit: Unit) -> list[int]:
    """The ids of all units above one, each once, the nearest first."""
    lines = lines_above([unit.pk]).get(unit.pk, [])
    return list(dict.fromkeys(step for line in lines for step in reversed(line)))


def takers(person: Person, unit: Unit) -> list[int]:
    """At which of the units above a person acknowledges; who stands above nobody acknowledges one's own."""
    own = scope.own_ids(person, "incidents.take")
    return [pk for pk in above(unit) or [unit.pk] if pk in own]


def reporters(person: Person, verb: str = "incidents.report") -> list[Unit]:
    """The units in whose name a person reports (by another right: writes down calls), the highest first."""
    return scope.own_highest(person, verb, Unit.objects.existing().exclude(kind__in=NEVER))
