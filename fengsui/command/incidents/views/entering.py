"""What is entered beside the reports: steps of a fever, reports outside, a task that comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.forms import FeverForm, OutsideForm, TaskForm
from fengsui.command.incidents.models import Pathway
from fengsui.command.incidents.queries.pathway import stations
from fengsui.command.incidents.views.common import fetched, say
from fengsui.command.incidents.views.showing import given_by, page
from fengsui.ground.org.doors import uuid_of
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


@require_POST
def fever(request: Request, pk: UUID) -> HttpResponse:
    """Enter a step of a fever's pathway."""
    incident, step = fetched(request, pk), request.POST.get("step", "")
    if step not in Pathway.values:
        return redirect("incidents:incident", pk)
    there = next(one for one in stations(incident) if one.step == step).row is not None
    form = FeverForm(request.POST, step=step, again=there)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.enter_fever(
                incident,
                step,
                at=typed["at"],
                celsius=typed.get("celsius"),
                because=typed.get("because", ""),
                by=request.person,
            )
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _("Entered: %(step)s.") % {"step": Pathway(step).label})
            return redirect("incidents:incident", pk)
    return page(request, incident, (f"fever-{step}", form))


@require_POST
def outside(request: Request, pk: UUID) -> HttpResponse:
    """Keep that it was reported outside."""
    incident = fetched(request, pk)
    form = OutsideForm(request.POST, prefix="outside")
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.record_outside(
                incident,
                typed["channel"],
                at=typed["at"],
                card=typed["card"],
                because=typed["because"],
                by=request.person,
            )
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _("Kept: it was reported outside."))
            return redirect("incidents:incident", pk)
    return page(request, incident, ("outside", form))


@require_POST
def task(request: Request, pk: UUID) -> HttpResponse:
    """Give a task that comes of it."""
    incident = fetched(request, pk)
    step = queries.now(incident)
    given = given_by(request, step.unit) if step else None
    if given is None:
        raise Http404
    form = TaskForm(request.POST, prefix="task", units=given.units)
    if form.is_valid():
        typed, key = form.cleaned_data, uuid_of(request.POST.get("key", ""))
        try:
            actions.give_task(
                incident, given.giver, typed["text"], to=typed["to"][0], due_at=typed["due"], by=request.person, key=key
            )
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _("Given. It is on their Today."))
            return redirect("incidents:incident", pk)
    return page(request, incident, ("task", form))
