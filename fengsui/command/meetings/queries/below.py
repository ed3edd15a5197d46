"""What lies below a unit: all of it in any line of command, and its facilities, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.org.models import COMMAND_LINES, FACILITY_KINDS, Tie, Unit
from fengsui.ground.org.queries import line_of

if TYPE_CHECKING:
    from datetime import date


def within(unit: Unit, day: date | None = None) -> list[int]:
    """The ids of a unit and of everything below it."""
    paths = list(Tie.objects.on(day).filter(unit=unit, line__in=COMMAND_LINES).values_list("path", flat=True))
    return list(Unit.objects.existing(day).within(paths, day).values_list("pk", flat=True))


def facilities(unit: Unit, day: date | None = None) -> list[Unit]:
    """The facilities that a unit hears in the evening: those below it in its own line, in the organisation's order."""
    ties = Tie.objects.on(day).filter(line=line_of(unit))
    paths = list(ties.filter(unit=unit).values_list("path", flat=True))
    there = ties.filter(path__within=paths, unit__kind__in=FACILITY_KINDS).exclude(unit=unit).order_by("path")
    rank = {pk: place for place, pk in enumerate(there.values_list("unit_id", flat=True))}
    return sorted(Unit.objects.filter(pk__in=rank), key=lambda one: rank[one.pk])
