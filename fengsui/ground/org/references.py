"""What refers to a record: asked of the tables themselves, so that no room is forgotten and none is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui import house
from fengsui.ground.org.declare import Derived
from fengsui.ground.org.models import Account, Appointment, Capacity, Seat, Shift, Station, Tie, Unit
from fengsui.ground.org.places import Item

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model, QuerySet

_NAMES = {
    Account: gettext_lazy("log-ins"), Appointment: gettext_lazy("appointments"), Capacity: gettext_lazy("capacities of persons"),
    Seat: gettext_lazy("seats"), Shift: gettext_lazy("shifts"), Station: gettext_lazy("stations"), Tie: gettext_lazy("units below"),
}  # fmt: skip


def derived() -> dict[type[Model], Derived]:
    """What the house makes by itself for units, by table."""
    return {each.model: each for each in house.declared("derived", Derived)}


def referring(going: Mapping[type[Model], list[Any]]) -> list[str]:
    """What refers to records that are to go (table → ids) and would stay behind: in words, with how many each."""
    found: dict[str, int] = {}
    for model, ids in going.items():
        for relation in model._meta.related_objects if ids else ():  # noqa: SLF001 - Django's documented meta
            other: Any = relation.related_model
            rows = other._default_manager.filter(**{f"{relation.field.name}__among": frozenset(ids)})  # noqa: SLF001
            if other in derived() and model is Unit:
                rows = rows.exclude(derived()[other].only)
            if going.get(other):
                rows = rows.exclude(pk__among=frozenset(going[other]))
            if number := rows.count():
                name = _named(other)
                found[name] = found.get(name, 0) + number
    return [_("%(what)s (%(number)d)") % {"what": what, "number": number} for what, number in found.items()]


def _named(model: type[Model]) -> str:
    """What people call a table: org's own by name, another room's as the menu calls the room."""
    if model in _NAMES:
        return str(_NAMES[model])
    items = sorted(house.declared("menu", Item), key=lambda item: -item.order)  # a room's first item names it
    titles = {item.url.split(":")[0]: str(item.title) for item in items}
    label = model._meta.app_label.removeprefix("fengsui_")  # noqa: SLF001
    return titles.get(label, label)


def followers(units: list[int]) -> list[QuerySet[Any]]:
    """The rows that the house made by itself for these units, table by table: they go with them."""
    mine = [(each.model, Q(**{f"{each.unit}__among": frozenset(units)}) & each.only) for each in derived().values()]
    return [model._default_manager.filter(which) for model, which in mine] if units else []  # noqa: SLF001
