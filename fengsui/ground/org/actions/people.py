"""Persons: registered one by one or by the hundred thousand, sealed, and findable by what is not kept in the open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import index, scope
from fengsui.ground.org.models import Appointment, Capacity, CapacityKind, Person, Unit
from fengsui.ground.org.plans import lasting
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault import bulk
from fengsui.ground.vault import queries as values
from fengsui.ground.vault.models import Key, Trace
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from fengsui.ground.org.scope import Actor
    from fengsui.ground.vault.actions import Pen

FIELDS = ("name", "phone", "number")  # sealed, in this order
NAME, NUMBER = 60, 40  # characters at most
PHONE_KIND, NUMBER_KIND = "person.phone", "person.number"  # of the vault's look-ups


@dataclass(slots=True)
class PersonRow:
    """A person as a file says it. number: of the staff or the identity card; valid_from: today if not given."""

    name: str
    unit: Unit
    phone: str = ""
    number: str = ""
    capacity: str = CapacityKind.OFFICER
    valid_from: date | None = None
    synthetic: bool = False


@action
def register(names: list[str], *, unit: Unit, capacity: str, by: Actor, synthetic: bool = False) -> list[Person]:
    """Register persons of a unit by name, in one act."""
    rows = [PersonRow(name, unit, capacity=capacity, synthetic=synthetic) for name in names]
    return register_many(rows, by=by)


@action
def register_many(rows: Sequence[PersonRow], *, by: Actor) -> list[Person]:
    """Register persons with their capacities, sealed and indexed, in the order of the rows. All or nothing.

    A fixed number of queries and about 0.1 ms a person. Who is known already must be found before
    (`queries.known_by`): here everybody is new. Refused names the row (`facts["row"]`).
    """
    _check(rows, by)
    pens = vault.admit(vault.uuids7(len(rows)))
    persons = [_sealed(row, pen) for row, pen in zip(rows, pens, strict=True)]
    bulk.copy(Person, _COLUMNS, ((p.pk, p.name_sealed, p.phone_sealed, p.number_sealed, p.synthetic) for p in persons))
    today = clock.today()
    ids = [pen.subject for pen in pens]
    capacities = ((pk, row.capacity, row.unit.pk, row.valid_from or today) for pk, row in zip(ids, rows, strict=True))
    bulk.copy(Capacity, ("person_id", "kind", "unit_id", "valid_from"), capacities)
    _index(dict(zip(ids, rows, strict=True)))
    counts = Counter(row.unit.pk for row in rows)
    told = [(unit, f"org.unit:{unit}", {"persons": number}) for unit, number in counts.items()]
    journal.write_many("org.registered", told, by=by.pk)
    return persons


_COLUMNS = ("id", "name_sealed", "phone_sealed", "number_sealed", "synthetic")


def _check(rows: Sequence[PersonRow], by: Actor) -> None:
    scope.require_all(by, "org.register", {row.unit.pk: row.unit for row in rows}.values())
    if not rows:
        raise Refused("org.nobody", _("There is nobody to register."))
    for number, row in enumerate(rows, 1):
        _values(row, number)


def _values(row: PersonRow, number: int) -> None:
    name = row.name.strip()
    if not name:
        raise Refused("org.name", _("A person needs a name."), field="name", row=number)
    if len(name) > NAME or len(row.phone) > NUMBER or len(row.number) > NUMBER:
        raise Refused("org.long", _("A name has at most 60 characters, a number at most 40."), field="name", row=number)


def _sealed(row: PersonRow, pen: Pen) -> Person:
    person = Person(
        id=pen.subject, synthetic=row.synthetic, name_sealed=pen.seal("name", row.name.strip()),
        phone_sealed=pen.seal("phone", row.phone.strip()), number_sealed=pen.seal("number", row.number.strip()),
    )  # fmt: skip
    person._state.adding = False  # noqa: SLF001 - it is written by COPY, in the same act
    return person


def _index(rows: dict[UUID, PersonRow]) -> None:
    for kind, written in ((PHONE_KIND, "phone"), (NUMBER_KIND, "number")):
        plain = {pk: index.tidy(getattr(row, written)) for pk, row in rows.items()}
        vault.index_many(kind, {pk: value for pk, value in plain.items() if value})
    vault.trace_new({pk: index.of_person(row.name, row.phone, row.number) for pk, row in rows.items()})


def units_of(person: Person) -> set[int]:
    """The units where a person is now or will be: by capacity or by appointment."""
    today = clock.today()
    return {
        pk for model in (Capacity, Appointment)
        for pk in lasting(model._default_manager.filter(person=person), today).values_list("unit", flat=True)  # noqa: SLF001
    }  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """A person's values in full, shown once."""

    name: str
    phone: str
    number: str


