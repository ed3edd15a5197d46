from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.forms import CallForm
from fengsui.command.incidents.queries.lines import reporters
from fengsui.command.incidents.views.common import SUGGESTED, chosen, say, see, tabs
from fengsui.ground.clock.past import looks_back
from fengsui.ground.org import scope
from fengsui.ground.org.doors import uuid_of
from fengsui.ground.org.models import Unit
from fengsui.ground.org.pages import page
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.command.incidents.models import Call
    from fengsui.ground.org.places import Request


@looks_back
def index(request: Request) -> HttpResponse:
    """The record, newest first, and above it the line into which one types while talking; Enter keeps it.

    The line is sent by htmx: so the device keeps what was typed until the server says that it has it.
    """
    see(request)
    desks = reporters(request.person, "incidents.phone") if request.known is None else []
    desk = chosen(desks, request.POST.get("unit") or request.GET.get("desk")) if desks else None
    form = CallForm(request.POST or None)
    kept = _kept(request, desk, form) if request.method == "POST" and desk else None
    if kept and not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{request.path}?desk={kept.unit.code}&kept={kept.pk}")
    query = request.GET.dict()
    pages = page(queries.calls(request.person, query, request.known), query)
    context = {
        "tabs": tabs(), "desks": desks, "desk": desk, "form": CallForm() if kept else form, "asked": query, "pages": pages,
        "key": uuid7() if kept else uuid_of(request.POST.get("key", "")) or uuid7(),
        "rows": queries.dress(pages, request.known), "kept": kept.pk if kept else uuid_of(query.get("kept", "")),
        "filtered": any(query.get(name) for name in ("q", "state", "unit")), "suggested": _offered(request) if desk else [],
    }  # fmt: skip
    template = "incidents/calls.html#part" if request.htmx else "incidents/calls.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=422 if not kept and form.errors else 200)


def _kept(request: Request, desk: Unit, form: CallForm) -> Call | None:
    """The call, if the line could be kept; else the form says why not."""
    if not form.is_valid():
        return None
    try:
        call = actions.ring(desk, form.heard(), by=request.person, key=uuid_of(request.POST.get("key", "")))
    except Refused as refused:
        say(form, refused)
        return None
    messages.success(request, _("Kept. Say below what becomes of it."))
    return call


def _offered(request: Request) -> list[Unit]:
    """The units that are offered while one types who rings."""
    seen = scope.seen(request.person, "incidents.see").values("pk")
    return list(Unit.objects.existing().filter(pk__in=seen).order_by("code")[:SUGGESTED])
