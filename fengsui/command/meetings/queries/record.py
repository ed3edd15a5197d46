"""What the record (会议记录) says: who was there, the agenda as it stood, decisions and their tasks, signatures, hours."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.utils import translation

from fengsui.command.meetings.models import Decision, Handover, Key, Kind, Meeting, Step
from fengsui.command.meetings.queries.agenda import agenda
from fengsui.command.meetings.queries.handing import LANGUAGES, kept
from fengsui.command.meetings.queries.places import places
from fengsui.command.meetings.queries.roll import roll

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.meetings.models import Record
    from fengsui.command.meetings.queries.agenda import Point


def content(meeting: Meeting) -> dict[str, Any]:
    """The record of a meeting as it stands now, in every language."""
    made = {}
    for language in LANGUAGES:
        with translation.override(language):
            made[language] = _said(meeting)
    return made


def mark(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _said(meeting: Meeting) -> dict[str, Any]:
    return {
        "title": meeting.name, "unit": meeting.unit.label, "starts_at": meeting.starts_at.isoformat(),
        "steps": [
            {"deed": str(step.get_deed_display()), "at": step.at.isoformat(), "by": _id(step.by_id), "reason": step.reason}
            for step in Step.objects.filter(meeting=meeting).order_by("pk")
        ],
        "present": _present(meeting), "agenda": [_point(point) for point in agenda(meeting) if _says(point)],
        "roll": _roll(meeting), "decisions": [decided(one) for one in decisions(meeting)], "keys": _keys(meeting),
    }  # fmt: skip


def _says(point: Point) -> bool:
    """Whether a point belongs in the record: what was left out does not, nor incidents where there are none."""
    return not point.hidden and (point.part is None or bool(point.part.rows or point.part.nothing))


def _id(pk: object) -> str:
    return str(pk) if pk else ""


def _present(meeting: Meeting) -> list[dict[str, str]]:
    return [
        {
            "title": place.title, "person": _id(place.person), "word": place.kept,
            "reason": str(place.row.get_reason_display()) if place.row and place.row.reason else "",
            "stead": _id(place.row.stead_id) if place.row else "",
            "at": place.row.at.isoformat() if place.row else "",
        }
        for place in places(meeting)
    ]  # fmt: skip


def _point(point: Point) -> dict[str, Any]:
    return (
        kept(point.part)
        if point.part
        else {"key": point.key, "title": point.text, "rows": [], "more": 0, "nothing": ""}
    )


def _roll(meeting: Meeting) -> list[dict[str, str]]:
    """How each facility’s report stood, at an evening meeting."""
    if meeting.kind != Kind.EVENING:
        return []
    return [{"unit": row.unit.label, "report": row.word, "state": row.place.kept} for row in roll(meeting)]


def decisions(meeting: Meeting) -> Iterable[Decision]:
    rows = Decision.objects.filter(meeting=meeting).prefetch_related("assigned__unit", "follows")
    return rows.order_by("number")


def decided(one: Decision) -> dict[str, Any]:
    return {
        "number": one.number, "sort": one.sort, "text": one.text, "due": one.due_at.isoformat() if one.due_at else "",
        "at": one.at.isoformat(), "taken": one.taken_at.isoformat() if one.taken_at else "",
        "units": [row.unit.label for row in one.assigned.all()],
        "tasks": [str(row.task_id) for row in one.assigned.all() if row.task_id],
        "follows": [follow.title for follow in one.follows.all()],
    }  # fmt: skip


def _keys(meeting: Meeting) -> list[dict[str, str]]:
    """The signatures of the day's handover, in the record of the morning."""
    if meeting.kind != Kind.MORNING:
        return []
    owed = Handover.objects.standing().filter(unit=meeting.unit_id, at__date=meeting.day)
    keys = Key.objects.turned().filter(handover__in=owed).order_by("pk")
    return [
        {"side": str(key.get_side_display()), "person": _id(key.person_id), "at": key.at.isoformat(), "mark": key.mark}
        for key in keys
    ]  # fmt: skip


def shown(record: Record) -> dict[str, Any]:
    """A record in the language of the screen."""
    said: dict[str, Any] = record.content["en" if translation.get_language() == "en" else LANGUAGES[0]]
    return said


def persons(said: dict[str, Any]) -> set[str]:
    """The ids of everybody who stands in a record."""
    found = [row["by"] for row in said["steps"]] + [row["person"] for row in said["keys"]]
    for row in said["present"]:
        found += [row["person"], row["stead"]]
    found += [row["person"] for point in said["agenda"] for row in point["rows"]]
    return {pk for pk in found if pk}
