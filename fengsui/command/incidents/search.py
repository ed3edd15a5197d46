from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from fengsui.command.incidents.queries.calls import calls
from fengsui.command.incidents.queries.listing import ALL, shown, wanted
from fengsui.ground.org import scope
from fengsui.ground.org.places import Finder, Hit

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person

SAID = 80


def _incidents(person: Person, text: str, limit: int) -> list[Hit]:
    """Incidents by their words and places, the newest first."""
    if not scope.may(person, "incidents.see"):
        return []
    rows = wanted(person, {"q": text, "state": ALL}).order_by("-learned_at", "-pk")[:limit]
    return [
        Hit(
            Truncator(f"{row.kind} · {row.step.text}").chars(SAID), reverse("incidents:incident", args=[row.step.incident_id]),
            f"{row.step.unit.label} · {row.word}",
        )
        for row in shown(rows)
    ]  # fmt: skip


def _calls(person: Person, text: str, limit: int) -> list[Hit]:
    """Calls by their words and the caller's unit, the newest first; never by a name or number."""
    if not scope.may(person, "incidents.see"):
        return []
    rows = calls(person, {"q": text}).order_by("-at", "-pk")[:limit]
    return [
        Hit(Truncator(row.text).chars(SAID), reverse("incidents:call", args=[row.pk]), row.unit.label) for row in rows
    ]


INCIDENTS = Finder("incidents.incidents", _("Incidents"), "urgent", _incidents, order=42)
CALLS = Finder("incidents.calls", _("Duty telephone"), "phone-call", _calls, order=48)
