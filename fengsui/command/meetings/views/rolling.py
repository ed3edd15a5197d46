from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from fengsui.command.meetings.forms import WHY
from fengsui.command.meetings.models import Kind, State
from fengsui.command.meetings.queries.listing import Shown, room
from fengsui.command.meetings.queries.roll import facility
from fengsui.command.meetings.queries.roll import roll as rows_of
from fengsui.command.meetings.views.common import fetched
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def roll(request: Request, pk: UUID) -> HttpResponse:
    """The roll-call, one facility at a time: who leads there, what was reported, what is open; a key leads to the next."""
    meeting = fetched(request, pk)
    if (
        meeting.kind != Kind.EVENING
        or not scope.seen(request.person, "meetings.see").filter(pk=meeting.unit_id).exists()
    ):
        raise Http404
    rows = rows_of(meeting)
    if not rows:
        raise Http404
    asked = request.GET.get("at", "")
    at = next((n for n, row in enumerate(rows) if row.unit.code == asked), 0)
    shown = facility(meeting, rows[at])
    held = scope.holders("meetings.see", rows[at].unit)
    people = [place.person for place in (row.place for row in rows)] + [one.pk for one in held]
    people += [row.place.row.stead_id for row in rows if row.place.row]
    names = names_for(request.person, people)
    context = {
        "row": Shown(meeting, *room(meeting)), "meeting": meeting, "rows": rows, "shown": shown, "number": at + 1,
        "before": rows[at - 1] if at else None, "after": rows[at + 1] if at + 1 < len(rows) else None, "key": uuid7(),
        "may": scope.may(request.person, "meetings.hold", meeting.unit) and not meeting.is_over, "names": names, "why": WHY,
        "steads": [(str(one.pk), names.get(one.pk, "")) for one in held], "line": request.GET.get("line", "")[:400],
        "is_open": meeting.state == State.OPEN,
        "there": sum(row.place.is_there for row in rows), "reported": sum(row.standing.is_signed for row in rows),
    }  # fmt: skip
    return render(request, "meetings/roll.html", context)
