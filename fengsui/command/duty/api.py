"""Duty for programs: who is on duty at a moment, and where somebody is missing. Nothing is written here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from fengsui.command.duty.models import Post
from fengsui.command.duty.queries import grids
from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces.door import Call, Limit, door
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fengsui.command.duty.queries.grids import Watchful

router = Router(tags=["duty"])


class ThereOut(Schema):
    place: str = Field(description=gettext_noop("what the seat or station is called"))
    seat: bool
    person: UUID
    name: str
    since: datetime
    until: datetime


class GapOut(Schema):
    place: str
    post: int
    missing: int
    since: datetime
    until: datetime


class WatchOut(Schema):
    unit: str
    there: list[ThereOut]
    gaps: list[GapOut]


class WatchList(Schema):
    moment: datetime
    items: list[WatchOut]
    next: str | None = Field(None, description=gettext_noop("send it as `after` to read on; null: this was the end"))


@router.get(
    "/duty", response=WatchList,
    **door(
        "duty.read", _("Who is on duty"), name="duty",
        about=_("The units within reach at a moment (now), in the order of their codes; `unit`: only this one. A unit without anybody and without posts is left out."),
    ),
)  # fmt: skip
def duty(
    request: Call, at: AwareDatetime | None = None, unit: str = "", after: str = "", limit: Limit = 100
) -> dict[str, Any]:
    moment = at or clock.now()
    rows = scope.units(request.person, "duty.see").filter(code__gt=after)
    rows = rows.filter(code=unit) if unit else rows
    units = list(rows.order_by("code")[: limit + 1])
    page = units[:limit]
    found = grids.effective(page, lambda people: names_for(request.person, people), moment)
    mans = set(Post.objects.on(clock.local(moment).date()).filter(unit__in=page).values_list("unit", flat=True))
    shown = [one for one in found if one.there or one.unit.pk in mans]
    return {"moment": moment, "items": _told(shown), "next": page[-1].code if len(units) > limit else None}


def _told(rows: Sequence[Watchful]) -> list[dict[str, Any]]:
    return [
        {
            "unit": one.unit.code,
            "there": [
                {
                    "place": each.place, "seat": each.is_seat, "person": each.person, "name": each.name, "since": each.since,
                    "until": each.until,
                }
                for each in one.there
            ],
            "gaps": [
                {
                    "place": gap.turn.post.label, "post": gap.turn.post.pk, "missing": gap.missing, "since": gap.since,
                    "until": gap.until,
                }
                for gap in one.gaps
            ],
        }
        for one in rows
    ]  # fmt: skip
