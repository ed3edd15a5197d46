from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.command.meetings.queries.listing import mine
from fengsui.ground.obligations.declare import Panel

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def _context(person: Person) -> dict[str, Any]:
    """The next meetings with the link by which one joins; a signature that is missing is owed, and stands above."""
    return {"rows": mine(person)}


NEXT = Panel("meetings.next", verb="meetings.see", template="meetings/panel.html", context=_context, order=8)
