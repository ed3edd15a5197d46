from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.command.assessment.obligations import line_of
from fengsui.command.assessment.queries import brief, picture, signature
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Panel
from fengsui.ground.org import scope
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person

SHOWN = 6


def _context(person: Person) -> dict[str, Any]:
    """The state of the whole for the highest unit whose assessment the person may see."""
    held = scope.carrying(person, scope.verbs()["assessment.view"])
    top = min(held, key=lambda holding: min((path.count(".") for path in holding.paths), default=99))
    unit, day = Unit.objects.get(pk=top.unit_id), clock.today()
    seen = picture(unit, line_of(unit), day)
    return {
        "picture": seen, "unit": unit, "day": day, "line": line_of(unit), "findings": seen.findings[:SHOWN],
        "more": max(len(seen.findings) - SHOWN, 0), "signature": signature(brief(unit, line_of(unit), day)),
    }  # fmt: skip


WHOLE = Panel("assessment.whole", verb="assessment.view", template="assessment/panel.html", context=_context, order=30)
