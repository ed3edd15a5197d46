"""The organisation of a scope and a day, as the rows of the five sheets: what comes in again says “all the same”."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange.columns import APPOINTMENTS, PERSONS, SEATS, SHEETS, STATIONS, UNITS
from fengsui.ground.exchange.matching.people import LABELS, SEALED
from fengsui.ground.exchange.matching.persons import MASKS
from fengsui.ground.exchange.matching.units import OUTSIDE
from fengsui.ground.org import scope
from fengsui.ground.org.models import Appointment, Capacity, CapacityKind, Person, Seat, Shift, Station, Tie, Unit
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.exchange.columns import Sheet
    from fengsui.ground.org.scope import Actor

_OPEN = 5_000  # persons opened at a time: memory stays bounded


@dataclass
class Taking:
    """What is taken out: at and below a unit (None: everything), on a day; unmasked; with_ids: to come back here."""

    by: Actor
    unit: Unit | None
    day: date
    unmasked: bool = False
    with_ids: bool = True

    def reach(self, verb: str) -> QuerySet[Unit]:
        """The units of the scope at which the person has a verb."""
        units = scope.units(self.by, verb, day=self.day).existing(self.day)  # type: ignore[attr-defined]
        if self.unit is None:
            return units  # type: ignore[no-any-return]
        paths = list(Tie.objects.on(self.day).filter(unit=self.unit).values_list("path", flat=True))
        return units.filter(pk__in=Unit.objects.within(paths, self.day))  # type: ignore[no-any-return]

    @cached_property
    def codes(self) -> dict[int, str]:
        return dict(self.reach("exchange.export").values_list("pk", "code"))

    def may(self, sheet: Sheet) -> bool:
        """Units, seats and stations go with the right to take out; persons only to who registers or appoints them."""
        return sheet not in (PERSONS, APPOINTMENTS) or scope.may(self.by, sheet.verb)


def outgoing(taking: Taking) -> Iterator[tuple[Sheet, Iterator[dict[str, str]]]]:
    """Sheet by sheet the rows that leave."""
    makers = {UNITS: _units, PERSONS: _persons, APPOINTMENTS: _appointments, SEATS: _seats, STATIONS: _stations}
    for sheet in SHEETS.values():
        if taking.may(sheet):
            yield sheet, makers[sheet](taking)


def _units(taking: Taking) -> Iterator[dict[str, str]]:
    """Units, superiors before their units; a superior that is not in the file is `-`."""
    codes = taking.codes
    above: dict[int, dict[str, str]] = {}
    depth: dict[int, int] = {}
    ties = Tie.objects.on(taking.day).filter(unit__in=codes).values_list("unit", "line", "superior", "path")
    for pk, line, superior, path in ties:
        above.setdefault(pk, {})[line] = codes.get(superior, OUTSIDE) if superior else OUTSIDE
        depth[pk] = max(depth.get(pk, 0), path.count("."))
    rows = Unit.objects.filter(pk__in=codes)
    for unit in sorted(rows, key=lambda one: (depth.get(one.pk, 0), one.code)):
        row = {column: getattr(unit, column) for column in ("code", "kind", "name", "short", "name_en", "division")}
        yield row | above.get(unit.pk, {}) | {"synthetic": "yes" if unit.synthetic else ""}


def _valid(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def _persons(taking: Taking) -> Iterator[dict[str, str]]:
    units = set(taking.reach(PERSONS.verb).values_list("pk", flat=True))
    rows = Capacity.objects.filter(_valid(taking.day), unit__in=units, kind__in=CapacityKind.values)
    listed = rows.order_by("unit__code", "person", "kind").values_list(
        "person", "unit", "kind", "valid_from", "valid_to", "person__synthetic"
    )
    for some in batched(listed.iterator(_OPEN), _OPEN, strict=False):
        opened = _opened({row[0] for row in some}, taking)
        for person, unit, kind, since, until, synthetic in some:
            if person in opened:
                row = {"unit": taking.codes[unit], "capacity": kind, "synthetic": "yes" if synthetic else ""}
                yield opened[person] | row | _days(since, until)


def _days(since: date, until: date | None) -> dict[str, str]:
    return {"since": since.isoformat(), "until": until.isoformat() if until else ""}


def _opened(ids: set[UUID], taking: Taking) -> dict[UUID, dict[str, str]]:
    """The particulars of persons, masked unless they are taken out unmasked; who was destroyed is not there."""
    keys = vault.keys(ids)
    found: dict[UUID, dict[str, str]] = {}
    for pk, *sealed in Person.objects.filter(pk__among=ids).values_list("pk", *SEALED.values()):
        if pk in keys:
            values = {c: vault.open_value(keys[pk], pk, LABELS[c], s) for c, s in zip(SEALED, sealed, strict=True)}
            shown = values if taking.unmasked else {c: MASKS[c](value) for c, value in values.items()}
            found[pk] = shown | {"person": str(pk) if taking.with_ids else ""}
    return found


def _appointments(taking: Taking) -> Iterator[dict[str, str]]:
    units = set(taking.reach(APPOINTMENTS.verb).values_list("pk", flat=True))
    rows = Appointment.objects.filter(_valid(taking.day), unit__in=units).order_by("unit__code", "office", "pk")
    listed = rows.values_list("person", "unit", "office", "valid_from", "valid_to")
    for some in batched(listed.iterator(_OPEN), _OPEN, strict=False):
        opened = _opened({row[0] for row in some}, taking)
        for person, unit, office, since, until in some:
            if person in opened:
                yield opened[person] | {"unit": taking.codes[unit], "office": office} | _days(since, until)


def _seats(taking: Taking) -> Iterator[dict[str, str]]:
    """Every seat; with who holds it on the day, for who may see persons."""
    seats = list(
        Seat.objects.filter(unit__in=taking.codes).order_by("unit__code", "kind").values_list("pk", "unit", "kind")
    )
    held: dict[int, list[Any]] = {}
    if scope.may(taking.by, PERSONS.verb):
        day = DateTimeTZRange(clock.midnight(taking.day), clock.midnight(taking.day + timedelta(days=1)))
        shifts = Shift.objects.filter(seat__in=[pk for pk, *_rest in seats], period__overlap=day)
        for shift in shifts.order_by("period").values_list("seat", "person", "period"):
            held.setdefault(shift[0] or 0, []).append(shift)
    opened = _opened({shift[1] for shifts in held.values() for shift in shifts}, taking)
    for pk, unit, kind in seats:
        row = {"unit": taking.codes[unit], "seat": kind}
        holders = [one for one in held.get(pk, []) if one[1] in opened]
        for _seat, person, period in holders:
            yield row | opened[person] | {"since": _hour(period.lower), "until": _hour(period.upper)}
        if not holders:
            yield row


def _hour(moment: Any) -> str:
    return clock.local(moment).strftime("%Y-%m-%d %H:%M")


def _stations(taking: Taking) -> Iterator[dict[str, str]]:
    rows = Station.objects.filter(unit__in=taking.codes).order_by("unit__code", "name")
    for unit, name, capacity in rows.values_list("unit", "name", "capacity"):
        yield {"unit": taking.codes[unit], "station": name, "capacity": str(capacity)}


def counted(
    sheets: Iterable[tuple[Sheet, Iterator[dict[str, str]]]], tally: list[int], progress: Callable[[int, int], None]
) -> Iterator[tuple[Sheet, Iterator[dict[str, str]]]]:
    """The same, while tally[0] counts the rows that go by and says how far they are."""

    def through(rows: Iterator[dict[str, str]]) -> Iterator[dict[str, str]]:
        for row in rows:
            tally[0] += 1
            if tally[0] % 500 == 0:
                progress(tally[0], tally[0] + 1)
            yield row

    for sheet, rows in sheets:
        yield sheet, through(rows)
