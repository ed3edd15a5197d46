"""Whom a unit can give a task, and who there can do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, SECTION_KINDS, Tie, Unit, UnitKind
from fengsui.ground.org.queries import names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person

NEVER = (*SECTION_KINDS, UnitKind.PARTNER)  # are given none: a facility answers for its sections


def reach(unit: Unit) -> QuerySet[Unit]:
    """The units that can be given a task in the name of one: itself and those below it in a line of command, today."""
    paths = Tie.objects.on().filter(unit=unit, line__in=COMMAND_LINES).values_list("path", flat=True)
    return Unit.objects.existing().within(list(paths)).exclude(kind__in=NEVER)


def givers(person: Person, verb: str = "tasks.give") -> list[Unit]:
    """The units in whose name a person gives tasks (by another room's right), the highest first."""
    held = scope.carrying(person, scope.verbs()[verb])
    high = {one.unit_id: min((path.count(".") for path in one.paths), default=99) for one in held}
    found = Unit.objects.filter(pk__in=high).exclude(kind__in=NEVER)
    return sorted(found, key=lambda unit: (high[unit.pk], unit.code))


def doers(unit: Unit) -> list[tuple[UUID, str]]:
    """Who can do a task at a unit: id and name."""
    persons = scope.holders("tasks.do", unit)
    found = names(person.pk for person in persons)
    return [(person.pk, found.get(person.pk, "")) for person in persons]


def meant(typed: str, units: Iterable[Unit]) -> Unit | None:
    """The one unit that a typed code or name means."""
    found = [unit for unit in units if typed in {unit.code, unit.name, unit.label, unit.short}]
    return found[0] if len(found) == 1 else None
