from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override

from fengsui.command.meetings import actions
from fengsui.command.meetings.models import Assigned, Follow, Meeting, Record
from fengsui.command.meetings.paper import paper
from fengsui.command.meetings.queries.record import persons, shown
from fengsui.command.meetings.views.common import done
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from fengsui.ground.org.places import Request


def _record(request: Request, pk: UUID) -> Record:
    seen = scope.seen(request.person, "meetings.see").values("pk")
    rows = Record.objects.filter(meeting__unit__in=seen).select_related("meeting__unit").prefetch_related("additions")
    return fetch(request.person, rows, request.path, meeting=pk)


def show(request: Request, pk: UUID) -> HttpResponse:
    """The record as it was written at closing, and what was added since; on paper an A4 sheet."""
    record = _record(request, pk)
    meeting = record.meeting
    if request.method == "POST":
        text, back = request.POST.get("text", ""), reverse("meetings:record", args=[pk])
        return done(
            request, lambda: actions.add(record, text, by=request.person), _("Added, with date and name."), back
        )
    said = shown(record)
    people = [UUID(one) for one in persons(said)] + [one.by_id for one in record.additions.all()]
    context = {
        "record": record, "said": said, "meeting": meeting, "unit": meeting.unit, "names": _named(request, people),
        "may": scope.may(request.person, "meetings.hold", meeting.unit), "minutes": Follow.objects.filter(meeting=meeting, decision=None).first(),
        "has_tasks": Assigned.objects.filter(decision__meeting=meeting, task__isnull=False).exists(),
    }  # fmt: skip
    return render(request, "meetings/record.html", context)


def _named(request: Request, people: list[UUID | None]) -> dict[str, str]:
    return {str(pk): name for pk, name in names_for(request.person, people).items()}


@csp_override({})  # a PDF runs no script of ours, and a browser's viewer may be a plug-in, which the house forbids
def pdf(request: Request, pk: UUID) -> HttpResponse:
    """The record on A4; names are put in as it is printed, never kept in it."""
    record = _record(request, pk)
    said = shown(record)
    people = [UUID(one) for one in persons(said)] + [one.by_id for one in record.additions.all()]
    body = paper(record, said, _named(request, people))
    meeting: Meeting = record.meeting
    name = f"{_('Meeting record')} {meeting.day.isoformat()}.pdf"
    head = {"Content-Disposition": content_disposition_header(False, name) or "inline"}
    return HttpResponse(body, content_type="application/pdf", headers=head)
