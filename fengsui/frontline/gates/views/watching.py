"""The tabs that alerts, listed persons and traces share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.ground.org import scope

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def tabs(person: Person) -> list[tuple[str, str]]:
    """Those that the person may open."""
    found = [(_("Alerts"), reverse("gates:alerts"))]
    if scope.may(person, "gates.list") or scope.may(person, "gates.handle"):
        found.append((_("Listed persons"), reverse("gates:listed")))
    if scope.may(person, "gates.trace"):
        found.append((_("Traces"), reverse("gates:traces")))
    return found
