from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.ground.obligations.declare import Panel
from fengsui.ground.response.queries.emergencies import current

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def _context(person: Person) -> dict[str, Any]:  # noqa: ARG001 - the same for all who may see it
    return {"standing": current()}


LEVEL = Panel("response.level", verb="response.view", template="response/panel.html", context=_context, order=5)
