from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.command.incidents.queries.listing import ordered, shown, standing
from fengsui.ground.obligations.declare import Panel

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person

SHOWN = 8


def _context(person: Person) -> dict[str, Any]:
    """What goes on within reach, what nobody has in hand first."""
    rows = list(standing(person).live().order_by("-learned_at", "-pk")[: 5 * SHOWN])
    found = ordered(shown(rows))
    return {"rows": found[:SHOWN], "more": len(found) > SHOWN}


OPEN = Panel("incidents.open", verb="incidents.take", template="incidents/panel.html", context=_context, order=1)
