"""Persons as lists show them: masked. And who is in hospital by the ledger."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.frontline.custody.models import Movement, MovementKind
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from fengsui.frontline.custody.models import Held, OfPerson
    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Masked:
    """As much of a person as a list shows; both empty once the person's data was destroyed."""

    pk: UUID
    name: str
    number: str
    facility_id: int


def masked(persons: Iterable[Held]) -> dict[UUID, Masked]:
    """Open and mask persons, with one query for all keys."""
    listed = list({person.pk: person for person in persons}.values())
    names = vault.open_all((person.pk, "name", person.name_sealed) for person in listed)
    numbers = vault.open_all((person.pk, "number", person.number_sealed) for person in listed)
    return {
        person.pk: Masked(person.pk, vault.mask_name(name), vault.mask_number(number), person.facility_id)
        for person, name, number in zip(listed, names, numbers, strict=True)
    }


def with_persons[R: OfPerson](rows: Iterable[R]) -> list[tuple[R, Masked]]:
    """Rows with their masked persons."""
    listed = list(rows)
    found = masked(row.person for row in listed)
    return [(row, found[row.person.pk]) for row in listed]


def in_hospital(facility: Unit, known: datetime | None = None) -> Counter[int]:
    """How many persons of each section the ledger has in hospital: the last movement was an escort out."""
    rows = Movement.objects.as_known(known).filter(facility=facility)
    last = rows.order_by("prisoner", "detainee", "-at", "-known_at").distinct("prisoner", "detainee")
    return Counter(row.section_id for row in last if row.kind == MovementKind.ESCORT_OUT)
