"""Who may do what at a unit: the rights that the rooms declare, and who holds them there now, in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.models import Appointment, Line, Office, SeatKind, Shift, Tie, Unit, UnitKind

if TYPE_CHECKING:
    from fengsui.ground.org.declare import Verb
    from fengsui.ground.org.models import Person


@dataclass(frozen=True)
class Way:
    """An office or seat at a unit through which something may be done here, and how many hold it now."""

    title: str
    unit: Unit
    holders: int
    here: bool


@dataclass(frozen=True)
class Right:
    name: str
    ways: list[Way]


def rights(unit: Unit) -> list[Right]:
    """Every right of the house at a unit. Three queries."""
    ties = list(Tie.objects.on().filter(unit=unit))
    lines = {int(pk): set[str]() for tie in ties for pk in tie.path.split(".")[1:]}
    for tie in ties:
        for pk in tie.path.split(".")[1:]:
            lines[int(pk)].add(tie.line)
    units = Unit.objects.in_bulk(lines)
    held = _held(units)
    return [Right(str(verb.name), _ways(verb, unit, units, lines, held)) for verb in scope.verbs().values()]


def _held(units: dict[int, Unit]) -> Counter[tuple[int, str, bool]]:
    appointed = Appointment.objects.on().filter(unit__in=units).values_list("unit", "office")
    seated = Shift.objects.filter(seat__unit__in=units, period__contains=clock.now())
    found = Counter((unit, office, False) for unit, office in appointed)
    found.update((unit, kind, True) for unit, kind in seated.values_list("seat__unit", "seat__kind"))
    return found


def _ways(
    verb: Verb, here: Unit, units: dict[int, Unit], lines: dict[int, set[str]], held: Counter[tuple[int, str, bool]]
) -> list[Way]:
    ways = []
    for (pk, title, is_seat), number in held.items():
        unit = units[pk]
        named = title in (verb.seats if is_seat else verb.offices)
        reaches = pk == here.pk or (not verb.own and lines[pk] & {Line(line).value for line in verb.lines})
        if named and reaches and (not verb.kinds or unit.kind in verb.kinds):
            label = SeatKind(title).label if is_seat else Office(title).label
            ways.append(Way(str(label), unit, number, pk == here.pk))
    return sorted(ways, key=lambda way: (not way.here, list(UnitKind).index(UnitKind(way.unit.kind)), way.unit.pk))


def mine(person: Person, unit: Unit) -> list[str]:
    """What somebody may do here."""
    here = scope.reach(person, unit).verbs
    return [str(verb.name) for key, verb in scope.verbs().items() if key in here]
