from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.queries.gates import wanted
from fengsui.ground.org import scope
from fengsui.ground.org.places import Finder, Hit

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def gates(person: Person, text: str, limit: int) -> list[Hit]:
    """Standing gates by their name, estate or unit. People at gates are found on the page of known people alone."""
    if not scope.may(person, "gates.view"):
        return []
    rows = wanted(person, {"q": text}).order_by("unit__code", "pk")[:limit]
    return [
        Hit(
            str(row),
            reverse("gates:gate", args=[row.pk]),
            " · ".join(word for word in (row.unit.label, row.place) if word),
        )
        for row in rows
    ]


GATES = Finder("gates.gates", _("Gates"), "hand-stop", gates, order=40)
