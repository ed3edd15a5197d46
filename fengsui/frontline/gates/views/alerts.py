"""Alerts: the list, and one that is handled step by step, on a phone too."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from fengsui.frontline.gates.actions import alarms
from fengsui.frontline.gates.forms.alerts import ReasonForm, StepForm
from fengsui.frontline.gates.models import CLOSING, Alert, AlertKind, StepKind
from fengsui.frontline.gates.models.store import UNREADABLE
from fengsui.frontline.gates.queries import alerts as queries
from fengsui.frontline.gates.queries.store import opened
from fengsui.frontline.gates.views.common import tabs
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.measures.body import Site
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, names_for, tried
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

ICONS = {
    StepKind.REMEASURED: "temperature", StepKind.ISOLATED: "shield-lock", StepKind.CLINIC: "send", StepKind.CLEARED: "circle-check",
    StepKind.SENT_BACK: "arrow-back-up", StepKind.REPORTED: "phone-call", StepKind.REOPENED: "refresh",
}  # fmt: skip


@looks_back
def alerts(request: Request) -> HttpResponse:
    """The alerts in sight: open ones unless another state is asked for."""
    if not scope.may(request.person, "gates.view"):
        raise Http404
    query, known = request.GET.dict(), request.known
    pages = page(queries.wanted(request.person, query, known), query)
    states = [
        (queries.OPEN, _("Open alerts")),
        (queries.CLOSED, pgettext("alert", "Closed")),
        (queries.ALL, pgettext("gates", "All")),
    ]
    context = {
        "pages": pages, "rows": queries.shown(pages, known=known), "asked": query, "states": states, "kinds": AlertKind.choices,
        "tabs": tabs(request), "filtered": any(query.get(name) for name in ("kind", "gate")) or query.get("state", "") != "",
    }  # fmt: skip
    return render(request, "gates/alerts.html", context)


@looks_back
def alert(request: Request, pk: UUID) -> HttpResponse:
    """One alert: what happened, what to do next, what was done. By POST a step."""
    found = _fetched(request, pk)
    if request.method != "POST":
        return _page(request, found)
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            made = alarms.step(found, request.POST.get("kind", ""), by=request.person, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            undo = reverse("gates:alert_reopen", args=[pk]) if made.kind in CLOSING else ""
            messages.success(
                request, _("Noted: %(step)s.") % {"step": made.get_kind_display()}, f"undo:{undo}" if undo else ""
            )
            return redirect("gates:alert", pk)
    return _page(request, found, form)


@require_POST
def reopen(request: Request, pk: UUID) -> HttpResponse:
    """Open an alert again that was closed too early."""
    found = _fetched(request, pk)
    tried(
        request,
        lambda: alarms.reopen(found, by=request.person, note=request.POST.get("note", "")),
        _("The alert is open again."),
    )
    return redirect("gates:alert", pk)


@require_POST
def show_name(request: Request, pk: UUID) -> HttpResponse:
    """What the passage says of a person, for a reason."""
    found, form = _fetched(request, pk), ReasonForm(request.POST)
    plain = None
    if form.is_valid():
        try:
            plain = alarms.show(found, form.cleaned_data["reason"], by=request.person)
        except Refused as refused:
            blame(form, refused)
    return _page(request, found, why=form, plain=plain)


def _fetched(request: Request, pk: UUID) -> Alert:
    known: datetime | None = getattr(request, "known", None)
    rows = Alert.objects.visible_to(request.person).as_known(known)
    rows = rows.select_related("gate__station", "unit", "answers", "listed")
    return fetch(request.person, queries.with_steps(rows, known), request.path, pk=pk)


def _may(request: Request, verb: str, found: Alert) -> bool:
    now = getattr(request, "known", None) is None  # nothing is done in the past
    return now and any(scope.may(request.person, verb, unit) for unit in dict.fromkeys((found.unit, found.answers)))


def _page(
    request: Request, found: Alert, form: StepForm | None = None, *, why: ReasonForm | None = None, plain: Any = None
) -> HttpResponse:
    row, known = queries.passage_of(found), getattr(request, "known", None)
    [shown] = queries.shown([found], named=False, known=known)
    people = names_for(request.person, [one.by_id for one in found.steps.all()])
    context = {
        "shown": shown, "alert": found, "row": row, "who": opened([row])[row.pk] if row else None, "plain": plain,
        "around": queries.around(found, row, known) if row else None, "form": form or StepForm(initial={"id": uuid7()}),
        "why": why or ReasonForm(), "may_handle": _may(request, "gates.handle", found), "may_unmask": _may(request, "gates.unmask", found),
        "may_trace": known is None and scope.may(request.person, "gates.trace"), "ways": [(one, ICONS[one]) for one in alarms.WAYS[found.kind]],
        "steps": [(one, ICONS[StepKind(one.kind)], people.get(one.by_id, "") if one.by_id else "") for one in found.steps.all()],
        "closed_by": queries.station(found), "readings": [one / 10 for one in (row.heat, row.heat_again) if one] if row else [], "site": _site(row.site) if row else "", "entries": history(found.about, known), "asks_heat": StepKind.REMEASURED in alarms.WAYS[found.kind],
    }  # fmt: skip
    bad = (form and form.errors) or (why and why.errors)
    return render(
        request, "gates/alert.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if bad else HTTPStatus.OK
    )


def _site(site: str) -> str:
    if site == UNREADABLE:
        return _("unreadable")
    return str(Site(site).label) if site in Site.values else ""
