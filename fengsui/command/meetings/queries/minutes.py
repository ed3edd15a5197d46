"""A meeting as the content of official minutes (纪要): in Chinese, whatever the language of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from fengsui.command.meetings.queries.places import places
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.queries import names

if TYPE_CHECKING:
    from fengsui.command.meetings.models import Decision, Meeting
    from fengsui.command.meetings.queries.places import Place


def minutes(meeting: Meeting) -> dict[str, Any]:
    """See documents.content: title, text, who was present and who was not."""
    with translation.override("zh-hans"):
        table = places(meeting)
        known = names(pk for place in table for pk in (place.person, place.row.stead_id if place.row else None))
        there = [_name(place, known) for place in table if place.is_there]
        away = [_name(place, known) for place in table if not place.is_there and place.row]
        return {
            "title": _("Minutes of the %(meeting)s") % {"meeting": meeting.name}, "text": _text(meeting),
            "present": "、".join(filter(None, there)), "absent": "、".join(filter(None, away)),
        }  # fmt: skip


def _name(place: Place, known: dict[Any, str]) -> str:
    """Who sat there: by name, with the unit for a facility; else what the place is called."""
    pk = place.row.stead_id if place.row and place.row.stead_id else place.person
    name = known.get(pk, "") if pk else ""
    if place.unit:
        return f"{place.unit.name}（{name}）" if name else place.unit.name
    return name or place.title


def _text(meeting: Meeting) -> str:
    at = clock.local(meeting.starts_at)
    rows = [
        one for one in meeting.decisions.order_by("number").prefetch_related("assigned__unit") if one.taken_at is None
    ]
    opening = _("On %(day)s, %(unit)s held the %(meeting)s. The meeting decided as follows:") % {
        "day": f"{at.year}年{at.month}月{at.day}日{at:%H:%M}", "unit": meeting.unit.name, "meeting": meeting.name,
    }  # fmt: skip
    closing = [] if rows else [_("Nothing was decided.")]
    return "\n".join([opening, *(f"{n}.{_line(one)}" for n, one in enumerate(rows, 1)), *closing])


def _line(one: Decision) -> str:
    """What is to be done, by whom, by when."""
    units = "、".join(row.unit.name for row in one.assigned.all())
    due = clock.local(one.due_at) if one.due_at else None
    when = f"{due.month}月{due.day}日{due:%H:%M}前" if due else ""
    said = one.text.rstrip("。.")
    return f"{said}（{units}{'，' if units and when else ''}{when}）。" if units or when else f"{said}。"
