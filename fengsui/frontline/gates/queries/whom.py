"""Whom a trace is about: from what was typed to what passages are found by."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING
from uuid import UUID

from fengsui.frontline.gates.models import Gate, Pass, Passage, Regular, Trace
from fengsui.frontline.gates.queries.store import digest_of, normal, standing
from fengsui.ground.org.models import COMMAND_LINES, Tie, Unit
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

_BATCH = 5000


@dataclass(frozen=True)
class Whom:
    """What is typed of a person or vehicle; card: the id of a QR pass; passage: whoever passed then (from an alert)."""

    name: str = ""
    number: str = ""
    phone: str = ""
    plate: str = ""
    card: UUID | None = None
    passage: UUID | None = None

    @property
    def is_nobody(self) -> bool:
        return not any((self.name, self.number, self.phone, self.plate, self.card, self.passage))


def area(unit: Unit) -> QuerySet[Unit]:
    """A unit and what is below it in any line of command: whose gates it may trace at."""
    paths = list(Tie.objects.on().filter(unit=unit, line__in=COMMAND_LINES).values_list("path", flat=True))
    return Unit.objects.filter(pk=unit.pk) | Unit.objects.within(paths)


def gates_of(unit: Unit) -> QuerySet[Gate]:
    """The gates of that area, the closed ones too."""
    return Gate.objects.filter(unit__in=area(unit).values("pk"))


def sought(unit: Unit, whom: Whom) -> tuple[list[UUID], UUID | None]:
    """The ids and digests by which passages of a person are found, and the digest of the plate."""
    units = list(gates_of(unit).values_list("unit", flat=True).distinct().order_by("unit"))
    digests = [digest_of("number", whom.number), digest_of("phone", whom.phone)]
    digests += [digest_of("name", whom.name, one) for one in units]
    found = {one for one in digests if one} | set(_known(units, whom))
    if whom.card:
        found |= set(Pass.objects.filter(pk=whom.card, regular__unit__in=units).values_list("regular", flat=True))
    row = _passage(units, whom.passage) if whom.passage else None
    if row and row.who:
        found.add(row.who)
    return sorted(found), digest_of("plate", whom.plate) or (row.plate if row and not row.who else None)


def _passage(units: list[int], passage: UUID) -> Passage | None:
    return standing().filter(pk=passage, gate__unit__in=units).first()


def _known(units: list[int], whom: Whom) -> Iterator[UUID]:
    """Regulars of these units with that number, or with that name if their number is not known to be another."""
    name, number = normal("name", whom.name), normal("number", whom.number)
    if not (name or number):
        return
    rows = Regular.objects.filter(unit__in=units).order_by("pk").iterator(_BATCH)
    for some in batched(rows, _BATCH, strict=False):
        names = vault.open_all((row.pk, "name", row.name_sealed) for row in some)
        numbers = vault.open_all((row.pk, "number", row.number_sealed) for row in some)
        for row, its_name, its_number in zip(some, names, numbers, strict=True):
            theirs = normal("number", its_number)
            same = theirs == number if theirs and number else name and normal("name", its_name) == name
            if same:
                yield row.pk


def wanted(row: Trace) -> Whom | None:
    """What was typed; None once it was destroyed."""
    (text,) = vault.open_all([(row.pk, "wanted", row.wanted_sealed)])
    if not text:
        return None
    said = json.loads(text)
    ids = {key: UUID(said[key]) if said.get(key) else None for key in ("card", "passage")}
    return Whom(said["name"], said["number"], said["phone"], said["plate"], **ids)
