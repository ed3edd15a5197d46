from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.command.reports.queries import my_units, standings
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Panel

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def _context(person: Person) -> dict[str, Any]:
    """How the reports of the day stand in everything that the person may see."""
    day = clock.today()
    rows = standings(day, my_units(person, day))
    return {
        "day": day, "owing": len(rows), "signed": sum(row.is_signed for row in rows),
        "silent": [row for row in rows if row.is_silent], "open": [row for row in rows if not row.is_signed],
    }  # fmt: skip


STATE = Panel("reports.state", verb="reports.review", template="reports/panel.html", context=_context, order=20)
