"""Many records at once, as a file brings them: each verb asks for its right at every unit, writes in bulk, and tells once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import index, scope
from fengsui.ground.org.actions.offices import OWN_HANDS
from fengsui.ground.org.actions.people import NUMBER_KIND, PHONE_KIND
from fengsui.ground.org.models import Appointment, Capacity, Person, Seat, Station
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault import bulk
from fengsui.ground.vault import queries as vault_queries
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

SEALED = {"name": "name_sealed", "phone": "phone_sealed", "number": "number_sealed"}


@dataclass(slots=True)
class Joining:
    """A person gets a capacity at a unit; until: the first day on which it no longer holds."""

    person: UUID
    unit: Unit
    kind: str
    since: date | None = None
    until: date | None = None


@action
def join_many(rows: Sequence[Joining], *, by: Actor) -> list[Capacity]:
    """Give persons who are here already further capacities, in the order of the rows."""
    scope.require_all(by, "org.register", {row.unit.pk: row.unit for row in rows}.values())
    made = Capacity.objects.bulk_create(
        [
            Capacity(
                person_id=r.person, unit=r.unit, kind=r.kind, valid_from=r.since or clock.today(), valid_to=r.until
            )
            for r in rows
        ],
        batch_size=2000,
    )
    for unit, number in Counter(row.unit.pk for row in rows).items():
        journal.write("org.joined", by=by.pk, unit=unit, about=f"org.unit:{unit}", persons=number)
    return made


@action
def date_capacities(rows: Sequence[tuple[Capacity, date | None]], *, by: Actor) -> int:
    """Say until when capacities hold (None: further notice)."""
    scope.require_all(by, "org.register", {row.unit_id: row.unit for row, _day in rows}.values())
    for row, until in rows:
        row.valid_to = until
    Capacity.objects.bulk_update([row for row, _day in rows], ["valid_to"], batch_size=2000)
    for unit, number in Counter(row.unit_id for row, _day in rows).items():
        journal.write("org.dated", by=by.pk, unit=unit, about=f"org.unit:{unit}", persons=number)
    return len(rows)


@action
def correct_many(rows: Sequence[tuple[UUID, dict[str, str]]], *, by: Actor) -> int:
    """Correct names, phones and numbers of persons: id, field → value. What stood there is gone; findable by the new."""
    scope.require(by, "org.register")
    ids = {pk for pk, _values in rows}
    _refuse_strangers(ids, by)
    pens = vault.pens(ids)
    changed: dict[UUID, dict[str, str]] = {pk: {} for pk in ids}
    for pk, values in rows:
        changed[pk] |= values
    opened = _opened(ids)
    columns = tuple(SEALED.values())
    fresh = {pk: opened[pk] | values for pk, values in changed.items()}
    bulk.change(Person, columns, ((pk, *(pens[pk].seal(f, now[f]) for f in SEALED)) for pk, now in fresh.items()))
    for kind, field in ((PHONE_KIND, "phone"), (NUMBER_KIND, "number")):
        vault.reindex(kind, {pk: index.tidy(now[field]) for pk, now in fresh.items() if field in changed[pk]})
    vault.trace({pk: index.of_person(now["name"], now["phone"], now["number"]) for pk, now in fresh.items()})
    journal.write("org.persons_corrected", by=by.pk, unit=None, about="org.persons", persons=len(ids))
    return len(ids)


def _opened(ids: set[UUID]) -> dict[UUID, dict[str, str]]:
    rows = Person.objects.filter(pk__among=ids).values_list("pk", *SEALED.values())
    triples = [(pk, field, value) for pk, *values in rows for field, value in zip(SEALED, values, strict=True)]
    found: dict[UUID, dict[str, str]] = {pk: {} for pk in ids}
    for (pk, field, _sealed), value in zip(triples, vault_queries.open_all(triples), strict=True):
        found[pk][field] = value
    return found


def _refuse_strangers(ids: set[UUID], by: Actor) -> None:
    """Only who looks after one of a person's units may correct the person."""
    reach = scope.units(by, "org.register")
    mine = set(Capacity.objects.filter(person__among=ids, unit__in=reach).values_list("person", flat=True))
    if ids - mine:
        raise Refused("org.stranger", _("A person can only be corrected by who registers the persons of their unit."))


