"""How a page gets the unit of its address, the closed ones too, and the names it shows: whatever is sent to a closed one is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.http import url_has_allowed_host_and_scheme

from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import COMMAND_LINES
from fengsui.ground.org.queries import fetch, names
from fengsui.ground.vault.queries import mask_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.places import Request


def onward(request: HttpRequest) -> str:
    """The page of ours that a form (or, before it is sent, an address) names by `next`; empty: none, or not ours."""
    to = (request.POST if request.method == "POST" else request.GET).get("next", "")
    return to if url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure()) else ""


def unit_at(request: Request, seen: QuerySet[Unit] | Iterable[QuerySet[Unit]], code: str) -> Unit:
    """The unit of an address among those that a person sees (`scope.seen`); else 404, noted in the journal.

    A closed unit is there to be read: a form sent to it is refused with a sentence that says since when.
    """
    unit = fetch(request.person, seen, request.path, code=code)
    if request.method not in {"GET", "HEAD"}:
        check_open(unit)
    return unit


def unit_in_line(request: Request, verb: str, line: str, code: str, day: date | None = None, **only: Any) -> Unit:
    """The unit of an address if the person has the verb there and it ever stood in that line of command (`only`: and is such)."""
    if line not in COMMAND_LINES:
        raise Http404
    seen = scope.seen(request.person, verb, day=day).filter(ties__line=line, **only)
    return unit_at(request, seen.distinct(), code)


def names_for(reader: Person, persons: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names of officers; masked for the three administrators, who read nobody's."""
    found = names(persons)
    return found if scope.sees_names(reader) else {pk: mask_name(name) for pk, name in found.items()}
