from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.frontline.gates.queries.alerts import open_alerts, shown
from fengsui.frontline.gates.queries.silent import silent
from fengsui.ground.obligations.declare import Panel
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person

SHOWN = 8


def _context(person: Person) -> dict[str, Any]:
    """Open alerts in sight, the oldest duty first; and from how many phones nothing is heard."""
    units = scope.units(person, "gates.view")
    rows = open_alerts(units, SHOWN + 1)
    return {"rows": shown(rows[:SHOWN], named=False), "more": len(rows) > SHOWN, "silent": silent(units)}


# Alerts
ALERTS = Panel("gates.alerts", "gates.view", "gates/panel.html", _context, order=20)
