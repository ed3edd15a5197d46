from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.meetings import actions
from fengsui.command.meetings.forms import MoveForm
from fengsui.command.meetings.models import Presence
from fengsui.command.meetings.views.common import done, person_at, run
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.command.meetings.models import Meeting
    from fengsui.ground.org.places import Request


@require_POST
def act(request: Request, pk: UUID) -> HttpResponse:
    """Open, close, move or cancel it; issue its task sheet; draft its minutes."""
    meeting, do, by = run(request, pk), request.POST.get("do", ""), request.person
    back = reverse("meetings:meeting", args=[pk])
    match do:
        case "open":
            return done(
                request,
                lambda: actions.open_meeting(meeting, by=by),
                _("Open. The agenda shows what is true now."),
                back,
            )
        case "close":
            there = reverse("meetings:record", args=[pk])
            return _close(request, meeting, there, back)
        case "cancel":
            why = request.POST.get("cancel-reason", "")
            return done(
                request,
                lambda: actions.cancel(meeting, reason=why, by=by),
                _("Cancelled; those invited have a note."),
                back,
            )
        case "move":
            return _move(request, meeting, back)
        case _:
            return _papers(request, meeting, do, back)


def _close(request: Request, meeting: Meeting, there: str, back: str) -> HttpResponse:
    try:
        actions.close(meeting, by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect(back)
    messages.success(request, _("Closed. The record is written."))
    return redirect(there)


def _move(request: Request, meeting: Meeting, back: str) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the new hour, and say why."))
        return redirect(back)
    said = form.cleaned_data
    return done(
        request, lambda: actions.move(meeting, said["starts_at"], reason=said["reason"], by=request.person),
        _("Moved; those invited have a note."), back,
    )  # fmt: skip


def _papers(request: Request, meeting: Meeting, do: str, back: str) -> HttpResponse:
    try:
        if do == "sheet":
            return redirect("tasks:sheet", actions.issue_sheet(meeting, by=request.person).pk)
        if do == "minutes":
            made = actions.draft_minutes(meeting, by=request.person)
            messages.success(request, _("Drafted from the record. It goes the way of every document now."))
            return redirect(made.url)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect(back)


@require_POST
def attend(request: Request, pk: UUID) -> HttpResponse:
    """Tick who is there."""
    meeting, typed = run(request, pk), request.POST
    stead = person_at(typed.get("stead", ""))
    state, who = typed.get("state", ""), typed.get("who", "")
    reason = typed.get("reason", "") if state != Presence.PRESENT else ""
    back = f"{reverse('meetings:meeting', args=[pk])}#table"
    return done(
        request, lambda: actions.attend(meeting, who, state, reason=reason, stead=stead, by=request.person), _("Noted."), back
    )  # fmt: skip


@require_POST
def arrange(request: Request, pk: UUID) -> HttpResponse:
    """Add a line to the agenda; hide, show or move a point."""
    meeting, do, key, by = run(request, pk), request.POST.get("do", ""), request.POST.get("key", ""), request.person
    here = reverse("meetings:agenda", args=[pk])
    back = f"{reverse('meetings:meeting', args=[pk])}#agenda"
    do = do or request.GET.get("do", "")
    key = key or request.GET.get("key", "")
    if do in {"hide", "show"}:
        hidden = do == "hide"
        said = _("Left out of the agenda.") if hidden else _("On the agenda again.")
        undo = f"{here}?do={'show' if hidden else 'hide'}&key={key}"
        return done(request, lambda: actions.show(meeting, key, hidden=hidden, by=by), said, back, undo=undo)
    if do in {"up", "down"}:
        return done(request, lambda: actions.shift(meeting, key, up=do == "up", by=by), _("Moved."), back)
    text = request.POST.get("text", "")
    return done(request, lambda: actions.add_line(meeting, text, by=by), _("On the agenda."), back)
