"""Listed persons: the list with its form, and one of them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.frontline.gates.actions import listing
from fengsui.frontline.gates.forms.alerts import EndForm, ListedForm, ReasonForm
from fengsui.frontline.gates.models import Alert, Listed
from fengsui.frontline.gates.queries.alerts import shown
from fengsui.frontline.gates.queries.listed import opened
from fengsui.frontline.gates.views.common import tabs
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, submitted
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.ground.vault.actions import uuid7
from fengsui.ground.vault.queries import mask_name, mask_number
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

MOST = 20  # alerts shown with a person


def masked(rows: Any) -> list[dict[str, Any]]:
    """Rows as lists show them."""
    now = clock.now()
    return [
        {
            "row": one.row, "name": mask_name(one.name), "number": mask_number(one.number), "is_known": bool(one.name),
            "in_force": one.row.until > now and one.row.ended_at is None,
        }
        for one in opened(rows)
    ]  # fmt: skip


def listed(request: Request) -> HttpResponse:
    """Whom gates look out for, the newest first; the form to list somebody above it."""
    if not scope.may(request.person, "gates.list") and not scope.may(request.person, "gates.handle"):
        raise Http404
    units = scope.own_highest(request.person, "gates.list")
    choices = [(str(unit.pk), unit.label) for unit in units]
    form = ListedForm(choices, request.POST or None, initial={"id": uuid7()}) if units else None
    if request.method == "POST" and form is None:
        raise Http404
    if request.method == "POST" and form and submitted(form, lambda data: _enter(request, units, form, data)):
        return redirect("gates:listed")
    rows = Listed.objects.visible_to(request.person).select_related("unit")
    gone = request.GET.get("state") == "ended"
    rows = rows.exclude(pk__in=Listed.objects.on().values("pk")) if gone else rows.on()
    pages = page(rows, request.GET)
    context = {"pages": pages, "rows": masked(pages), "form": form, "gone": gone, "tabs": tabs(request)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form and form.errors else HTTPStatus.OK
    return render(request, "gates/listed.html", context, status=status)


def _enter(request: Request, units: list[Unit], form: ListedForm, data: dict[str, Any]) -> None:
    unit = next(one for one in units if str(one.pk) == data["unit"])
    listing.enlist(unit, form.entry(), by=request.person, id=data["id"])
    messages.success(request, _("Listed. The gates look out from now on."))


def listed_one(request: Request, pk: UUID) -> HttpResponse:
    """One listed person; by POST the name, for a reason."""
    row, form = _fetched(request, pk), ReasonForm(request.POST or None)
    plain = None
    if request.method == "POST" and form.is_valid():
        try:
            plain = listing.show(row, form.cleaned_data["reason"], by=request.person)
        except Refused as refused:
            blame(form, refused)
    return _page(request, row, why=form, plain=plain)


@require_POST
def delist(request: Request, pk: UUID) -> HttpResponse:
    """Take a person off the list."""
    row, form = _fetched(request, pk), EndForm(request.POST)
    if submitted(form, lambda data: listing.delist(row, data["because"], by=request.person)):
        messages.success(request, _("Taken off the list. Phones learn of it with their next sync."))
        return redirect("gates:listed_one", pk)
    return _page(request, row, end=form)


def _fetched(request: Request, pk: UUID) -> Listed:
    rows = Listed.objects.visible_to(request.person).select_related("unit")
    return fetch(request.person, rows, request.path, pk=pk)


def _page(
    request: Request, row: Listed, *, why: ReasonForm | None = None, end: EndForm | None = None, plain: Any = None
) -> HttpResponse:
    [who] = masked([row])
    alerts = (
        Alert.objects.visible_to(request.person).filter(listed=row).select_related("gate__station", "unit", "answers")
    )
    context = {
        "row": row, "who": who, "plain": plain, "why": why or ReasonForm(), "end": end or EndForm(),
        "may_list": scope.may(request.person, "gates.list", row.unit), "may_unmask": scope.may(request.person, "gates.unmask", row.unit),
        "alerts": shown(alerts.order_by("-pk")[:MOST]), "entries": history(row.about),
    }  # fmt: skip
    bad = (why and why.errors) or (end and end.errors)
    return render(
        request, "gates/listed_one.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if bad else HTTPStatus.OK
    )
