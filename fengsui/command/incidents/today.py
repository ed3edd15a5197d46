from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.command.incidents.models import Step
from fengsui.command.incidents.queries.listing import ordered, shown
from fengsui.ground.obligations.declare import Panel
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person

SHOWN = 8


def _context(person: Person) -> dict[str, Any]:
    """What goes on within reach, what nobody has in hand first."""
    reach = scope.units(person, "incidents.see").values(
        "pk"
    )  # what goes on is at a unit that stands: its heir took it over
    rows = Step.objects.as_known().live().filter(unit__in=reach).select_related("incident", "unit")
    found = ordered(shown(rows.order_by("-learned_at", "-pk")[: 5 * SHOWN]))
    return {"rows": found[:SHOWN], "more": len(found) > SHOWN}


OPEN = Panel("incidents.open", verb="incidents.take", template="incidents/panel.html", context=_context, order=1)
