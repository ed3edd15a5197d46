"""Who is reached how: where people belong, which of their ways serve, by whose account. A fixed number of queries for any number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.models import Channel, Provider, Way
from fengsui.ground.org.models import Appointment, Capacity, Tie, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID


def homes(persons: Collection[UUID]) -> dict[UUID, int]:
    """The unit to which each person belongs today: where one serves, else where one is appointed. Who left has none."""
    found: dict[UUID, int] = {}
    for model in (Capacity, Appointment):
        rows = model.objects.on().filter(person__among=frozenset(persons)).order_by("pk")
        for person, unit in rows.values_list("person", "unit"):
            found.setdefault(person, unit)
    return found


@dataclass(frozen=True)
class Router:
    """Which provider carries a channel for a unit: its own, else that of the nearest unit above."""

    paths: dict[int, list[str]]
    providers: list[tuple[str, Provider]]  # by the path of their unit, the deepest first

    def provider(self, unit: int, channel: str) -> Provider | None:
        mine = self.paths.get(unit, [])
        for path, one in self.providers:
            if one.channel == channel and any(own == path or own.startswith(f"{path}.") for own in mine):
                return one
        return None


def router(units: Iterable[int]) -> Router:
    listed = list(Provider.objects.running())
    wanted = {*units, *(one.unit_id for one in listed)} if listed else set()
    paths: dict[int, list[str]] = {}
    for unit, path in Tie.objects.on().filter(unit__among=frozenset(wanted)).values_list("unit", "path"):
        paths.setdefault(unit, []).append(path)
    placed = [(path, one) for one in listed for path in paths.get(one.unit_id, ())]
    return Router(paths, sorted(placed, key=lambda pair: (-pair[0].count("."), str(pair[1].pk))))


def ways(persons: Collection[UUID]) -> dict[UUID, list[Way]]:
    found: dict[UUID, list[Way]] = {}
    for way in Way.objects.filter(person__among=frozenset(persons)).order_by("pk"):
        found.setdefault(way.person_id, []).append(way)
    return found


def home_unit(person: UUID) -> Unit | None:
    unit = homes([person]).get(person)
    return Unit.objects.get(pk=unit) if unit else None


def channels(person: UUID) -> set[str]:
    """The channels by which a person can be reached: those for which there is a provider; in a drill all of them."""
    if clock.is_drill():
        return set(Channel.values)
    unit = homes([person]).get(person)
    found = router([unit]) if unit else None
    return {one for one in Channel.values if found and unit and found.provider(unit, one)}
