"""Meetings for programs: which there are, how they stand, what was decided. Only people hold one and sign."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema

from fengsui.command.meetings.models import Meeting
from fengsui.command.meetings.queries.listing import wanted
from fengsui.ground.interfaces.door import Call, Limit, door
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from collections.abc import Sequence

router = Router(tags=["meetings"])


class DecisionOut(Schema):
    number: int
    sort: str = Field(description=gettext_noop("decision or question"))
    text: str
    due_at: datetime | None
    units: list[str] = Field(description=gettext_noop("codes of the units that are to do it"))
    tasks: list[UUID]
    taken_back: bool


class MeetingOut(Schema):
    id: UUID
    unit: str
    kind: str = Field(description=gettext_noop("morning, evening, special, group or other"))
    title: str
    day: date
    starts_at: datetime
    state: str = Field(description=gettext_noop("planned, opened, closed or cancelled"))
    decisions: list[DecisionOut]


class MeetingList(Schema):
    items: list[MeetingOut]
    next: UUID | None = Field(None, description=gettext_noop("send it as `after` to read on; null: this was the end"))


@router.get(
    "/meetings", response=MeetingList,
    **door(
        "meetings.read", _("Meetings within reach"), name="meetings",
        about=_("`unit` by its code, `kind`, `day`; in the order in which they were planned or called."),
    ),
)  # fmt: skip
def meetings(
    request: Call,
    unit: str = "",
    kind: str = "",
    day: date | None = None,
    after: UUID | None = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    rows = wanted(request.person, {"unit": unit, "kind": kind})
    rows = rows.filter(day=day) if day else rows
    rows = rows.filter(pk__gt=after) if after else rows
    found = list(rows.prefetch_related("decisions__assigned__unit").order_by("pk")[: limit + 1])
    page = found[:limit]
    return {"items": _told(page), "next": page[-1].pk if len(found) > limit else None}


@router.get(
    "/meetings/{meeting}", response=MeetingOut,
    **door("meetings.read", _("One meeting"), name="meeting", about=_("How it stands now, with its decisions.")),
)  # fmt: skip
def meeting(request: Call, meeting: UUID) -> dict[str, Any]:
    rows = Meeting.objects.visible_to(request.person).with_state().select_related("unit")
    return _told([fetch(request.person, rows.prefetch_related("decisions__assigned__unit"), request.path, pk=meeting)])[
        0
    ]


def _told(rows: Sequence[Meeting]) -> list[dict[str, Any]]:
    return [
        {
            "id": row.pk, "unit": row.unit.code, "kind": row.kind, "title": row.title, "day": row.day, "starts_at": row.starts_at,
            "state": row.state,
            "decisions": [
                {
                    "number": one.number, "sort": one.sort, "text": one.text, "due_at": one.due_at,
                    "units": [to.unit.code for to in one.assigned.all()],
                    "tasks": [to.task_id for to in one.assigned.all() if to.task_id], "taken_back": one.taken_at is not None,
                }
                for one in sorted(row.decisions.all(), key=lambda one: one.number)
            ],
        }
        for row in rows
    ]  # fmt: skip
