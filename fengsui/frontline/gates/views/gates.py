from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fengsui.frontline.gates.actions import gates as actions
from fengsui.frontline.gates.actions.unmasking import unmask
from fengsui.frontline.gates.forms.running import ChangeForm, GateForm, ReasonForm
from fengsui.frontline.gates.queries import balance as balances
from fengsui.frontline.gates.queries import gates as queries
from fengsui.frontline.gates.queries import store
from fengsui.frontline.gates.queries.silent import silent as silent_ones
from fengsui.frontline.gates.views.common import basics, day_of, gate_of, named, owned, see, tabs
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import submitted, tried, uuid_of
from fengsui.ground.org.models import Unit, UnitKind

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.frontline.gates.models import Device, Gate, Passage
    from fengsui.ground.org.places import Request

SUGGESTED = 200


@require_safe
def index(request: Request) -> HttpResponse:
    """The gates in reach: what passed today, by what policy, whose phones are not heard, what is open."""
    see(request)
    query = request.GET.dict()
    pages = queries.paged(queries.wanted(request.person, query), query)
    rows = named(request, queries.shown(pages))
    context = {
        "tabs": tabs(request), "rows": rows, "pages": pages, "asked": query, "states": _states(),
        "whole": queries.whole(queries.wanted(request.person, {}), clock.today()),
        "silent": len(silent_ones(scope.seen(request.person, "gates.view"))), "may_run": bool(scope.own_ids(request.person, "gates.run")),
    }  # fmt: skip
    return render(request, "gates/index.html", context)


def _states() -> list[tuple[str, str]]:
    return [
        ("", _("Standing gates")), (queries.SILENT, _("With silent devices")), (queries.ALERTS, _("With open alerts")),
        (queries.CLOSED, _("Closed gates")),
    ]  # fmt: skip


@require_safe
def silent(request: Request) -> HttpResponse:
    """The devices that should be heard and are not, across units."""
    see(request)
    rows = owned(request, sorted(silent_ones(scope.seen(request.person, "gates.view")), key=_heard))
    return render(request, "gates/silent.html", {"tabs": tabs(request), "rows": rows})


def _heard(device: Device) -> datetime:
    """The longest silent first; one that never spoke before all."""
    return device.seen_at or clock.midnight(device.gate.since)


def new(request: Request) -> HttpResponse:
    """Make a gate at an own unit."""
    own = scope.own_highest(request.person, "gates.run")
    if not own:
        raise Http404
    asked = request.POST.get("unit") or request.GET.get("unit")
    unit = next((one for one in own if one.code == asked), own[0])
    form = GateForm(request.POST or None)
    made: list[Gate] = []
    if request.method == "POST" and submitted(form, lambda typed: made.append(_found(request, unit, form, typed))):
        messages.success(request, _("The gate stands. Bind its first phone, or print sheets."))
        return redirect("gates:gate", made[0].pk)
    context = {
        "form": form, "units": own, "unit": unit, "stations": queries.stations(unit), "suggested": _partners(),
    }  # fmt: skip
    return render(request, "gates/new.html", context, status=422 if form.errors else 200)


def _found(request: Request, unit: Unit, form: GateForm, typed: dict[str, Any]) -> Gate:
    return actions.found(unit, typed["name"], form.looks(), by=request.person)


def _partners() -> list[Unit]:
    return list(Unit.objects.existing().filter(kind=UnitKind.PARTNER).order_by("code")[:SUGGESTED])


@require_safe
def show(request: Request, pk: int) -> HttpResponse:
    """A gate's day."""
    gate, day = gate_of(request, pk), day_of(request)
    row = queries.shown([gate], day)[0]
    last = queries.last(gate, day)
    said = store.opened(last)
    named(request, [row])
    context = basics(
        request, gate, row=row, day=day, today=clock.today(), hours=queries.hours(gate, day), week=clock.week(day),
        last=[(one, said[one.pk]) for one in last], entries=history(gate.about),
    )  # fmt: skip
    return render(request, "gates/gate.html", context)


@looks_back
def passages(request: Request, pk: int) -> HttpResponse:
    """A gate's day, passage by passage, masked; one is looked at in full for a reason (POST)."""
    gate, day = gate_of(request, pk), day_of(request)
    pages = queries.passages(gate, day, request.GET, request.known)
    form, plain = ReasonForm(request.POST or None), {}
    if request.method == "POST" and (ident := uuid_of(request.POST.get("passage", ""))):
        submitted(
            form, lambda typed: plain.update({ident: unmask(gate, ident, reason=typed["reason"], by=request.person)})
        )
    context = basics(
        request, gate, day=day, week=clock.week(day), pages=pages, rows=_said(pages.rows, plain), form=form,
        may_unmask=request.known is None and scope.may(request.person, "gates.unmask", gate.unit), rest=f"&day={day.isoformat()}",
    )  # fmt: skip
    return render(request, "gates/passages.html", context, status=422 if form.errors else 200)


def _said(rows: list[Passage], plain: dict[UUID, store.Opened]) -> list[tuple[Passage, store.Opened]]:
    said = store.opened(rows) | plain
    return [(row, said[row.pk]) for row in rows]


@require_safe
def balance(request: Request, pk: int, day: date) -> HttpResponse:
    """Whether the day adds up: phones, paper, what is still on the way."""
    gate = gate_of(request, pk)
    found = balances.balance(gate, day)
    owned(request, [phone.device for phone in found.phones])
    context = basics(request, gate, day=day, week=clock.week(day), balance=found)
    return render(request, "gates/balance.html", context)


def change(request: Request, pk: int) -> HttpResponse:
    """What a gate is, changed."""
    gate = gate_of(request, pk)
    if not scope.may(request.person, "gates.run", gate.unit):
        raise Http404
    before = {
        "name": gate.station.name, "kind": gate.kind, "place": gate.place, "buildings": "\n".join(gate.buildings),
        "partner": gate.partner.code if gate.partner else "",
    }  # fmt: skip
    form = ChangeForm(request.POST or None, initial=before)
    if request.method == "POST" and submitted(
        form, lambda typed: actions.change(gate, form.looks(), name=typed["name"], by=request.person)
    ):
        messages.success(request, _("Changed. Phones get it with their next state."))
        return redirect("gates:gate", pk)
    context = basics(request, gate, form=form, suggested=_partners())
    return render(request, "gates/change.html", context, status=422 if form.errors else 200)


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    gate = gate_of(request, pk)
    said = _("The gate stands until midnight.")
    tried(
        request, lambda: actions.close(gate, by=request.person), said, lambda _gate: reverse("gates:reopen", args=[pk])
    )
    return redirect("gates:gate", pk)


@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    gate = gate_of(request, pk)
    tried(request, lambda: actions.reopen(gate, by=request.person), _("The gate stands again."))
    return redirect("gates:gate", pk)
