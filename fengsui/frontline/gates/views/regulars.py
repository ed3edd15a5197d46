from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fengsui.frontline.gates import roll
from fengsui.frontline.gates.actions import regulars as actions
from fengsui.frontline.gates.forms.running import ReasonForm, RegularForm, RollForm
from fengsui.frontline.gates.models import Regular
from fengsui.frontline.gates.queries import regulars as queries
from fengsui.frontline.gates.views.common import tabs, unit_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, number_of, submitted, tried, uuid_of
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.frontline.gates.roll import Entry, Roll
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

SHOWN = 20  # lines of a paste of which something is said


def _basics(request: Request, unit: Unit, **more: Any) -> dict[str, Any]:
    may = scope.may(request.person, "gates.run", unit) and not unit.is_closed(clock.today())
    return {
        "unit": unit,
        "tabs": tabs(request, unit),
        "may_run": may,
        "own": scope.own_highest(request.person, "gates.run"),
        **more,
    }


def listed(request: Request, code: str) -> HttpResponse:
    """Whom the gates of a unit know: buildings, a search, one more (POST)."""
    unit, text = unit_of(request, code), request.GET.get("q", "").replace("\x00", "")[:60]
    form = RegularForm(request.POST or None, numbers=actions.measured(unit))
    if request.method == "POST" and submitted(form, lambda _typed: _add(request, unit, form.entry())):
        return redirect("gates:regulars", code)
    context = _basics(
        request, unit, form=form, asked=text, found=queries.search(unit, text) if text else [],
        buildings=queries.buildings(unit), offered=queries.offered(unit),
        entries=history(actions.about(unit)), total=queries.standing(unit).count(),
    )  # fmt: skip
    return render(request, "gates/regulars.html", context, status=422 if form.errors else 200)


def _add(request: Request, unit: Unit, entry: Entry) -> None:
    added = actions.add(unit, {1: entry}, by=request.person)
    if added.twice:
        raise Refused("gates.regular_twice", _("The gates know somebody of this name there already."), field="name")
    back = reverse("gates:regulars_take_back", args=[unit.code, added.version])
    messages.success(request, _("Entered. Phones get it with their next state."), extra_tags=f"undo:{back}")


@require_safe
def building(request: Request, code: str) -> HttpResponse:
    """Who lives in a building, room by room."""
    unit, name = unit_of(request, code), request.GET.get("b", "").replace("\x00", "")[:40]
    page = max(1, number_of(request.GET.get("page", ""), 1))
    rooms, pages = queries.households(unit, name, page)
    context = _basics(request, unit, name=name, rooms=rooms, page=page, pages=pages)
    return render(request, "gates/building.html", context)


def paste(request: Request, code: str) -> HttpResponse:
    """A list from Excel or WPS, thousands at once: what can be entered is; the other lines come back with what is wrong."""
    unit = unit_of(request, code)
    if not scope.may(request.person, "gates.run", unit):
        raise Http404
    form, numbers = RollForm(request.POST or None, request.FILES or None), actions.measured(unit)
    said: list[tuple[int, str]] = []
    more = 0
    if request.method == "POST" and form.is_valid():
        try:
            read = roll.read(form.body(), numbers=numbers)
            added = actions.add(unit, read.entries, by=request.person)
        except Refused as refused:
            blame(form, refused)
        else:
            _tell(request, unit, added)
            if not read.wrong and not added.twice:
                return redirect("gates:regulars", code)
            said, form = _rest(read, added.twice)
            more, said = max(0, len(said) - SHOWN), said[:SHOWN]
    context = _basics(request, unit, form=form, numbers=numbers, said=said, more=more)
    return render(request, "gates/paste.html", context, status=422 if form.errors or said else 200)


def _tell(request: Request, unit: Unit, added: actions.Added) -> None:
    if not added.made:
        messages.warning(request, _("Nobody new was entered."))
        return
    said = ngettext("%(n)d person entered.", "%(n)d people entered.", added.made) % {"n": added.made}
    back = reverse("gates:regulars_take_back", args=[unit.code, added.version])
    messages.success(request, said, extra_tags=f"undo:{back}")


