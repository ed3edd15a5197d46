"""Units and persons for the search everywhere."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import find, index, scope
from fengsui.ground.org.models import Appointment, Capacity, Office, Person, Unit
from fengsui.ground.org.places import Finder, Hit
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


SCAN = 200  # units that are ranked: more than that are too many to read
BATCH, DEEPEST = 250, 3000  # persons opened at a time, and at most, to see whether they are meant


def units(person: Person, text: str, limit: int) -> list[Hit]:
    """Units in reach, by name, code, pinyin, initials; closed ones last."""
    runs = find.runs(text)
    if not runs or not scope.may(person, "org.view"):
        return []
    wanted = Q(*(Q(words__contains=run) for run in runs))
    reach = scope.units(person, "org.view") | scope.past_units(person, "org.view")
    found = reach.filter(wanted)
    today = clock.today()
    ranked = sorted(found[:SCAN], key=lambda unit: (unit.is_closed(today), find.rank(unit, runs, text), unit.pk))
    return [
        Hit(unit.label, reverse("org:unit", args=[unit.code]), _note(unit), rank=n)
        for n, unit in enumerate(ranked[:limit])
    ]


def _note(unit: Unit) -> str:
    closed = [__("closed")] if unit.is_closed(clock.today()) else []
    return " · ".join([str(unit.get_kind_display()), unit.code, *closed])


def persons(person: Person, text: str, limit: int) -> list[Hit]:
    """Persons of the units in reach, by what a question says: masked, with unit and what they are there."""
    ways = index.asked(text)
    if not ways or not scope.may(person, "org.people"):
        return []
    marked = vault.traced_any(ways).values("subject")
    reach = frozenset(scope.units(person, "org.people").values_list("pk", flat=True))
    meant: dict[UUID, tuple[str, int]] = {}
    for rows in _batches(marked, reach):
        meant |= _meant(text, {pk: unit for pk, unit in rows if pk not in meant})
        if len(meant) >= limit:
            break
    return _shown(dict(list(meant.items())[:limit]))


def _batches(marked: Any, reach: frozenset[int]) -> Iterator[Iterable[tuple[UUID, int]]]:
    """Persons who may be meant, with a unit in reach at which they are: by appointment, then by capacity."""
    for model in (Appointment, Capacity):
        rows = model.objects.on().filter(person__in=marked, unit__among=reach).values_list("person", "unit")
        for most in (BATCH, DEEPEST):  # a frequent name is found among the first few
            found = list(rows[:most])
            yield from batched(found, BATCH, strict=False)
            if len(found) < most:
                break


def _meant(text: str, rows: dict[UUID, int]) -> dict[UUID, tuple[str, int]]:
    """Those of some persons whom a question really means, with their masked name and their unit."""
    numbers = any(one.isdigit() for one in text)
    fields = ("name", "phone", "number") if numbers else ("name",)
    people = list(Person.objects.filter(pk__among=frozenset(rows)).only("pk", *(f"{field}_sealed" for field in fields)))
    sealed = [(one.pk, field, getattr(one, f"{field}_sealed")) for one in people for field in fields]
    opened = vault.open_all(sealed)
    found = {}
    for n, one in enumerate(people):
        name, *rest = opened[n * len(fields) : (n + 1) * len(fields)]
        if name and index.fits(text, name, *rest):
            found[one.pk] = (vault.mask_name(name), rows[one.pk])
    return found


def _shown(meant: dict[UUID, tuple[str, int]]) -> list[Hit]:
    labels = {unit.pk: unit.label for unit in Unit.objects.filter(pk__in={unit for _name, unit in meant.values()})}
    what = _what(meant)
    return [
        Hit(name, reverse("org:person", args=[pk]), " · ".join([labels[unit], *what.get((pk, unit), ())]))
        for pk, (name, unit) in meant.items()
    ]


def _what(people: Iterable[UUID]) -> dict[tuple[UUID, int], list[str]]:
    """What persons are at their units now: offices if they hold any, else capacities."""
    listed, found = list(people), dict[tuple[UUID, int], list[str]]()
    for row in Capacity.objects.on().filter(person__in=listed):
        found[row.person_id, row.unit_id] = [row.title]
    offices: dict[tuple[UUID, int], list[str]] = {}
    for one in Appointment.objects.on().filter(person__in=listed):
        offices.setdefault((one.person_id, one.unit_id), []).append(str(Office(one.office).label))
    return found | offices


UNITS = Finder("org.units", _("Units"), "building", units, order=20)
PERSONS = Finder("org.persons", _("People"), "users", persons, order=30)
