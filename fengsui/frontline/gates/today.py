from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.frontline.gates.queries.alerts import open_alerts, shown
from fengsui.ground.obligations.declare import Panel
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person

SHOWN, MOST = 8, 50


def _context(person: Person) -> dict[str, Any]:
    """Open alerts in sight, the oldest duty first. What one owes oneself stands above; silent phones are a finding."""
    units, own = scope.units(person, "gates.view"), scope.own_ids(person, "gates.handle")
    rows = [row for row in open_alerts(units, MOST) if row.answers_id not in own][: SHOWN + 1]
    return {"rows": shown(rows[:SHOWN], named=False), "more": len(rows) > SHOWN}


# Alerts
ALERTS = Panel("gates.alerts", "gates.view", "gates/panel.html", _context, order=20)
