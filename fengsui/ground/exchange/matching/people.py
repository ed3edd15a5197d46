"""Who is who: persons found by their id, identity number, telephone, or name within a unit. Opened only as far as needed.

Never merged silently: a match by number is shown with what it changes; one by name alone is a person's decision.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import batched
from typing import TYPE_CHECKING
from uuid import UUID

from fengsui.ground.org import actions as org
from fengsui.ground.org import queries as org_queries
from fengsui.ground.org.models import Capacity, Person
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fengsui.ground.exchange.lines import Line
    from fengsui.ground.exchange.matching.house import House

_OPEN = 5_000  # persons opened at a time
SEALED = {"name": "name_sealed", "phone": "phone_sealed", "identity": "number_sealed"}
LABELS = {"name": "name", "phone": "phone", "identity": "number"}  # what org called the value when it sealed it


@dataclass(slots=True)
class Known:
    """A person who is here: opened values, and capacities as (kind, unit id, since, until, capacity id)."""

    id: str
    name: str
    phone: str
    identity: str
    capacities: list[tuple[str, int, str, str, int]] = field(default_factory=list)

    def value(self, column: str) -> str:
        return str(getattr(self, column))


class People:
    """What is known of the persons whom a file speaks of."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.known: dict[str, Known] = {}
        self.by_identity: dict[str, list[str]] = {}
        self.by_phone: dict[str, list[str]] = {}
        self._by_name: dict[tuple[int, str], set[str]] = {}

    def load(self, lines: Iterable[Line], progress: Callable[[int], None]) -> None:
        """Find everybody whom these rows may mean: one query per kind of number, one per 5,000 persons opened.

        A telephone says nothing more of whom an id or an identity number names already: it is not looked up.
        """
        listed = [line for line in lines if line.get("name")]
        ids = {line.get("person") for line in listed} - {""}
        self.by_identity = _by_number(org.NUMBER_KIND, {line.get("identity") for line in listed})
        progress(1)
        self._open({one for each in self.by_identity.values() for one in each} | {one for one in ids if _is_id(one)})
        progress(2)
        unsure = [line for line in listed if not self._is_certain(line)]
        self.by_phone = _by_number(org.PHONE_KIND, {line.get("phone") for line in unsure})
        self._open({one for each in self.by_phone.values() for one in each})
        progress(3)
        sought = [line for line in listed if not self._by_numbers(line)]
        self._neighbours(self._unit_ids(line for line in sought if not line.get("identity")))
        self._neighbours(self._unit_ids(line for line in sought if line.get("identity")), number_sealed=b"")

    def _is_certain(self, line: Line) -> bool:
        return line.get("person") in self.known or len(self.numbered(line)) == 1

    def numbered(self, line: Line) -> list[Known]:
        """The persons whom a row's identity number names."""
        return [self.known[one] for one in self.by_identity.get(line.get("identity"), ()) if one in self.known]

    def phoned(self, line: Line) -> list[Known]:
        """The persons who have a row's telephone."""
        return [self.known[one] for one in self.by_phone.get(line.get("phone"), ()) if one in self.known]

    def _unit_ids(self, lines: Iterable[Line]) -> set[int]:
        return {unit.pk for code in {line.get("unit") for line in lines} if (unit := self.house.units.get(code))}

    def _by_numbers(self, line: Line) -> bool:
        return line.get("person") in self.known or line.get("identity") in self.by_identity

    def _open(self, ids: Iterable[str]) -> None:
        for some in batched(sorted(set(ids) - self.known.keys()), _OPEN, strict=False):
            rows = list(Person.objects.filter(pk__among=frozenset(some)).values_list("pk", *SEALED.values()))
            keys = vault.keys(row[0] for row in rows)
            for pk, *sealed in rows:
                name, phone, number = (
                    vault.open_value(keys.get(pk), pk, LABELS[c], s) for c, s in zip(SEALED, sealed, strict=True)
                )
                if pk in keys:  # who was destroyed is not here any more
                    self.known[str(pk)] = Known(str(pk), name, phone, number)
            held = Capacity.objects.filter(person__among=frozenset(some)).values_list(
                "person", "kind", "unit", "valid_from", "valid_to", "pk"
            )
            for pk, kind, unit, since, until, own in held:
                if one := self.known.get(str(pk)):
                    one.capacities.append((kind, unit, since.isoformat(), until.isoformat() if until else "", own))

    def _neighbours(self, units: set[int], **only: bytes) -> None:
        """Open the persons of the units in which somebody is sought by name.

        Whoever is sought with an identity number can only be somebody here who has none: the others are not opened.
        """
        if not units:
            return
        ids = Capacity.objects.filter(
            unit__among=units, **{f"person__{column}": value for column, value in only.items()}
        )
        self._open(str(pk) for pk in ids.values_list("person", flat=True).distinct())
        for one in self.known.values():
            for unit in {unit for _kind, unit, *_dates in one.capacities} & units:
                self._by_name.setdefault((unit, one.name), set()).add(one.id)

    def named(self, name: str, code: str) -> list[str]:
        """The ids of the persons of that name in a unit."""
        unit = self.house.units.get(code)
        return sorted(self._by_name.get((unit.pk, name), ())) if unit else []

    def mine(self, known: Known) -> bool:
        """Whether the person who brings the file looks after this person: in one of their units."""
        by_id = self.house.by_id
        return any(self.house.reaches("org.register", by_id[unit].code) for _kind, unit, *_dates in known.capacities)


def _by_number(kind: str, values: set[str]) -> dict[str, list[str]]:
    wanted = {value for value in values if value and "*" not in value}
    found: dict[str, list[str]] = {}
    for some in batched(sorted(wanted), 20_000, strict=False):
        found |= {value: [str(pk) for pk in ids] for value, ids in org_queries.known_by(kind, some).items()}
    return found


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
