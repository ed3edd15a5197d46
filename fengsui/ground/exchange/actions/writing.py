"""Writing matched rows with org's verbs, sheet by sheet. Called by `take`, inside its transaction."""

from __future__ import annotations

from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING
from uuid import UUID

from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange.columns import APPOINTMENTS, PERSONS, SEATS, STATIONS, UNITS
from fengsui.ground.exchange.matching.units import LINES, NAMING, OUTSIDE
from fengsui.ground.exchange.models import Outcome
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Appointment, Capacity, Person, Seat, Station, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from fengsui.ground.exchange.actions.recording import Record
    from fengsui.ground.exchange.lines import Line
    from fengsui.ground.exchange.models import Batch
    from fengsui.ground.org.scope import Actor

MOUTHFUL = 5_000  # persons registered at a time: memory stays bounded, and the progress moves
FIELDS = {"name": "name", "phone": "phone", "identity": "number"}  # what org calls a person's values


def write(
    batch: Batch, sheets: dict[str, list[Line]], record: Record, *, by: Actor, progress: Callable[[int], None]
) -> None:
    """Write new and changed rows of all sheets."""
    _units(batch, sheets[UNITS.key], record, by)
    scribe = Scribe(batch, record, by)
    done = len(sheets[UNITS.key])
    progress(done)
    new = sorted(
        (line for line in sheets[PERSONS.key] if line.outcome == Outcome.NEW), key=lambda line: line.get("unit")
    )
    for some in batched(new, MOUTHFUL, strict=False):  # by unit: the journal tells once per unit and mouthful
        scribe.register(some)
        done += len(some)
        progress(done)
    scribe.change([line for line in sheets[PERSONS.key] if line.outcome == Outcome.CHANGED])
    scribe.appoint(sheets[APPOINTMENTS.key])
    scribe.seat(sheets[SEATS.key])
    scribe.station(sheets[STATIONS.key])


def _units(batch: Batch, lines: list[Line], record: Record, by: Actor) -> None:
    new = [line for line in lines if line.outcome == Outcome.NEW]
    root = batch.unit.code if batch.unit else org.ROOT
    if new:
        org.arrange([_unit_row(line, root) for line in new], since=batch.day, by=by)
        found = dict(Unit.objects.filter(code__in=[line.get("code") for line in new]).values_list("code", "pk"))
        record.make(UNITS.key, "unit", [found[line.get("code")] for line in new])
    for line in lines:
        if line.outcome == Outcome.CHANGED:
            _change_unit(batch, line, record, by)


def _change_unit(batch: Batch, line: Line, record: Record, by: Actor) -> None:
    """An existing unit is called otherwise, answers to another superior, serves another division."""
    unit, since = Unit.objects.get(pk=line.target), max(batch.day, clock.today())
    if line.changes.keys() & set(NAMING):
        name, short, name_en = (line.get(column) or getattr(unit, column) for column in NAMING)
        change = org.rename(unit, name, since=since, by=by, name_en=name_en, short=short)
        record.make(UNITS.key, "change", [change.pk])
    for way in LINES:
        if way in line.changes:
            superior = Unit.objects.get(code=line.get(way))
            record.make(UNITS.key, "change", [org.move(unit, way, superior, since=since, by=by).pk])
    if "division" in line.changes:
        before, after = line.changes["division"]
        org.set_division(unit, after, by=by)
        record.change(UNITS.key, "unit", unit.pk, {"division": before}, {"division": after})


def _unit_row(line: Line, root: str) -> org.UnitRow:
    texts = {column: line.get(column) for column in ("code", "kind", "name", "name_en", "short", "division")}
    superiors = {way: root if line.get(way) == OUTSIDE else line.get(way) for way in LINES if line.get(way)}
    return org.UnitRow(**texts, synthetic=bool(line.get("synthetic")), superiors=superiors)


