"""Fevers: the list, one fever with its re-measurements and what was decided."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.forms import FeverForm, RemeasureForm
from fengsui.frontline.custody.measures import REMEASURE_MINUTES
from fengsui.frontline.custody.models import Fever, Outcome, OutcomeKind, Remeasurement
from fengsui.frontline.custody.queries.persons import with_persons
from fengsui.frontline.custody.queries.places import sections
from fengsui.frontline.custody.views.common import basics, facility_of, undone
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.measures import FEVER_THRESHOLD
from fengsui.ground.org import scope
from fengsui.ground.org.doors import submitted
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def _whole(unit: Unit, known: datetime | None = None) -> QuerySet[Fever]:
    """A facility's fevers with what followed, in three queries."""
    rows = (
        Fever.objects.as_known(known)
        .filter(facility=unit)
        .select_related("section", "facility", "prisoner", "detainee")
    )
    measured = Remeasurement.objects.as_known(known).order_by("at")
    again: Prefetch[Any] = Prefetch("remeasurements", measured, to_attr="again")
    decided: Prefetch[Any] = Prefetch("outcomes", Outcome.objects.as_known(known), to_attr="decided")
    return rows.prefetch_related(again, decided)


@looks_back
def fevers(request: Request, code: str) -> HttpResponse:
    """A facility's fevers, newest first; the form to enter one above it."""
    unit = facility_of(request, code)
    here = sections([unit.pk], clock.today()).get(unit.pk, [])
    form = FeverForm(unit, here, request.POST or None, initial={"id": uuid7()})
    if request.method == "POST" and submitted(form, lambda data: _enter(request, unit, data)):
        return redirect("custody:fevers", code)
    only = request.GET.get("section", "")
    known = request.known
    rows = _whole(unit, known).filter(section__code=only) if only else _whole(unit, known)
    found = page(rows, request.GET)
    threshold, minutes = measures.readings(FEVER_THRESHOLD, REMEASURE_MINUTES, at=known, known=known)
    context = basics(
        unit, form=form, page=found, rows=with_persons(found), may_measure=_may_measure(request, unit),
        threshold=threshold.of(unit), minutes=minutes.of(unit),
        only=next((each for each in here if each.code == only), None),
    )  # fmt: skip
    return render(request, "custody/fevers.html", context, status=_status(form.errors))


def _enter(request: Request, unit: Unit, data: dict[str, Any]) -> None:
    made = custody.measure(unit, by=request.person, **data)
    undo = reverse("custody:withdraw_fever", args=[unit.code, made.pk])
    messages.success(request, _("Entered. It must be measured again soon."), f"undo:{undo}")


def _may_measure(request: Request, unit: Unit) -> bool:
    return request.known is None and scope.may(request.person, "custody.measure", unit)


def _status(errors: object) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


@looks_back
def fever(request: Request, code: str, pk: UUID) -> HttpResponse:
    """One fever: measured again, and what was decided."""
    unit = facility_of(request, code)
    found = fetch(request.person, _whole(unit, request.known), request.path, pk=pk)
    form = RemeasureForm(request.POST or None, initial={"id": uuid7()})
    if request.method == "POST" and submitted(form, lambda data: custody.remeasure(found, by=request.person, **data)):
        messages.success(request, _("Saved."))
        return redirect("custody:fever", code, pk)
    [(_row, who)] = with_persons([found])
    context = basics(
        unit, fever=found, who=who, form=form, outcomes=OutcomeKind.choices, entries=history(f"custody.fever:{pk}", request.known),
        may_measure=_may_measure(request, unit),
    )  # fmt: skip
    return render(request, "custody/fever.html", context, status=_status(form.errors))


@require_POST
def conclude(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Decide about a fever."""
    unit = facility_of(request, code)
    found = fetch(request.person, _whole(unit), request.path, pk=pk)
    try:
        custody.conclude(found, request.POST.get("outcome", ""), by=request.person)
        messages.success(request, _("Saved."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("custody:fever", code, pk)


@require_POST
def withdraw_fever(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Take a fever back that was entered by mistake."""
    unit = facility_of(request, code)
    found = fetch(request.person, Fever.objects.filter(facility=unit), request.path, pk=pk)
    try:
        custody.withdraw_fever(found, because=request.POST.get("because") or undone(), by=request.person)
        messages.success(request, _("Withdrawn. It counts no longer; the journal keeps that it was entered."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("custody:fevers", code)
