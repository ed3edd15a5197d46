from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.meetings.models import Meeting
from fengsui.ground.org import scope
from fengsui.ground.org.doors import onward, tried, uuid_of
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def tabs() -> list[tuple[str, str]]:
    return [
        (_("Today and next"), reverse("meetings:index")), (_("All meetings"), reverse("meetings:all")),
        (_("Handover of command"), reverse("meetings:handovers")), (_("Rooms"), reverse("meetings:rooms")),
    ]  # fmt: skip


def see(request: Request) -> None:
    if not scope.may(request.person, "meetings.see"):
        raise Http404


def fetched(request: Request, pk: UUID) -> Meeting:
    rows = Meeting.objects.open_to(request.person).with_state()
    return fetch(request.person, rows.select_related("unit"), request.path, pk=pk)


def run(request: Request, pk: UUID) -> Meeting:
    """A meeting for whoever runs it; else 404."""
    rows = Meeting.objects.filter(unit__in=scope.units(request.person, "meetings.hold").values("pk")).with_state()
    return fetch(request.person, rows.select_related("unit"), request.path, pk=pk)


def own_units(request: Request, verb: str) -> list[Unit]:
    """The units at which a person holds what carries a verb, the highest first."""
    return scope.own_highest(request.person, verb, Unit.objects.existing())


def person_at(text: str) -> Person | None:
    """The person that a form names by id."""
    pk = uuid_of(text)
    return Person.objects.filter(pk=pk).first() if pk else None


def done(request: Request, act: Callable[[], Any], said: str, back: str, *, undo: str = "") -> HttpResponse:
    """Do it, say what was done or why not, and go back to the page."""
    tried(request, act, said, (lambda _done: undo) if undo else None)
    return redirect(onward(request) or back)