@action
def unmask(person: Person, unit: Unit, *, reason: str, by: Actor) -> Opened:
    """Show a person of a unit in full. The look is journalled with its reason."""
    scope.require(by, "org.unmask", unit)
    if unit.pk not in units_of(person):
        raise Refused("org.not_here", _("This person is not at this unit."))
    if not reason.strip():
        raise Refused("org.reason", _("Say why you need to see the name."), field="reason")
    journal.write(
        "org.unmasked", by=by.pk, unit=unit.pk, about=f"org.person:{person.pk}",
        person=str(person.pk), reason=reason.strip()[:200],
    )  # fmt: skip
    return Opened(*values.open_all([(person.pk, one, getattr(person, f"{one}_sealed")) for one in FIELDS]))


@action
def correct(person: Person, *, name: str, phone: str, number: str, by: Actor) -> Person:
    """Correct what is kept of a person; the index follows."""
    scope.require_all(by, "org.register", Unit.objects.filter(pk__in=units_of(person)))
    row = PersonRow(name, Unit(), phone, number)
    _values(row, 1)
    pen = vault.pen(person.pk)
    person.name_sealed, person.phone_sealed, person.number_sealed = (
        pen.seal(field, value.strip()) for field, value in zip(FIELDS, (name, phone, number), strict=True)
    )
    person.save(update_fields=[f"{field}_sealed" for field in FIELDS])
    vault.index(person.pk, **{PHONE_KIND: index.tidy(phone), NUMBER_KIND: index.tidy(number)})
    vault.trace({person.pk: index.of_person(name, phone, number)})
    journal.write("org.corrected", by=by.pk, unit=None, about=f"org.person:{person.pk}", person=str(person.pk))
    return person


@action
def add_capacity(person: Person, unit: Unit, kind: str, *, by: Actor, since: date | None = None) -> Capacity:
    """Let a person belong to a unit in a capacity from a day on. The rooms' actions call it too."""
    scope.require(by, "org.register", unit)
    begins = since or clock.today()
    if not isinstance(by, scope.System) and begins < clock.today():
        raise Refused("org.past", _("A change begins today at the earliest; what was, stays as it was."), field="since")
    if lasting(Capacity.objects.filter(person=person, unit=unit, kind=kind), begins).exists():
        raise Refused("org.capacity", _("This person is here in this capacity already."), field="kind")
    row = Capacity.objects.create(person=person, unit=unit, kind=kind, valid_from=begins)
    _told("org.capacity_added", row, by, begins)
    return row


@action
def end_capacity(capacity: Capacity, *, by: Actor, on: date | None = None) -> Capacity:
    """End a capacity from a day on (today). Appointments are ended for themselves."""
    scope.require(by, "org.register", capacity.unit)
    row = Capacity.objects.select_for_update().select_related("unit").get(pk=capacity.pk)
    day, today = on or clock.today(), clock.today()
    if day < today or (row.valid_to and row.valid_to <= today):
        raise Refused("org.past", _("A change begins today at the earliest; what was, stays as it was."), field="on")
    row.valid_to = max(day, row.valid_from)
    row.save(update_fields=["valid_to"])
    _told("org.capacity_ended", row, by, row.valid_to)
    return row


def _told(kind: str, row: Capacity, by: Actor, since: date) -> None:
    journal.write(
        kind, by=by.pk, unit=row.unit_id, about=f"org.person:{row.person_id}", person=str(row.person_id),
        capacity=row.kind, since=since.isoformat(),
    )  # fmt: skip


def index_again(most: int = 2000) -> int:
    """Index persons who are not: from before the index was there, or from a backup without it. Return how many."""
    indexed = Trace.objects.filter(pk=OuterRef("pk"))
    rows = Person.objects.exclude(name_sealed=b"").filter(
        ~Exists(indexed), Exists(Key.objects.filter(pk=OuterRef("pk")))
    )
    listed = list(rows.order_by("pk")[:most])
    sealed = [(p.pk, column, getattr(p, f"{column}_sealed")) for p in listed for column in FIELDS]
    opened = batched(values.open_all(sealed), len(FIELDS), strict=True)
    vault.trace_new({person.pk: index.of_person(*texts) for person, texts in zip(listed, opened, strict=True)})
    return len(listed)
