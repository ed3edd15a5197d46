from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.command.meetings import actions
from fengsui.command.meetings.forms import CallForm, EnterForm
from fengsui.command.meetings.models import Kind, Meeting
from fengsui.command.meetings.queries.listing import days, keys_for, shown, wanted
from fengsui.command.meetings.views.common import own_units, see, tabs
from fengsui.command.tasks.queries import near
from fengsui.command.tasks.views.listing import SUGGESTED
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, uuid_of
from fengsui.ground.org.pages import page
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


@looks_back
def index(request: Request) -> HttpResponse:
    """What is held today and next by my units; what I have to sign."""
    see(request)
    listed = shown(days(request.person, request.known))
    today = clock.day_of(request.known)
    context = {
        "today": [row for row in listed if row.meeting.day == today], "next": [row for row in listed if row.meeting.day > today],
        "keys": keys_for(request.person) if request.known is None else [], "tabs": tabs(),
        "may_call": request.known is None and scope.may(request.person, "meetings.hold"),
        "may_measure": scope.may(request.person, "measures.set"),
    }  # fmt: skip
    return render(request, "meetings/index.html", context)


@looks_back
def listed(request: Request) -> HttpResponse:
    """All meetings in sight, the last called first, a page at a time."""
    see(request)
    query = request.GET.dict()
    found = page(wanted(request.person, query, request.known), query, key="pk")
    context = {
        "pages": found, "rows": shown(found), "kinds": Kind.choices, "asked": query, "tabs": tabs(),
        "filtered": any(query.get(name) for name in ("kind", "q", "unit")),
        "may_call": request.known is None and scope.may(request.person, "meetings.hold"),
    }  # fmt: skip
    return render(request, "meetings/list.html", context)


def new(request: Request) -> HttpResponse:
    """Call a meeting."""
    mine = own_units(request, "meetings.hold")
    if not mine:
        raise Http404
    asked = request.POST.get("unit") or request.GET.get("unit")
    unit = next((one for one in mine if one.code == asked), mine[0])
    units = near(unit)
    form = CallForm(request.POST or None, units=units, initial={"kind": Kind.SPECIAL, "starts_at": _soon()})
    if request.method == "POST" and form.is_valid():
        try:
            made = _call(request, unit, form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Called. Those invited have a note with the hour."))
            return redirect("meetings:meeting", made.pk)
    context = {
        "form": form, "host": unit, "hosts": mine, "key": uuid_of(request.POST.get("key", "")) or uuid7(),
        "suggested": units[:SUGGESTED],
    }  # fmt: skip
    return render(request, "meetings/new.html", context, status=422 if form.errors else 200)


def enter(request: Request) -> HttpResponse:
    """Enter a meeting that was held already; what was decided is written down on its page."""
    mine = own_units(request, "meetings.hold")
    if not mine:
        raise Http404
    asked = request.POST.get("unit") or request.GET.get("unit")
    unit = next((one for one in mine if one.code == asked), mine[0])
    form = EnterForm(request.POST or None, initial={"kind": Kind.SPECIAL, "day": clock.today()})
    if request.method == "POST" and form.is_valid():
        key = uuid_of(request.POST.get("key", ""))
        try:
            made = actions.enter(unit, **form.cleaned_data, by=request.person, key=key)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Entered. Write down what was decided, then close it: that writes the record."))
            return redirect("meetings:meeting", made.pk)
    context = {"form": form, "host": unit, "hosts": mine, "key": uuid_of(request.POST.get("key", "")) or uuid7()}
    return render(request, "meetings/enter.html", context, status=422 if form.errors else 200)


def _soon() -> Any:
    """The next full hour but one."""
    now = clock.local(clock.now())
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)


def _call(request: Request, unit: Unit, typed: dict[str, Any]) -> Meeting:
    return actions.call(unit, **typed, by=request.person, key=uuid_of(request.POST.get("key", "")))
