from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.command.incoming import actions, queries
from fengsui.command.incoming.forms import EntryForm
from fengsui.command.incoming.models import Kind
from fengsui.command.incoming.numbers import mended
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.doors import blame
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.command.incoming.models import Paper
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def new(request: Request) -> HttpResponse:
    """Register a paper. With `part=twins` only what stands in the register already from this sender with this number."""
    units = queries.registering(request.person)
    if not units:
        raise Http404
    asked = request.POST.get("unit") or request.GET.get("unit", "")
    unit = next((one for one in units if one.code == asked), units[0])
    if request.GET.get("part") == "twins":
        return render(request, "incoming/twins.html", {"twins": _twins(request, unit)})
    form = EntryForm(request.POST or None, request.FILES or None, initial=_before())
    if request.method == "POST" and form.is_valid():
        try:
            made = _register(request, unit, form)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _said(made, form))
            return redirect("incoming:paper", made.pk)
    context = {
        "form": form, "registrar": unit, "units": units, "senders": queries.senders(unit),
        "key": uuid(request.POST.get("key", "")) or uuid7(),
    }  # fmt: skip
    return render(request, "incoming/new.html", context, status=422 if form.errors else 200)


def _before() -> dict[str, object]:
    return {"kind": Kind.DOCUMENT, "received_at": clock.local(clock.now())}


def _register(request: Request, unit: Unit, form: EntryForm) -> Paper:
    files = [(file.name or "", file.read()) for file in form.cleaned_data["file"]]
    key = uuid(request.POST.get("key", ""))
    return actions.register(unit, form.entry(), by=request.person, files=files, key=key)


def _said(made: Paper, form: EntryForm) -> str:
    """The number it got; whether its brackets were mended."""
    said = _("Registered as %(number)s.") % {"number": made.number_label}
    if not mended(form.cleaned_data["number"]).brackets:
        return said
    mending = _("The brackets of its number were mended: %(number)s") % {"number": made.sender_number}
    return f"{said} {mending}"


def _twins(request: Request, unit: Unit) -> list[Paper]:
    typed = {name: " ".join(request.GET.get(name, "").replace("\x00", "").split()) for name in ("sender", "title")}
    number = mended(request.GET.get("number", "")).number
    return queries.twins(unit, typed["sender"], number, typed["title"])


def uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
