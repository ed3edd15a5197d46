"""A report on one page: the first one, one of what was noted, a correction; and a note that something happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.forms import CorrectForm, HappenedForm, ReportForm, minute, of_step
from fengsui.command.incidents.models import LIVE, Stage
from fengsui.command.incidents.queries.lines import NEVER, reporters
from fengsui.command.incidents.views.acting import undo_of
from fengsui.command.incidents.views.common import SUGGESTED, chosen, fetched, say
from fengsui.ground.org import scope
from fengsui.ground.org.doors import uuid_of
from fengsui.ground.org.models import Unit
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.command.incidents.models import Step
    from fengsui.ground.org.places import Request


def new(request: Request) -> HttpResponse:
    """The first report of something that nobody noted."""
    units = reporters(request.person)
    if not units:
        raise Http404
    unit = chosen(units, request.POST.get("unit") or request.GET.get("unit"))
    form = ReportForm(request.POST or None, initial={"learned": minute(), "kind": request.GET.get("kind", "")})
    other = None
    if request.method == "POST" and form.is_valid():
        try:
            key, again = uuid_of(request.POST.get("key", "")), form.cleaned_data["again"]
            step = actions.report(unit, form.said(), by=request.person, key=key, again=again)
        except Refused as refused:
            say(form, refused)
            other = refused.facts.get("incident")
        else:
            messages.success(request, _told(step))
            return redirect("incidents:incident", step.incident_id)
    key = uuid_of(request.POST.get("key", "")) or uuid7()
    context = {"form": form, "reporter": unit, "reporters": units, "key": key, "other": other, "unit": None}
    return render(request, "incidents/new.html", context, status=422 if form.errors else 200)


def _told(step: Step) -> str:
    if step.is_late:
        return _("Reported. It came after its hour; whoever commands above is told all the same.")
    return _("Reported in time. Whoever commands above is told.")


def note(request: Request) -> HttpResponse:
    """That something happened at a unit, which owes its report from now on."""
    if not scope.may(request.person, "incidents.note"):
        raise Http404
    units = notable(request)
    initial = {"learned": minute(), "unit": units[0].code if len(units) == 1 else ""}
    form = HappenedForm(request.POST or None, units=units, initial=initial)
    other = None
    if request.method == "POST" and form.is_valid():
        try:
            key, again = uuid_of(request.POST.get("key", "")), form.cleaned_data["again"]
            step = actions.note(form.cleaned_data["unit"][0], form.said(), by=request.person, key=key, again=again)
        except Refused as refused:
            say(form, refused)
            other = refused.facts.get("incident")
        else:
            messages.success(request, _("Noted. The unit owes its first report; it is told."))
            return redirect("incidents:incident", step.incident_id)
    key = uuid_of(request.POST.get("key", "")) or uuid7()
    context = {"form": form, "units": units[:SUGGESTED], "key": key, "other": other}
    return render(request, "incidents/note.html", context, status=422 if form.errors else 200)


def notable(request: Request) -> list[Unit]:
    """The units at which the person may note something."""
    mine = scope.units(request.person, "incidents.note").values("pk")
    return list(Unit.objects.existing().filter(pk__in=mine).exclude(kind__in=NEVER).order_by("code"))


def first(request: Request, pk: UUID) -> HttpResponse:
    """The first report of what was noted, begun with what is known."""
    incident = fetched(request, pk)
    step = queries.now(incident)
    if step is None or not scope.may(request.person, "incidents.report", step.unit):
        raise Http404
    if step.stage != Stage.NOTED and request.method == "GET":
        return redirect("incidents:incident", pk)
    form = ReportForm(request.POST or None, also=step.kind, initial=of_step(step))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.report_first(incident, form.said(), by=request.person)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _told(made))
            return redirect("incidents:incident", pk)
    context = {"form": form, "reporter": step.unit, "reporters": [], "step": step, "unit": None}
    return render(request, "incidents/new.html", context, status=422 if form.errors else 200)


def correct(request: Request, pk: UUID) -> HttpResponse:
    """Say it right, with a reason."""
    incident = fetched(request, pk)
    step = queries.now(incident)
    if step is None or not _may_correct(request, step):
        raise Http404
    form = CorrectForm(request.POST or None, also=step.kind, initial=of_step(step))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.correct(incident, form.said(), form.cleaned_data["reason"], by=request.person)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(
                request, _("Corrected. What it said before stays in the history."), extra_tags=undo_of(made)
            )
            return redirect("incidents:incident", pk)
    context = {"form": form, "step": step, "unit": None}
    return render(request, "incidents/correct.html", context, status=422 if form.errors else 200)


def _may_correct(request: Request, step: Step) -> bool:
    if step.stage not in {*LIVE, Stage.CLOSED}:
        return False
    own = scope.may(request.person, "incidents.report", step.unit)
    return own or (step.first_at is None and scope.may(request.person, "incidents.note", step.unit))
