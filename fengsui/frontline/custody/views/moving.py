"""The ledger of movements, and a person with everything that the register knows of them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.forms import MovementForm, UnmaskForm
from fengsui.frontline.custody.models import Fever, Movement
from fengsui.frontline.custody.queries.persons import masked, with_persons
from fengsui.frontline.custody.queries.places import sections, table
from fengsui.frontline.custody.views.common import basics, facility_of, undone
from fengsui.frontline.custody.words import movement_label
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import submitted
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch, names
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.frontline.custody.models import Held
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

RELATED = ("section", "to_section", "counterpart", "prisoner", "detainee")


@looks_back
def movements(request: Request, code: str) -> HttpResponse:
    """A facility's ledger, newest first; the form to enter a movement above it."""
    unit = facility_of(request, code)
    here = sections([unit.pk], clock.today()).get(unit.pk, [])
    form = MovementForm(unit, here, request.POST or None, initial={"id": uuid7()})
    if request.method == "POST" and submitted(form, lambda data: _enter(request, unit, data)):
        return redirect("custody:movements", code)
    known = request.known
    found = page(Movement.objects.as_known(known).filter(facility=unit).select_related(*RELATED), request.GET)
    people = names(row.entered_by_id for row in found)
    rows = [
        (row, movement_label(unit, row.kind), who, people.get(row.entered_by_id, "") if row.entered_by_id else "")
        for row, who in with_persons(found)
    ]
    may_move = known is None and scope.may(request.person, "custody.move", unit)
    context = basics(unit, form=form, page=found, rows=rows, may_move=may_move)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "custody/movements.html", context, status=status)


def _enter(request: Request, unit: Unit, data: dict[str, Any]) -> None:
    made = custody.move(unit, by=request.person, **data)
    undo = reverse("custody:withdraw", args=[unit.code, made.pk])
    messages.success(request, _("Entered: %(what)s.") % {"what": movement_label(unit, made.kind)}, f"undo:{undo}")


@require_POST
def withdraw(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Take a movement back that was entered by mistake."""
    unit = facility_of(request, code)
    movement = fetch(
        request.person, Movement.objects.filter(facility=unit).select_related(*RELATED), request.path, pk=pk
    )
    try:
        custody.withdraw(movement, because=request.POST.get("because") or undone(), by=request.person)
        messages.success(request, _("Withdrawn. It counts no longer; the journal keeps that it was entered."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("custody:movements", code)


@looks_back
def person(request: Request, code: str, pk: UUID) -> HttpResponse:
    """A person, masked: movements, fevers, history. The name is shown once, for a reason, to who may."""
    unit = facility_of(request, code)
    if not scope.seen(request.person, "custody.view").filter(pk=unit.pk).exists():
        raise Http404  # an officer of one ward sees no persons of the others
    held: Held = fetch(request.person, table(unit)._default_manager.filter(facility=unit), request.path, pk=pk)  # noqa: SLF001
    word = table(unit).__name__.lower()
    form = UnmaskForm(request.POST or None)
    opened: list[custody.Opened] = []
    if request.method == "POST":
        submitted(form, lambda data: opened.append(custody.unmask(held, by=request.person, **data)))
    known = request.known
    moved = Movement.objects.as_known(known).filter(**{word: held}).select_related(*RELATED).order_by("-at")
    fevers = Fever.objects.as_known(known).filter(**{word: held}).select_related("section").order_by("-at")
    context = basics(
        unit, who=masked([held])[held.pk], opened=next(iter(opened), None), form=form, held=held, fevers=fevers,
        moved=[(row, movement_label(row.facility, row.kind)) for row in moved.select_related("facility", *RELATED)],
        may_unmask=known is None and scope.may(request.person, "custody.unmask", unit),
        entries=history(f"custody.{word}:{held.pk}", known),
    )  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "custody/person.html", context, status=status)
