from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.incidents import actions
from fengsui.command.incidents.forms import FORMS, WhyForm
from fengsui.command.incidents.models import Deed, Incident, Step
from fengsui.command.incidents.views.common import fetched, say
from fengsui.command.incidents.views.showing import page
from fengsui.ground.org.doors import number_of
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

TAKE, ISSUE = "take", "issue"


@require_POST
def act(request: Request, pk: UUID) -> HttpResponse:
    """Do one thing with an incident."""
    incident, deed = fetched(request, pk), request.POST.get("do", "")
    form = FORMS[deed](request.POST, prefix=deed) if deed in FORMS else None
    if form is None and deed not in {TAKE, ISSUE}:
        return redirect("incidents:incident", pk)
    if form is not None and not form.is_valid():
        return page(request, incident, (deed, form))
    try:
        said, tags = _do(incident, deed, form.cleaned_data if form else {}, request)
    except Refused as refused:
        if form is None:
            return page(request, incident, problem=str(refused.sentence))
        say(form, refused)
        return page(request, incident, (deed, form))
    messages.success(request, said, extra_tags=tags)
    return redirect("incidents:incident", pk)


def _do(incident: Incident, deed: str, typed: dict[str, Any], request: Request) -> tuple[str, str]:
    """Do it; return what is said of it, and where it is undone."""
    by = request.person
    match deed:
        case _ if deed == TAKE:
            actions.take(incident, by=by)
            return _("Acknowledged: the unit sees that you have it in hand."), ""
        case _ if deed == ISSUE:
            sheet = actions.issue(incident, by=by)
            return _("Issued as %(number)s; it stands below.") % {"number": sheet.document.number_label}, ""
        case Deed.WITHDRAWN:
            return _("Withdrawn. Nobody owes anything about it any more."), undo_of(
                actions.withdraw(incident, typed["reason"], by=by)
            )
        case Deed.REOPENED:
            return _("Open again. The next report is owed."), undo_of(actions.reopen(incident, typed["reason"], by=by))
        case _:
            return _report(incident, deed, typed, request)


def _report(incident: Incident, deed: str, typed: dict[str, Any], request: Request) -> tuple[str, str]:
    closing = deed == Deed.CLOSED
    step = (actions.conclude if closing else actions.follow)(
        incident, typed["text"], measures_taken=typed["taken"], persons=typed["persons"], about_persons=typed["about_persons"],
        by=request.person,
    )  # fmt: skip
    said = _("Closed with its final report.") if closing else _("Reported. The next report is owed from now on.")
    return said, undo_of(step)


def undo_of(step: Step) -> str:
    """Where one's own last step is taken back."""
    return f"undo:{reverse('incidents:undo', args=[step.incident_id])}?step={step.pk}"


@require_POST
def undo(request: Request, pk: UUID) -> HttpResponse:
    """Take one's own last step back."""
    incident, step = fetched(request, pk), request.GET.get("step", "")
    try:
        actions.undo(incident, number_of(step), by=request.person)
        messages.success(request, _("Taken back; it stands as before."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("incidents:incident", pk)


@require_POST
def persons(request: Request, pk: UUID) -> HttpResponse:
    """Show what it says of persons, for a reason; only in this one answer."""
    incident = fetched(request, pk)
    form = WhyForm(request.POST, prefix="persons")
    if not form.is_valid():
        return page(request, incident, ("persons", form))
    try:
        opened = actions.reveal(incident, form.cleaned_data["reason"], by=request.person)
    except Refused as refused:
        say(form, refused)
        return page(request, incident, ("persons", form))
    return page(request, incident, opened=opened)
