"""Persons: registered one by one or by the hundred thousand, sealed, and findable by what is not kept in the open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import index, scope
from fengsui.ground.org.models import Capacity, CapacityKind, Person, Unit
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault import bulk
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from fengsui.ground.org.scope import Actor
    from fengsui.ground.vault.actions import Pen

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
        name = row.name.strip()
        if not name:
            raise Refused("org.name", _("A person needs a name."), field="name", row=number)
        if len(name) > NAME or len(row.phone) > NUMBER or len(row.number) > NUMBER:
            raise Refused(
                "org.long", _("A name has at most 60 characters, a number at most 40."), field="name", row=number
            )


def _sealed(row: PersonRow, pen: Pen) -> Person:
    return Person(
        pk=pen.subject, synthetic=row.synthetic, name_sealed=pen.seal("name", row.name.strip()),
        phone_sealed=pen.seal("phone", row.phone.strip()), number_sealed=pen.seal("number", row.number.strip()),
    )  # fmt: skip


def _index(rows: dict[UUID, PersonRow]) -> None:
    for kind, written in ((PHONE_KIND, "phone"), (NUMBER_KIND, "number")):
        plain = {pk: index.tidy(getattr(row, written)) for pk, row in rows.items()}
        vault.index_many(kind, {pk: value for pk, value in plain.items() if value})
    vault.trace_new({pk: index.of_person(row.name, row.phone, row.number) for pk, row in rows.items()})
