"""What the pages of permits, passes and of who is inside share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.frontline.gates.models import Gate
from fengsui.frontline.gates.views.common import tabs
from fengsui.ground.org import scope
from fengsui.ground.org.doors import uuid_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def own(request: Request, verb: str) -> list[Unit]:
    """In the name of which units one acts: those with a gate before the others."""
    found = scope.own_highest(request.person, verb)
    gated = set(Gate.objects.on().filter(unit__in=found).values_list("unit", flat=True))
    return sorted(found, key=lambda unit: unit.pk not in gated)


def chosen(request: Request, name: str = "pk") -> list[UUID]:
    return [pk for text in request.POST.getlist(name)[:1000] if (pk := uuid_of(text))]


def plain(request: Request, units: Iterable[Unit]) -> bool:
    """Whether somebody may read the names of all these units in plain, and asks for it."""
    return request.method == "POST" and all(scope.may(request.person, "gates.unmask", unit) for unit in units)


def rest(request: Request) -> dict[str, Any]:
    return {"asked": request.GET.dict(), "tabs": tabs(request)}
