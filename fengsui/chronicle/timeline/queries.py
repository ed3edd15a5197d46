from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from fengsui import house
from fengsui.ground.journal.models import Entry
from fengsui.ground.journal.queries import facts
from fengsui.ground.org import scope
from fengsui.ground.org.models import Unit
from fengsui.ground.org.places import Item

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person


def readable(person: Person) -> QuerySet[Entry]:
    """The entries a person may read: those of units in reach; those of no unit only for the whole administration."""
    reach = scope.units(person, "org.read_journal")
    whole = any(held.unit_kind == "department" for held in scope.carrying(person, scope.verbs()["org.read_journal"]))
    mine = Q(unit__in=reach.values("pk"))
    return Entry.objects.filter(mine | Q(unit__isnull=True) if whole else mine)


def kinds() -> dict[str, str]:
    """The rooms that write facts, and what the menu calls them, for the filter."""
    items = sorted(house.declared("menu", Item), key=lambda item: -item.order)
    titles = {item.url.split(":")[0]: str(item.title) for item in items}
    return {room: titles.get(room, room) for room in dict.fromkeys(kind.split(".")[0] for kind in facts())}


def filtered(rows: QuerySet[Entry], query: Mapping[str, str]) -> QuerySet[Entry]:
    """Narrow entries to a room (?room=) or a unit (?unit=code)."""
    if (room := query.get("room", "")) in kinds():
        rows = rows.filter(kind__startswith=f"{room}.")
    if code := query.get("unit", ""):
        rows = rows.filter(unit__in=Unit.objects.filter(code=code).values("pk"))
    return rows
