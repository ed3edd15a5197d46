from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.meetings import actions
from fengsui.command.meetings.forms import WHY, PutForm
from fengsui.command.meetings.models import Handover, Side
from fengsui.command.meetings.queries.handing import changed, content, mark
from fengsui.command.meetings.queries.listing import Turned, turned
from fengsui.command.meetings.views.common import done, person_at, see, tabs
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.models import Person
    from fengsui.ground.org.places import Request


def listed(request: Request) -> HttpResponse:
    """The changes of command in sight, the latest first."""
    see(request)
    rows = Handover.objects.standing().visible_to(request.person).select_related("unit", "outgoing", "incoming")
    pages = page(rows, request.GET)
    found = turned(pages)
    people = [pk for one in found for pk in (one.handover.outgoing_id, one.handover.incoming_id)]
    context = {
        "pages": pages,
        "rows": found,
        "names": names_for(request.person, people),
        "tabs": tabs(),
        "now": clock.now(),
    }
    return render(request, "meetings/handovers.html", context)


def show(request: Request, pk: UUID) -> HttpResponse:
    """What is handed over, and the two keys."""
    return _shown(request, _fetched(request, pk))


def _fetched(request: Request, pk: UUID) -> Handover:
    rows = Handover.objects.visible_to(request.person).select_related("unit", "seat", "outgoing", "incoming")
    return fetch(request.person, rows, request.path, pk=pk)


def _shown(request: Request, row: Handover) -> HttpResponse:
    (one,) = turned([row])
    over = bool(row.done_at or row.void_at or row.has_lapsed(clock.now()))
    now = content(row.unit) if not over else None
    sealed = row.content or now
    language = "en" if get_language() == "en" else "zh-hans"
    may_put = not over and scope.may(request.person, "meetings.substitute", row.unit)
    names = names_for(request.person, _persons(one, sealed, language))
    context = {
        "one": one, "row": row, "unit": row.unit, "parts": sealed[language] if sealed else [], "names": names, "over": over,
        "sides": [(side, side.label, row.owner(side), one.keys.get(side)) for side in Side],
        "mine": one.waits_for(request.person), "back": "" if over else _back(one, request.person), "seen": mark(now) if now else "",
        "changed": changed(row, now) if row.content and now else ([], []), "tabs": tabs(),
        "put": PutForm(people=_people(row, request.person)) if may_put else None, "may_put": may_put, "why": WHY,
        "history": history(row.about), "now": clock.now(),
    }  # fmt: skip
    return render(request, "meetings/handover.html", context)


def _back(one: Turned, person: Person) -> str:
    """The side whose key a person can take back."""
    return next((side for side, key in one.keys.items() if key.person_id == person.pk), "")


def _persons(one: Turned, sealed: dict[str, Any] | None, language: str) -> list[UUID]:
    row = one.handover
    found = [row.outgoing_id, row.incoming_id, *(key.person_id for key in one.keys.values())]
    found += [row.instead_of_id] if row.instead_of_id else []
    said = [line["person"] for part in (sealed or {}).get(language, []) for line in part["rows"]]
    return [*found, *(UUID(pk) for pk in said if pk)]


def _people(row: Handover, reader: Person) -> list[tuple[str, str]]:
    """Who can be put in the incoming commander's place."""
    held = [
        one.pk for one in scope.holders("meetings.see", row.unit) if one.pk not in {row.outgoing_id, row.incoming_id}
    ]
    known = names_for(reader, held)
    return [(str(pk), known.get(pk, "")) for pk in held]


@require_POST
def act(request: Request, pk: UUID) -> HttpResponse:
    """Sign, take the signature back, put somebody in an absent one's place."""
    row, typed, by = _fetched(request, pk), request.POST, request.person
    back, side = reverse("meetings:handover", args=[pk]), typed.get("side", "")
    match typed.get("do", ""):
        case "sign":
            return done(
                request, lambda: actions.sign(
                    row, side, by=by, seen=typed.get("seen", ""), note=typed.get("note", ""), stead=typed.get("stead", "")
                ), _("Signed."), back,
            )  # fmt: skip
        case "unsign":
            return done(request, lambda: actions.unsign(row, side, by=by), _("Taken back."), back)
        case _:
            person = person_at(typed.get("person", ""))
            return _put(request, row, person, back)


def _put(request: Request, row: Handover, person: Person | None, back: str) -> HttpResponse:
    why = request.POST.get("reason", "")
    return done(
        request, lambda: actions.substitute(row, person or row.outgoing, reason=why, by=request.person),
        _("Changed. Whoever takes over signs in their own name."), back,
    )  # fmt: skip
