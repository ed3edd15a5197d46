"""Appointments, seats with their holders, stations."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_noop

from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange.models import Outcome
from fengsui.ground.org import scope
from fengsui.ground.org.actions import OWN_HANDS
from fengsui.ground.org.models import Appointment, Seat, Shift, Station

if TYPE_CHECKING:
    from fengsui.ground.exchange.lines import Line
    from fengsui.ground.exchange.matching.house import House
    from fengsui.ground.exchange.matching.references import References


def _place(line: Line, house: House, verb: str) -> None:
    if not house.stands(line.get("unit")):
        line.wrong(
            "unit",
            gettext_noop("The unit %(code)s is not there, is closed, or was rejected in this file."),
            code=line.get("unit"),
        )
    elif not house.reaches(verb, line.get("unit")):
        line.wrong(
            "unit", gettext_noop("The unit %(code)s is not among those where you may do this."), code=line.get("unit")
        )


def _once(line: Line, seen: dict[tuple[str, ...], int], *key: str) -> None:
    first = seen.setdefault(key, line.number)
    if first != line.number:
        line.wrong("", gettext_noop("Row %(row)d says the same; leave one of them."), row=first)


def _units(lines: list[Line], house: House) -> set[int]:
    return {unit.pk for line in lines if (unit := house.units.get(line.get("unit")))}


def appointments(lines: list[Line], house: House, references: References) -> list[Line]:
    """Who is appointed to what: the same person, unit and office once; nobody gives a right that they lack there."""
    day = house.day
    rows = Appointment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), unit__in=_units(lines, house))
    here = {(str(row.person_id), row.unit_id, row.office): row for row in rows}
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        if line.is_good:
            _place(line, house, "org.appoint")
        if line.is_good and (ref := references.find(line)):
            _once(line, seen, ref, line.get("unit"), line.get("office"))
            unit = house.units.get(line.get("unit"))
            _appointment(line, ref, here.get((ref, unit.pk if unit else 0, line.get("office"))), house)
    return lines


def _appointment(line: Line, ref: str, row: Appointment | None, house: House) -> None:
    line.how = ref
    since, until = line.get("since") or house.day.isoformat(), line.get("until")
    if until and until <= since:
        line.wrong("until", gettext_noop("The last day must lie after the first."))
    if row is None:
        line.outcome = Outcome.NEW if line.is_good else Outcome.REJECTED
        if lacking := _lacking(line.get("office"), line.get("unit"), house):
            line.wrong(
                "office",
                gettext_noop("You cannot appoint to an office with rights that you lack yourself (%(verb)s)."),
                verb=("verb", lacking),
            )
        return
    line.target, line.outcome = str(row.pk), Outcome.SAME if line.is_good else Outcome.REJECTED
    ends = row.valid_to.isoformat() if row.valid_to else ""
    if line.get("since") not in ("", row.valid_from.isoformat()):
        line.wrong(
            "since",
            gettext_noop("This appointment holds since %(day)s; that cannot be changed by an import."),
            day=row.valid_from.isoformat(),
        )
    elif until not in ("", ends) and line.is_good:
        line.outcome, line.changes = Outcome.CHANGED, {"until": [ends, until]}


def _lacking(office: str, code: str, house: House) -> str:
    if office in OWN_HANDS or house.holds_above(office, code):
        return ""
    rules = (verb for verb in scope.verbs().values() if office in verb.offices)
    return next((verb.key for verb in rules if not house.reaches(verb.key, code)), "")


def seats(lines: list[Line], house: House, references: References) -> list[Line]:
    """Seats, and who holds them from–to; one holder at a time."""
    units = _units(lines, house)
    here = {
        (unit, kind): pk for unit, kind, pk in Seat.objects.filter(unit__in=units).values_list("unit", "kind", "pk")
    }
    held: dict[tuple[str, str], list[tuple[datetime, datetime, str, int]]] = {}
    rows = Shift.objects.filter(seat__unit__in=units).values_list(
        "seat__unit__code", "seat__kind", "period", "person", "pk"
    )
    for code, kind, period, person, pk in rows:
        held.setdefault((code, kind), []).append((period.lower, period.upper, str(person), pk))
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        if line.is_good:
            _place(line, house, "org.arrange")
        if line.is_good:
            _once(line, seen, line.get("unit"), line.get("seat"), line.get("since"))
            unit = house.units.get(line.get("unit"))
            _seat(
                line,
                here.get((unit.pk if unit else 0, line.get("seat"))),
                held.setdefault((line.get("unit"), line.get("seat")), []),
                references,
            )
    return lines


def _seat(line: Line, pk: int | None, held: list[tuple[datetime, datetime, str, int]], references: References) -> None:
    """A seat without a holder, or a holding of it; what is accepted is remembered, so that two rows cannot overlap."""
    if not line.is_good:
        return
    if not (line.get("name") or line.get("since") or line.get("until")):
        line.outcome, line.target = (Outcome.SAME, str(pk)) if pk else (Outcome.NEW, "")
        return
    for column in ("name", "since", "until"):
        if not line.get(column):
            line.wrong(column, gettext_noop("Who holds a seat is said by name, from and until; this is missing."))
    if not line.is_good or not (ref := references.find(line)):
        return
    line.how = ref
    since, until = (
        datetime.fromisoformat(line.get(column)).replace(tzinfo=clock.LOCAL) for column in ("since", "until")
    )
    if until <= since:
        line.wrong("until", gettext_noop("A seat must be held until after it begins to be held."))
        return
    overlap = [one for one in held if one[0] < until and since < one[1]]
    same = [one for one in overlap if one[:3] == (since, until, ref)]
    if same:
        line.outcome, line.target = Outcome.SAME, str(same[0][3])
    elif overlap:
        line.wrong(
            "since",
            gettext_noop("Somebody else holds this seat in that time (%(seat)s)."),
            seat=("seat", line.get("seat")),
        )
    else:
        line.outcome = Outcome.NEW
        held.append((since, until, ref, 0))


def stations(lines: list[Line], house: House) -> list[Line]:
    """Stations by unit and name; how many persons at a time may change."""
    rows = Station.objects.filter(unit__in=_units(lines, house)).values_list("unit__code", "name", "pk", "capacity")
    here = {(code, name): (pk, capacity) for code, name, pk, capacity in rows}
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        if line.is_good:
            _place(line, house, "org.arrange")
        if not line.is_good:
            continue
        _once(line, seen, line.get("unit"), line.get("station"))
        found = here.get((line.get("unit"), line.get("station")))
        if found is None:
            line.outcome = Outcome.NEW if line.is_good else Outcome.REJECTED
            continue
        line.target = str(found[0])
        if line.is_good and line.get("capacity") not in ("", str(found[1])):
            line.outcome, line.changes = Outcome.CHANGED, {"capacity": [str(found[1]), line.get("capacity")]}
    return lines