@action
def appoint_many(rows: Sequence[tuple[UUID, Unit, str, date | None, date | None]], *, by: Actor) -> list[Appointment]:
    """Appoint persons: id, unit, office, since, until. Nobody can give a right that they lack at one of the units."""
    units = {unit.pk: unit for _pk, unit, *_rest in rows}
    scope.require_all(by, "org.appoint", units.values())
    for office in {office for _pk, _unit, office, *_days in rows} - OWN_HANDS:
        _refuse_lacking({unit.pk for _pk, unit, each, *_days in rows if each == office}, office, by)
    made = Appointment.objects.bulk_create(
        Appointment(person_id=pk, unit=unit, office=office, valid_from=since or clock.today(), valid_to=until)
        for pk, unit, office, since, until in rows
    )
    for row in made:
        who = str(row.person_id)
        journal.write(
            "org.appointed", by=by.pk, unit=row.unit_id, about=f"org.person:{who}", person=who, office=row.office
        )
    return made


def _refuse_lacking(units: set[int], office: str, by: Actor) -> None:
    """As `offices.lacking` says of one unit, of many in a query a verb."""
    asked = units - set(scope.under_office(by, office).filter(pk__in=units).values_list("pk", flat=True))
    for verb in scope.verbs().values() if asked else ():
        mine = scope.units(by, verb.key).filter(pk__in=asked).values_list("pk", flat=True)
        if office in verb.offices and asked - set(mine):
            raise Refused(
                "org.lacking",
                _("You cannot appoint to an office with rights that you lack yourself (%(verb)s).")
                % {"verb": verb.name},
            )


@action
def date_appointments(rows: Sequence[tuple[Appointment, date | None]], *, by: Actor) -> int:
    """Say until when appointments hold (None: further notice)."""
    scope.require_all(by, "org.appoint", {row.unit_id: row.unit for row, _day in rows}.values())
    for row, until in rows:
        row.valid_to = until
        row.save(update_fields=["valid_to"])
        who = str(row.person_id)
        journal.write(
            "org.term_set", by=by.pk, unit=row.unit_id, about=f"org.person:{who}", person=who, office=row.office
        )
    return len(rows)


@action
def set_division(unit: Unit, division: str, *, by: Actor) -> Unit:
    """Say which administrative division a unit serves; codes of divisions change over time."""
    scope.require(by, "org.arrange", unit)
    unit.division = division
    unit.save(update_fields=["division"])
    journal.write("org.division_set", by=by.pk, unit=unit.pk, about=f"org.unit:{unit.pk}", division=division)
    return unit


@action
def set_up_many(rows: Sequence[Seat | Station], *, by: Actor) -> int:
    """Set up seats and stations that are not there yet."""
    scope.require_all(by, "org.arrange", {row.unit_id: row.unit for row in rows}.values())
    Seat.objects.bulk_create(row for row in rows if isinstance(row, Seat))
    Station.objects.bulk_create(row for row in rows if isinstance(row, Station))
    for unit, number in Counter(row.unit_id for row in rows).items():
        journal.write("org.set_up", by=by.pk, unit=unit, about=f"org.unit:{unit}", places=number)
    return len(rows)


@action
def man_many(rows: Sequence[tuple[Station, int]], *, by: Actor) -> int:
    """Say how many persons at a time stations take."""
    scope.require_all(by, "org.arrange", {row.unit_id: row.unit for row, _number in rows}.values())
    for row, capacity in rows:
        row.capacity = capacity
    Station.objects.bulk_update([row for row, _number in rows], ["capacity"])
    for unit, number in Counter(row.unit_id for row, _number in rows).items():
        journal.write("org.set_up", by=by.pk, unit=unit, about=f"org.unit:{unit}", places=number)
    return len(rows)
