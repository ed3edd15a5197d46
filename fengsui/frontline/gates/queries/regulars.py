"""Whom the gates of a unit know: by building and room, masked; and what a phone lacks of it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q

from fengsui.frontline.gates.models import Gate, Regular
from fengsui.frontline.gates.roll import Entry, folded
from fengsui.ground.clock import queries as clock
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Unit

FOUND = 50  # of a search
SIZE = 100  # people of a page of a building
SEALED = ("name", "tail", "plate", "number")


@dataclass(frozen=True)
class Known:
    """A regular as a list shows them: masked unless somebody asked for plain."""

    regular: Regular
    name: str
    tail: str
    plate: str
    number: str = ""


@dataclass(frozen=True)
class Household:
    room: str
    people: list[Known]


@dataclass(frozen=True)
class Building:
    name: str
    people: int
    rooms: int


def standing(unit: Unit) -> QuerySet[Regular]:
    """Whom the gates of a unit know now."""
    return Regular.objects.filter(unit=unit).on()


def buildings(unit: Unit) -> list[Building]:
    """The buildings of a unit with how many live there, in the order of people: 2 before 10."""
    rows = standing(unit).order_by().values("building")
    counted = rows.annotate(people=Count("pk"), rooms=Count("room", distinct=True, filter=~Q(room="")))
    found = [Building(row["building"], row["people"], row["rooms"]) for row in counted]
    return sorted(found, key=lambda one: natural(one.name))


def natural(name: str) -> list[Any]:
    """By which buildings and rooms are sorted."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", name) if part]


def households(unit: Unit, building: str, page: int) -> tuple[list[Household], int]:
    """A page of who lives in a building, by room, and how many pages there are."""
    keys = list(standing(unit).filter(building=building).order_by().values_list("room", "pk"))
    keys.sort(key=lambda key: (natural(key[0]), key[1]))
    here = [pk for _room, pk in keys[(page - 1) * SIZE : page * SIZE]]
    rows = {row.pk: row for row in Regular.objects.filter(pk__in=here)}
    found: dict[str, list[Known]] = defaultdict(list)
    for known in shown([rows[pk] for pk in here if pk in rows]):
        found[known.regular.room].append(known)
    return [Household(room, people) for room, people in found.items()], max(1, -(-len(keys) // SIZE))


def shown(rows: Sequence[Regular], *, masked: bool = True) -> list[Known]:
    """Open regulars in one query for all keys."""
    found = []
    for row, values in zip(rows, opened(rows), strict=True):
        name, tail, plate, number = (values[key] for key in SEALED)
        if masked:
            name, tail = vault.mask_name(name), "*" * len(tail)
            plate, number = vault.mask_number(plate), vault.mask_number(number)
        found.append(Known(row, name, tail, plate, number))
    return found


def opened(rows: Iterable[Regular], fields: Collection[str] = SEALED) -> list[dict[str, str]]:
    listed = list(rows)
    keys = vault.keys(row.pk for row in listed)
    return [
        {key: vault.open_value(keys.get(row.pk), row.pk, key, getattr(row, f"{key}_sealed")) for key in fields}
        for row in listed
    ]


def search(unit: Unit, text: str) -> list[Known]:
    """Whom a question means: by building, room, part of the name, last digits or plate. Opens the list of one unit."""
    wanted = folded(text)
    if not wanted:
        return []
    rows = list(standing(unit).order_by("building", "room", "pk"))
    meant = []
    for row, values in zip(rows, opened(rows, ("name", "tail", "plate")), strict=True):
        place = folded(f"{row.building}{row.room}")
        if wanted in folded(values["name"]) or wanted in place or wanted in {values["tail"], folded(values["plate"])}:
            meant.append(row)
    return shown(meant[:FOUND])


def present(unit: Unit, entries: Collection[Entry]) -> dict[tuple[str, str, str], Regular]:
    """Those of some entries whom the gates of a unit know already: opens only the buildings that are meant."""
    wanted = {entry.key for entry in entries}
    rooms = {key[:2] for key in wanted}
    here = {entry.building for entry in entries}
    rows = [row for row in _of_buildings(unit, here) if (folded(row.building), folded(row.room)) in rooms]
    names = opened(rows, ("name",))
    found = {Entry(said["name"], row.building, row.room).key: row for row, said in zip(rows, names, strict=True)}
    return {key: row for key, row in found.items() if key in wanted}


def meant(unit: Unit, said: Collection[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
    """Which regular is meant by a building and a name, where it is exactly one: for what is copied from paper."""
    wanted = {(folded(building), folded(name)) for building, name in said}
    rows = _of_buildings(unit, {building for building, _name in said})
    found: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for row, values in zip(rows, opened(rows, ("name",)), strict=True):
        key = folded(row.building), folded(values["name"])
        if key in wanted:
            found[key].append(row.pk)
    return {key: ids[0] for key, ids in found.items() if len(ids) == 1}


def _of_buildings(unit: Unit, names: Collection[str]) -> list[Regular]:
    return list(standing(unit).filter(building__in=names).order_by("pk"))


def since(unit: Unit, version: int) -> dict[str, Any]:
    """What a phone that knows a version lacks: who came or changed, and who is gone. 0: everybody.

    The phone's cache is sealed there; it gets names in plain words, for that is what a keeper compares.
    """
    rows = list(Regular.objects.filter(unit=unit, version__gt=version).order_by("version", "pk"))
    today = clock.today()
    living = [row for row in rows if row.until is None or row.until > today]
    told = [
        {
            "id": str(row.pk), "name": said["name"], "building": row.building, "room": row.room, "tail": said["tail"],
            "plate": said["plate"],
        }
        for row, said in zip(living, opened(living, ("name", "tail", "plate")), strict=True)
    ]  # fmt: skip
    gone = [str(row.pk) for row in rows if row.until and row.until <= today] if version else []
    return {"version": max((row.version for row in rows), default=version), "rows": told, "gone": gone}


def latest(unit: Unit) -> int:
    """The version of a unit's list: it goes up with every change."""
    return int(Regular.objects.filter(unit=unit).aggregate(last=Max("version"))["last"] or 0)


def offered(unit: Unit) -> list[str]:
    """The buildings that are offered while one types: those of the unit's gates and of its people."""
    gates = [
        name for listed in Gate.objects.on().filter(unit=unit).values_list("buildings", flat=True) for name in listed
    ]
    lived = standing(unit).exclude(building="").order_by("building").values_list("building", flat=True).distinct()
    return sorted({*gates, *lived}, key=natural)
