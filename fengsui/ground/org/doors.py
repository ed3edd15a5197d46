"""How a page gets the unit of its address, the closed ones too: whatever is sent to those is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.org.closed import check_open
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def unit_at(request: Request, seen: QuerySet[Unit], code: str) -> Unit:
    """The unit of an address among those that a person sees (`scope.seen`); else 404, noted in the journal.

    A closed unit is there to be read: a form sent to it is refused with a sentence that says since when.
    """
    unit = fetch(request.person, seen, request.path, code=code)
    if request.method not in {"GET", "HEAD"}:
        check_open(unit)
    return unit