def _rest(read: Roll, twice: list[int]) -> tuple[list[tuple[int, str]], RollForm]:
    """What is said of the lines that were not entered; those that are wrong stay in the form, to be mended."""
    there = dict.fromkeys(twice, _("on the list already, or twice in these rows: same building, room and name"))
    said = sorted((read.wrong | there).items())
    named = [(line, f"{roll.written([read.rows[line]])[:60]}: {why}") for line, why in said]
    return named, RollForm(initial={"rows": roll.written(read.rows[line] for line in sorted(read.wrong))})


def person(request: Request, pk: UUID) -> HttpResponse:
    """Somebody whom the gates know, masked; with a reason in full, and then it can be corrected."""
    regular = _regular(request, pk)
    may_run = scope.may(request.person, "gates.run", regular.unit)
    numbers = actions.measured(regular.unit)
    known, reason, form = (
        queries.shown([regular])[0],
        ReasonForm(request.POST if _does(request, "unmask") else None),
        None,
    )
    if _does(request, "unmask"):
        shown: list[queries.Known] = []
        if submitted(
            reason, lambda said: shown.append(actions.unmask(regular, reason=said["reason"], by=request.person))
        ):
            known = shown[0]
            form = RegularForm(initial=_initial(known), numbers=numbers)
    if _does(request, "change"):
        form = RegularForm(request.POST, numbers=numbers)
        entered = form
        if submitted(form, lambda _typed: actions.change(regular, entered.entry(), by=request.person)):
            messages.success(request, _("Corrected. Phones get it with their next state."))
            return redirect("gates:regular", pk)
    context = _basics(
        request, regular.unit, regular=regular, known=known, form=form, reason_form=reason, may_change=may_run and form,
        offered=queries.offered(regular.unit), entries=history(actions.of(regular)),
        may_unmask=scope.may(request.person, "gates.unmask", regular.unit),
    )  # fmt: skip
    wrong = bool(reason.errors or (form and form.errors))
    return render(request, "gates/regular.html", context, status=422 if wrong else 200)


def _does(request: Request, word: str) -> bool:
    return request.method == "POST" and request.POST.get("do") == word


def _initial(known: queries.Known) -> dict[str, str]:
    row = known.regular
    return {
        "name": known.name, "tail": known.tail, "plate": known.plate, "number": known.number, "building": row.building,
        "room": row.room,
    }  # fmt: skip


def _regular(request: Request, pk: UUID) -> Regular:
    rows = Regular.objects.visible_to(request.person).select_related("unit")
    return fetch(request.person, rows, request.path, pk=pk)


@require_POST
def leave(request: Request, code: str) -> HttpResponse:
    """Take some off the list; undo puts the same ones back."""
    unit = unit_of(request, code)
    ids = [pk for text in request.POST.getlist("ids")[:500] if (pk := uuid_of(text))]
    back = reverse("gates:regulars_put_back", args=[code]) + "?" + "&".join(f"ids={pk}" for pk in ids[:40])
    tried(
        request, lambda: actions.leave(unit, ids, by=request.person), _("Taken off the list."),
        (lambda _n: back) if ids else None,
    )  # fmt: skip
    return redirect("gates:regulars", code)


@require_POST
def put_back(request: Request, code: str) -> HttpResponse:
    unit = unit_of(request, code)
    sent = [*request.GET.getlist("ids"), *request.POST.getlist("ids")]
    ids = [pk for text in sent[:500] if (pk := uuid_of(text))]
    tried(request, lambda: actions.put_back(unit, ids, by=request.person), _("They are on the list again."))
    return redirect("gates:regulars", code)


@require_POST
def take_back(request: Request, code: str, version: int) -> HttpResponse:
    """Take back what was entered in one go."""
    unit = unit_of(request, code)
    tried(request, lambda: actions.take_back(unit, version, by=request.person), _("Taken off the list again."))
    return redirect("gates:regulars", code)
