from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.forms import BY_HAND, GiveForm, offered
from fengsui.command.tasks.views.listing import SUGGESTED
from fengsui.ground.org.doors import blame
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.command.tasks.models import Task
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def new(request: Request) -> HttpResponse:
    """Give a task by hand: one page. With `part=person` only who can be named at the unit that was typed."""
    givers = queries.givers(request.person)
    if not givers:
        raise Http404
    asked = request.POST.get("unit") or request.GET.get("unit")
    unit = next((one for one in givers if one.code == asked), givers[0])
    if request.GET.get("part") == "person":
        return render(request, "tasks/new.html#person", {"form": GiveForm(unit=unit, initial=_before(request))})
    form = GiveForm(request.POST or None, unit=unit, initial=_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = _give(request, unit, form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            said = ngettext(
                "Given. It is on their Today.", "%(n)d tasks given. Each is on its unit’s Today.", len(made)
            )
            messages.success(request, said % {"n": len(made)})
            return redirect("tasks:task", made[0].pk) if len(made) == 1 else redirect("tasks:given")
    context = {
        "form": form, "unit": None, "giver": unit, "givers": givers, "key": _uuid(request.POST.get("key", "")) or uuid7(),
        "suggested": form.units[:SUGGESTED],
    }  # fmt: skip
    return render(request, "tasks/new.html", context, status=422 if form.errors else 200)


def _give(request: Request, unit: Unit, typed: dict[str, Any]) -> list[Task]:
    return actions.give_many(
        unit, typed["text"], to=typed["to"], due_at=typed["due"], person=typed["person"], helpers=typed["helpers"],
        source=typed["source"], source_note=typed["source_note"], by=request.person,
        key=_uuid(request.POST.get("key", "")),
    )  # fmt: skip


def _before(request: Request) -> dict[str, Any]:
    """What another page brings along."""
    given = {key: request.GET.get(key, "").replace("\x00", "")[:200] for key in ("text", "to", "source_note")}
    source = request.GET.get("source", "")
    return given | {"source": source if source in BY_HAND else BY_HAND[0], "due": offered()}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
