from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.ground.journal.queries import history
from fengsui.ground.messages.actions import replying as deeds
from fengsui.ground.messages.forms import AssignForm
from fengsui.ground.messages.models import Reply
from fengsui.ground.messages.queries import replies as queries
from fengsui.ground.messages.queries import rounds
from fengsui.ground.messages.views.common import need, tabs
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, tried
from fengsui.ground.org.models import Person
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.ground.vault.queries import mask_name
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def index(request: Request) -> HttpResponse:
    """What people answered and nobody has dealt with."""
    need(request, "messages.answer")
    query = request.GET.dict()
    found = page(queries.replies(request.person, query), query)
    here = reverse("messages:replies")
    context = {
        "page": found, "rows": queries.shown(request.person, found), "tabs": tabs(request), "asked": query,
        "states": [("", _("That wait")), ("unknown", _("Of unknown numbers")), ("all", _("All replies"))], "here": here,
    }  # fmt: skip
    return render(request, "messages/replies.html", context)


def reply(request: Request, pk: UUID) -> HttpResponse:
    """One reply: what it says, whose it is, what is done with it."""
    found = _fetch(request, pk)
    units = scope.units(request.person, "org.view").existing()  # type: ignore[attr-defined]
    unit = units.filter(code=request.POST.get("unit") or request.GET.get("unit", "")).first() or found.unit
    form = AssignForm(_people(request, unit), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.assign(found, Person.objects.get(pk=form.cleaned_data["person"]), by=request.person)
        except Refused as refused:
            if refused.field not in form.fields:  # somebody was faster: there is no form any more
                messages.error(request, str(refused.sentence))
                return redirect("messages:reply", pk)
            blame(form, refused)
        else:
            messages.success(request, _("Assigned. The duty officers of that unit see it."))
            return redirect("messages:replies")
    [row] = queries.shown(request.person, [found])
    context = {
        "row": row, "one": found, "form": form, "unit": unit, "units": units.order_by("code"), "history": history(found.about),
    }  # fmt: skip
    return render(request, "messages/reply.html", context, status=422 if form.errors else 200)


def _fetch(request: Request, pk: UUID) -> Reply:
    return fetch(request.person, Reply.objects.visible_to(request.person).select_related("unit"), request.path, pk=pk)


def _people(request: Request, unit: Unit) -> list[tuple[str, str]]:
    """The people of a unit, in full at one's own."""
    listed = rounds.staff(unit)
    if unit.pk in scope.own_ids(request.person, "messages.answer"):
        return listed
    return [(pk, mask_name(name)) for pk, name in listed]


@require_POST
def do(request: Request, pk: UUID) -> HttpResponse:
    """Deal with it, or take that back."""
    found = _fetch(request, pk)
    if request.POST.get("do") == "reopen":
        tried(request, lambda: deeds.reopen(found, by=request.person), _("It waits again."))
    else:
        tried(request, lambda: deeds.settle(found, by=request.person), _("Dealt with."))
    return redirect("messages:replies")
