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
    rows = Unit.objects.existing(day).filter(kind__in=HERE).order_by("pk")
    units = {pk: (kind, division) for pk, kind, division in rows.values_list("pk", "kind", "division")}
    ties = Tie.objects.on(day).filter(line__in=_LINES, superior__isnull=False)
    superiors = {(line, pk): up for line, pk, up in ties.values_list("line", "unit", "superior")}
    tops = {pk for pk, (kind, _division) in units.items() if kind in BUREAUS}
    by_place = {place: pk for pk, (kind, place) in units.items() if kind == UnitKind.COUNTY_BUREAU and place}
    found = {pk: _nearest(pk, tops, superiors) or by_place.get(place, 0) for pk, (_kind, place) in units.items()}
    return {pk: bureau for pk, bureau in found.items() if bureau}


def _nearest(pk: int, tops: set[int], superiors: dict[tuple[str, int], int]) -> int:
    for line in _LINES:
        here = pk
        while here:
            if here in tops:
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
