from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.messages import places
from fengsui.ground.messages.actions import rounds as deeds
from fengsui.ground.messages.forms import MarkForm, RoundForm
from fengsui.ground.messages.models import Mark, Round
from fengsui.ground.messages.queries import rounds as queries
from fengsui.ground.messages.views.common import chosen, need, tabs, uuids
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, names_for, tried
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.messages.models import Wording
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def index(request: Request) -> HttpResponse:
    """What is told by hand: the newest first, each with how many are reached."""
    need(request, "messages.tell")
    found = page(queries.rounds(request.person), request.GET)
    return render(request, "messages/rounds.html", {"page": found, "tabs": tabs(request)})


def missing(request: Request) -> HttpResponse:
    """Whom nobody has reached yet."""
    need(request, "messages.tell")
    found = page(queries.missing(request.person), request.GET)
    rows = queries.shown(request.person, found, _("not marked yet"))
    return render(request, "messages/missing.html", {"page": found, "rows": rows, "tabs": tabs(request)})


def new(request: Request) -> HttpResponse:
    """Choose people and a text; from a template, its places are filled in first."""
    units = list(scope.own(request.person, "messages.tell"))
    unit = chosen(request, units)
    listed = [one for one in queries.templates(request.person) if one.unit_id == unit.pk and not one.retired_at]
    latest = queries.latest(listed)
    asked = request.POST.get("template") or request.GET.get("template", "")
    template = next((one for one in listed if str(one.pk) == asked), None)
    wording = latest[template.pk] if template else None
    form = RoundForm(queries.staff(unit), request.POST or None, initial=_begin(request, unit, wording))
    if request.method == "POST" and (made := _begun(request, form, unit, wording)):
        return redirect("messages:round", made.pk)
    context = {
        "form": form, "unit": unit, "units": units, "templates": listed, "template": template, "wording": wording,
        "values": [(name, request.GET.get(f"v-{name}", "")) for name in (wording.fields if wording else [])],
        "key": next(iter(uuids([request.POST.get("key", "")])), None) or uuid7(), "english": request.GET.get("en") == "1",
    }  # fmt: skip
    return render(request, "messages/round_new.html", context, status=422 if form.errors else 200)


def _begin(request: Request, unit: Unit, wording: Wording | None) -> dict[str, Any]:
    """The text of the template, with what is known and what was filled in; what is not stays as a place, and is refused."""
    if wording is None:
        return {}
    now, english = clock.local(clock.now()), request.GET.get("en") == "1" and wording.en
    day = f"{now.day} {now:%B}" if english else f"{now.month}月{now.day}日"
    values = {"单位": (unit.name_en or unit.name) if english else unit.name, "日期": day, "时间": f"{now:%H:%M}"}
    values |= {
        name: said for name in wording.fields if (said := request.GET.get(f"v-{name}", "").replace("\0", "").strip())
    }
    return {"title": wording.template.title, "text": places.filled(wording.en if english else wording.zh, values)}


def _begun(request: Request, form: RoundForm, unit: Unit, wording: Wording | None) -> Round | None:
    if not form.is_valid():
        return None
    key = next(iter(uuids([request.POST.get("key", "")])), None)
    try:
        made = deeds.begin(unit, form.wanted(wording), by=request.person, key=key)
    except Refused as refused:
        blame(form, refused)
        return None
    messages.success(request, _("Written down. Copy the text, send it, then mark whom you told."))
    return made


def _fetch(request: Request, pk: UUID) -> Round:
    return fetch(request.person, queries.rounds(request.person), request.path, pk=pk)


def round_(request: Request, pk: UUID) -> HttpResponse:
    """One text: to be copied, its people to be marked."""
    return _page(request, _fetch(request, pk), MarkForm(), [])


def _page(request: Request, found: Round, form: MarkForm, ticked: list[str]) -> HttpResponse:
    reaches = found.reaches.select_related("mark", "round").order_by("position")
    may = scope.may(request.person, "messages.tell", found.unit)
    marks = queries.marks(found)
    who = names_for(request.person, [found.by_id, *(one.by_id for one in marks)])
    context = {
        "one": found, "rows": queries.shown(request.person, reaches, _("not marked yet")), "form": form, "ticked": ticked,
        "may": may and not found.closed_at, "may_reopen": may and bool(found.closed_at), "telling": places.telling(found.text),
        "marks": [(one, who.get(one.by_id, "") if one.by_id else _("the system")) for one in marks],
        "maker": who.get(found.by_id, "") if found.by_id else _("the system"), "history": history(found.about),
    }  # fmt: skip
    return render(request, "messages/round.html", context, status=422 if form.errors else 200)


@require_POST
def mark(request: Request, pk: UUID) -> HttpResponse:
    """Mark the chosen ones in one act."""
    found, form = _fetch(request, pk), MarkForm(request.POST)
    ticked = request.POST.getlist("reaches")
    if not form.is_valid():
        return _page(request, found, form, ticked)
    data = form.cleaned_data
    try:
        made = deeds.mark(
            found, uuids(ticked), data["outcome"], by=request.person, reason=data["reason"], at=form.moment()
        )
    except Refused as refused:
        blame(form, refused)
        return _page(request, found, form, ticked)
    said = ngettext("%(n)d person is marked.", "%(n)d people are marked.", made.people) % {"n": made.people}
    messages.success(request, said, extra_tags=f"undo:{reverse('messages:mark_undo', args=[pk, made.pk])}")
    return redirect("messages:round", pk)


@require_POST
def undo(request: Request, pk: UUID, mark: int) -> HttpResponse:
    """Take a mark back."""
    found = _fetch(request, pk)
    row = fetch(request.person, Mark.objects.filter(round=found).select_related("round__unit"), request.path, pk=mark)
    tried(request, lambda: deeds.undo(row, by=request.person), _("Taken back."))
    return redirect("messages:round", pk)


@require_POST
def do(request: Request, pk: UUID) -> HttpResponse:
    """Close it, or open it again."""
    found = _fetch(request, pk)
    if request.POST.get("do") == "reopen":
        tried(request, lambda: deeds.reopen(found, by=request.person), _("It is open again."))
    else:
        said = _("Closed. Whoever was not reached is no longer waited for.")
        tried(request, lambda: deeds.close(found, by=request.person), said)
    return redirect("messages:round", pk)