class Scribe:
    """Writes what speaks of persons and places; knows which person came in which row."""

    def __init__(self, batch: Batch, record: Record, by: Actor) -> None:
        self.batch, self.record, self.by = batch, record, by
        self.units = {unit.code: unit for unit in Unit.objects.existing(batch.day)}
        self.came: dict[str, str] = {}

    def _person(self, ref: str) -> UUID:
        return UUID(self.came.get(ref, ref))

    def _since(self, line: Line) -> date:
        return clock.read_day(line.get("since")) or self.batch.day

    def register(self, lines: Iterable[Line]) -> None:
        """New persons, and until when they are here if the file says so."""
        listed = list(lines)
        made = org.register_many(
            [
                org.PersonRow(
                    line.get("name"), self.units[line.get("unit")], phone=line.get("phone"), number=line.get("identity"),
                    capacity=line.get("capacity"), valid_from=self._since(line), synthetic=bool(line.get("synthetic")),
                )
                for line in listed
            ],
            by=self.by,
        )  # fmt: skip
        self.came |= {f"row:{line.number}": str(person.pk) for line, person in zip(listed, made, strict=True)}
        ending = {
            person.pk: clock.read_day(line.get("until"))
            for line, person in zip(listed, made, strict=True)
            if line.get("until")
        }
        if ending:
            rows = Capacity.objects.filter(person__in=ending).select_related("unit")
            org.date_capacities([(row, ending[row.person_id]) for row in rows], by=self.by)
        self.record.make(PERSONS.key, "person", [person.pk for person in made])

    def change(self, lines: list[Line]) -> None:
        """Persons who are here: corrected values, further capacities, capacities that end."""
        for line in lines:  # a row decided to be an earlier row's person leads on to that person
            self.came[f"row:{line.number}"] = self.came.get(line.target, line.target)
        corrected = [(line, {c: pair for c, pair in line.changes.items() if c in FIELDS}) for line in lines]
        corrected = [(line, changes) for line, changes in corrected if changes]
        if corrected:
            org.correct_many(
                [
                    (self._person(line.target), {FIELDS[c]: new for c, (_old, new) in changes.items()})
                    for line, changes in corrected
                ],
                by=self.by,
            )
            for line, changes in corrected:
                before, after = ({FIELDS[c]: pair[i] for c, pair in changes.items()} for i in (0, 1))
                self.record.change(PERSONS.key, "person", self._person(line.target), before, after)
        self._join([line for line in lines if "unit" in line.changes])
        self._end([line for line in lines if "until" in line.changes])

    def _join(self, lines: list[Line]) -> None:
        if lines:
            rows = [
                org.Joining(self._person(line.target), self.units[line.get("unit")], line.get("capacity"), self._since(line), clock.read_day(line.get("until")))
                for line in lines
            ]  # fmt: skip
            made = org.join_many(rows, by=self.by)
            self.record.make(PERSONS.key, "capacity", [row.pk for row in made])

    def _end(self, lines: list[Line]) -> None:
        if not lines:
            return
        held = (
            Capacity.objects.filter(person__in=[self._person(line.target) for line in lines])
            .select_related("unit")
            .order_by("valid_from")
        )
        found = {
            (str(row.person_id), row.unit.code, row.kind, row.valid_to.isoformat() if row.valid_to else ""): row
            for row in held
        }
        rows = [
            (found[line.target, line.get("unit"), line.get("capacity"), line.changes["until"][0]], line.get("until"))
            for line in lines
        ]
        for row, until in rows:
            before = row.valid_to.isoformat() if row.valid_to else ""
            self.record.change(PERSONS.key, "capacity", row.pk, {"until": before}, {"until": until})
        org.date_capacities([(row, clock.read_day(until)) for row, until in rows], by=self.by)

    def appoint(self, lines: list[Line]) -> None:
        new = [line for line in lines if line.outcome == Outcome.NEW]
        if new:
            rows = [
                (
                    self._person(line.how),
                    self.units[line.get("unit")],
                    line.get("office"),
                    self._since(line),
                    clock.read_day(line.get("until")),
                )
                for line in new
            ]
            made = org.appoint_many(rows, by=self.by)
            self.record.make(APPOINTMENTS.key, "appointment", [row.pk for row in made])
        ending = {int(line.target): line for line in lines if line.outcome == Outcome.CHANGED}
        found = list(Appointment.objects.filter(pk__in=ending).select_related("unit"))
        for row in found:
            before, until = ending[row.pk].changes["until"]
            self.record.change(APPOINTMENTS.key, "appointment", row.pk, {"until": before}, {"until": until})
        if found:
            org.date_appointments([(row, clock.read_day(ending[row.pk].get("until"))) for row in found], by=self.by)

    def seat(self, lines: list[Line]) -> None:
        wanted = {(self.units[line.get("unit")].pk, line.get("seat")): line for line in lines}
        here = set(Seat.objects.filter(unit__in={unit for unit, _kind in wanted}).values_list("unit", "kind"))
        new = [
            Seat(unit=self.units[line.get("unit")], kind=line.get("seat"))
            for key, line in wanted.items()
            if key not in here
        ]
        if new:
            org.set_up_many(new, by=self.by)
            self.record.make(SEATS.key, "seat", [seat.pk for seat in new])
        people = Person.objects.in_bulk([self._person(line.how) for line in lines if line.how])
        for line in lines:
            if line.how:
                since, until = (
                    datetime.fromisoformat(line.get(c)).replace(tzinfo=clock.LOCAL) for c in ("since", "until")
                )
                shift = org.hold_seat(
                    people[self._person(line.how)],
                    self.units[line.get("unit")],
                    line.get("seat"),
                    since=since,
                    until=until,
                    by=self.by,
                )
                self.record.make(SEATS.key, "shift", [shift.pk])

    def station(self, lines: list[Line]) -> None:
        new = [
            Station(unit=self.units[line.get("unit")], name=line.get("station"), capacity=int(line.get("capacity") or 1))
            for line in lines if line.outcome == Outcome.NEW
        ]  # fmt: skip
        if new:
            org.set_up_many(new, by=self.by)
            self.record.make(STATIONS.key, "station", [row.pk for row in new])
        changed = {int(line.target): line for line in lines if line.outcome == Outcome.CHANGED}
        found = list(Station.objects.filter(pk__in=changed).select_related("unit"))
        for row in found:
            before, after = changed[row.pk].changes["capacity"]
            self.record.change(STATIONS.key, "station", row.pk, {"capacity": before}, {"capacity": after})
        if found:
            org.man_many([(row, int(changed[row.pk].get("capacity"))) for row in found], by=self.by)
