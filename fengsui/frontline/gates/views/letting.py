"""What the pages of permits, passes and of who is inside share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.gates.models import Gate
from fengsui.ground.org import scope
from fengsui.ground.org.doors import uuid_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def tabs() -> list[tuple[str, str]]:
    return [
        (_("Gates"), reverse("gates:index")), (_("Permits"), reverse("gates:permits")), (_("Passes"), reverse("gates:passes")),
        (_("Inside now"), reverse("gates:inside")),
    ]  # fmt: skip


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
    return {"asked": request.GET.dict(), "tabs": tabs()}
