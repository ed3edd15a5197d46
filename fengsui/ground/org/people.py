"""People as pages show them: masked, with what they are and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.models import Account, Appointment, Capacity, Person, Shift
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Masked:
    """As much of a person as a list shows; all empty once the person's data was destroyed."""

    pk: UUID
    name: str
    phone: str
    number: str
    synthetic: bool


@dataclass
class Here:
    """A person at a unit: in which capacities, with which offices, with what account."""

    who: Masked
    capacities: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    account: str = ""  # open, closed or none


def masked(persons: Iterable[Person]) -> dict[UUID, Masked]:
    """Open and mask persons, with one query for all keys."""
    listed = list({person.pk: person for person in persons}.values())
    fields = ("name", "phone", "number")
    opened = vault.open_all((one.pk, field, getattr(one, f"{field}_sealed")) for one in listed for field in fields)
    found = {}
    for n, one in enumerate(listed):
        name, phone, number = opened[3 * n : 3 * n + 3]
        found[one.pk] = Masked(
            one.pk, vault.mask_name(name), vault.mask_number(phone), vault.mask_number(number), one.synthetic
        )
    return found


def at(unit: Unit) -> QuerySet[Person]:
    """Who is at a unit now: by capacity or by appointment."""
    belongs = Capacity.objects.on().filter(unit=unit).values("person")
    appointed = Appointment.objects.on().filter(unit=unit).values("person")
    return Person.objects.filter(Q(pk__in=belongs) | Q(pk__in=appointed))


def here(unit: Unit, persons: Iterable[Person]) -> list[Here]:
    """Persons of a unit with what they are there. Five queries, whatever their number."""
    listed = list(persons)
    names, ids = masked(listed), [person.pk for person in listed]
    found = {person.pk: Here(names[person.pk]) for person in listed}
    for row in Capacity.objects.on().filter(unit=unit, person__in=ids):
        found[row.person_id].capacities.append(row.title)
    for one in Appointment.objects.on().filter(unit=unit, person__in=ids):
        found[one.person_id].offices.append(str(one.get_office_display()))
    accounts = Account.objects.filter(person__in=ids).values_list("person", "is_active")
    for pk, active in accounts:
        found[pk].account = "open" if active else "closed"
    return list(found.values())


def seen_by(person: Person) -> QuerySet[Person]:
    """The persons whom somebody sees: those who are or were at a unit in reach, and oneself."""
    reach = scope.units(person, "org.people").values("pk")
    belongs = Capacity.objects.filter(unit__in=reach).values("person")
    appointed = Appointment.objects.filter(unit__in=reach).values("person")
    return Person.objects.filter(Q(pk__in=belongs) | Q(pk__in=appointed) | Q(pk=person.pk))


def shifts(unit: Unit) -> list[Shift]:
    """The shifts of a unit's seats and stations that are not over."""
    rows = Shift.objects.filter(Q(seat__unit=unit) | Q(station__unit=unit), period__endswith__gt=clock.now())
    return list(rows.select_related("seat", "station", "person").order_by("period"))
