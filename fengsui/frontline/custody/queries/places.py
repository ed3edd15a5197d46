"""Which sections a facility has on a day, and which facilities a person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.models import Q

from fengsui.frontline.custody.models import Detainee, Prisoner
from fengsui.ground.org import scope
from fengsui.ground.org.models import FACILITY_KINDS, SECTION_KINDS, Line, Tie, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from fengsui.frontline.custody.models import Held
    from fengsui.ground.org.models import Person


def sections(facilities: Iterable[int] | None, day: date) -> dict[int, list[Unit]]:
    """The wards and brigades of facilities (of all) on a day, in the order of their codes. One query."""
    ties = Tie.objects.on(day).filter(line=Line.TERRITORY, unit__kind__in=SECTION_KINDS)
    if facilities is None:
        ties = ties.filter(superior__kind__in=FACILITY_KINDS)
    else:
        ties = ties.filter(superior__in=set(facilities))
    found: dict[int, list[Unit]] = {}
    for tie in ties.select_related("unit"):
        found.setdefault(cast("int", tie.superior_id), []).append(tie.unit)
    return {facility: sorted(units, key=_by_code) for facility, units in found.items()}


def _by_code(unit: Unit) -> tuple[int, str]:
    return len(unit.code), unit.code  # ward-10 after ward-9


def facilities(day: date, units: Iterable[int] | None = None) -> list[Unit]:
    """The facilities open on a day: all, or those among some units."""
    found = Unit.objects.existing(day).filter(kind__in=FACILITY_KINDS)
    return list(found if units is None else found.filter(pk__in=set(units)))


def seen_by(person: Person, verb: str = "custody.view") -> QuerySet[Unit]:
    """The facilities of which a person sees something: those in reach (the closed ones too), and that of a section in reach."""
    reach = scope.seen(person, verb).values("pk")
    above = Tie.objects.on().filter(unit__in=reach, unit__kind__in=SECTION_KINDS, line=Line.TERRITORY)
    return Unit.objects.filter(Q(pk__in=reach) | Q(pk__in=above.values("superior")), kind__in=FACILITY_KINDS)


def only(facility: Unit | None) -> dict[str, Unit]:
    """A filter for rows of one facility; without one, of all."""
    return {"facility": facility} if facility else {}


def table(facility: Unit) -> type[Held]:
    """The table of the persons whom a facility holds: prisoners and detainees never share one."""
    return Detainee if facility.kind == UnitKind.CENTRE else Prisoner
