"""Whose number a filing makes: the nearest bureau at or above the unit, each filing once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.frontline.arrivals.rights import BUREAUS, HERE
from fengsui.ground.org.models import Line, Tie, Unit, UnitKind
from fengsui.ground.org.queries import above

if TYPE_CHECKING:
    from datetime import date

_LINES = (Line.TERRITORY, Line.SUPERVISION)  # where an office stands, then where a partner may


def bureaus(day: date | None = None) -> dict[int, int]:
    """Unit → its nearest county or league bureau on a day, in two queries for all units.

    A partner that answers to nobody counts with the county bureau of its administrative division.
    """
    units = {unit.pk: unit for unit in Unit.objects.existing(day).filter(kind__in=HERE).order_by("pk")}
    superiors: dict[tuple[str, int], int] = {
        (tie.line, tie.unit_id): tie.superior_id or 0 for tie in Tie.objects.on(day).filter(line__in=_LINES)
    }
    by_place = {
        unit.division: unit.pk for unit in units.values() if unit.kind == UnitKind.COUNTY_BUREAU and unit.division
    }
    found = {pk: _nearest(pk, units, superiors) for pk in units}
    return {pk: bureau for pk, unit in units.items() if (bureau := found[pk] or by_place.get(unit.division, 0))}


def _nearest(pk: int, units: dict[int, Unit], superiors: dict[tuple[str, int], int]) -> int:
    for line in _LINES:
        here = pk
        while here:
            if here in units and units[here].kind in BUREAUS:
                return here
            here = superiors.get((line, here), 0)
    return 0


def bureau_of(unit: Unit) -> Unit | None:
    """The same for one unit, without reading the others."""
    if unit.kind in BUREAUS:
        return unit
    for line in _LINES:
        if found := [one for one in above(unit, line) if one.kind in BUREAUS]:
            return found[-1]
    places = Unit.objects.existing().filter(kind=UnitKind.COUNTY_BUREAU, division=unit.division)
    return places.first() if unit.division else None
