"""Whom a unit can address: lines, and single units below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.directives.models import NEVER
from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, Tie, Unit, UnitKind

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person

LISTED = 200  # single units to pick from; of more, the justice offices are left out: they stand below their bureau


def issuing(person: Person) -> list[Unit]:
    """The units in whose name a person may draft, the highest first."""
    return scope.own_highest(person, "directives.draft", among_equals="pk")


def lines_of(unit: Unit) -> list[str]:
    """The lines of command in which a unit has others below it."""
    paths = list(Tie.objects.on().filter(unit=unit, line__in=COMMAND_LINES).values_list("path", flat=True))
    below = Tie.objects.on().filter(path__within=paths).exclude(unit=unit).exclude(unit__kind__in=NEVER)
    found = set(below.values_list("line", flat=True).distinct())
    return [line.value for line in COMMAND_LINES if line.value in found]


def pickable(unit: Unit) -> list[Unit]:
    """The units that can be named one by one."""
    paths = Tie.objects.on().filter(unit=unit, line__in=COMMAND_LINES).values_list("path", flat=True)
    below = Unit.objects.existing().within(paths).exclude(pk=unit.pk).exclude(kind__in=NEVER)
    found = list(below.order_by("kind", "code")[: LISTED + 1])
    if len(found) > LISTED:
        return list(below.exclude(kind=UnitKind.OFFICE).order_by("kind", "code")[:LISTED])
    return found
