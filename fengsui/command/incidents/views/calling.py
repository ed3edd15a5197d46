from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.forms import CallForm
from fengsui.command.incidents.queries.lines import reporters
from fengsui.command.incidents.views.common import SUGGESTED, chosen, say, see, tabs, uuid_of
from fengsui.ground.clock.past import looks_back
from fengsui.ground.org import scope
from fengsui.ground.org.models import Unit
from fengsui.ground.org.pages import page
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


@looks_back
def index(request: Request) -> HttpResponse:
    """The record, newest first, and above it the line into which one types while talking; Enter keeps it."""
    see(request)
    desks = reporters(request.person, "incidents.phone") if request.known is None else []
    desk = chosen(desks, request.POST.get("unit") or request.GET.get("desk")) if desks else None
    form = CallForm(request.POST or None)
    if request.method == "POST" and desk and form.is_valid():
        try:
            key = uuid_of(request.POST.get("key", ""))
            call = actions.ring(desk, form.heard(), by=request.person, key=key)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _("Kept. Say below what becomes of it."))
            return redirect(f"{request.path}?desk={desk.code}&kept={call.pk}")
    query = request.GET.dict()
    pages = page(queries.calls(request.person, query, request.known), query)
    context = {
        "tabs": tabs(), "desks": desks, "desk": desk, "form": form, "asked": query, "pages": pages,
        "key": uuid_of(request.POST.get("key", "")) or uuid7(), "rows": queries.dress(pages, request.known),
        "kept": uuid_of(query.get("kept", "")), "filtered": any(query.get(name) for name in ("q", "state", "unit")),
        "suggested": _offered(request) if desk else [],
    }  # fmt: skip
    return render(request, "incidents/calls.html", context, status=422 if form.errors else 200)


def _offered(request: Request) -> list[Unit]:
    """The units that are offered while one types who rings."""
    seen = scope.seen(request.person, "incidents.see").values("pk")
    return list(Unit.objects.existing().filter(pk__in=seen).order_by("code")[:SUGGESTED])
