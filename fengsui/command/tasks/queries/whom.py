"""Whom a unit can give a task, and who there can do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Value, When

from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, SECTION_KINDS, Tie, Unit, UnitKind
from fengsui.ground.org.queries import names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person

SHORTEST = 3  # signs of a name that are enough to mean a unit
NEVER = (*SECTION_KINDS, UnitKind.PARTNER)  # are given none: a facility answers for its sections


def reach(unit: Unit) -> QuerySet[Unit]:
    """The units that can be given a task in the name of one: itself and those below it in a line of command, today."""
    paths = Tie.objects.on().filter(unit=unit, line__in=COMMAND_LINES).values_list("path", flat=True)
    return Unit.objects.existing().within(list(paths)).exclude(kind__in=NEVER)


def near(unit: Unit, most: int | None = None) -> list[Unit]:
    """The units that can be given a task (at most so many), as they are offered while one types: the higher ones first."""
    rank = Case(*(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(UnitKind)))
    return list(reach(unit).order_by(rank, "code")[:most])


def givers(person: Person, verb: str = "tasks.give") -> list[Unit]:
    """The units in whose name a person gives tasks (by another room's right), the highest first."""
    return scope.own_highest(person, verb, Unit.objects.exclude(kind__in=NEVER))


def doers(unit: Unit) -> list[tuple[UUID, str]]:
    """Who can do a task at a unit: id and name."""
    persons = scope.holders("tasks.do", unit)
    found = names(person.pk for person in persons)
    return [(person.pk, found.get(person.pk, "")) for person in persons]


def meant(typed: str, units: Iterable[Unit]) -> Unit | None:
    """The one unit that a typed code or name means, or in whose name alone the typed words stand."""
    among = list(units)
    exact = [unit for unit in among if typed in {unit.code, unit.name, unit.label, unit.short}]
    found = exact or (alike(typed, among) if len(typed) >= SHORTEST else [])
    return found[0] if len(found) == 1 else None


def called(unit: Unit, units: Iterable[Unit]) -> str:
    """What one types to mean a unit among some: its name, or where another is called so its code."""
    return unit.label if meant(unit.label, units) == unit else unit.code


def alike(typed: str, units: Iterable[Unit]) -> list[Unit]:
    """The units in whose names the typed words stand."""
    words = typed.casefold()
    return [unit for unit in units if words in unit.name.casefold() or words in unit.label.casefold()]
