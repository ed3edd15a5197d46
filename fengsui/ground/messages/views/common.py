"""What the pages of this room share: the tabs above them, and how they blame a form."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def need(request: Request, *verbs: str) -> None:
    if not any(scope.may(request.person, verb) for verb in verbs):
        raise Http404


def tabs(request: Request) -> list[tuple[str, str]]:
    """The pages of this room that somebody has."""
    listed = [
        (_("Copy and mark"), "messages:rounds", ("messages.tell",)),
        (_("Not reached yet"), "messages:missing", ("messages.tell",)),
        (_("Replies"), "messages:replies", ("messages.answer",)),
        (_("Templates"), "messages:templates", ("messages.tell", "messages.write")),
        (_("Outbox"), "messages:outbox", ("messages.outbox",)),
        (_("Costs"), "messages:costs", ("messages.outbox",)),
        (_("Providers"), "messages:providers", ("messages.configure",)),
    ]
    return [(title, reverse(url)) for title, url, verbs in listed if any(scope.may(request.person, v) for v in verbs)]


def chosen(request: Request, units: Iterable[Unit], first: Unit | None = None) -> Unit:
    """The unit that a form or an address names among some, else the first (or which is to be first); 404 if there is none."""
    listed = list(units)
    asked = request.POST.get("unit") or request.GET.get("unit", "")
    found = next((one for one in listed if one.code == asked), first or (listed[0] if listed else None))
    if found is None:
        raise Http404
    return found


def uuids(texts: Iterable[str]) -> list[UUID]:
    """The ids of ticked rows; rubbish is nobody."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
