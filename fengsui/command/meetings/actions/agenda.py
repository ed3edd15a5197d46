"""The agenda by hand: a line added or taken off, a part hidden, shown, moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.meetings.actions.common import hold, person, short, words
from fengsui.command.meetings.models import Line, Meeting, State
from fengsui.command.meetings.models.meeting import LINE
from fengsui.command.meetings.queries.agenda import OWN, STEP, Point, places
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.scope import Actor

RUNNING = (State.PLANNED, State.OPEN)
MOST = 50


@action
def add_line(meeting: Meeting, text: str, *, by: Actor) -> None:
    """Put a line of one's own at the end; by a second click once."""
    found = hold(meeting, by, *RUNNING)
    said = short(words(text, LINE, _("Type what is to be talked about."), "text"), LINE)
    points = places(found)
    if any(point.text == said and not point.hidden for point in points):
        deeds.told()  # it stands there
        return
    if len(points) >= MOST:
        raise Refused("meetings.many", _("At most %(n)d points; take one off first.") % {"n": MOST}, field="text")
    last = max((point.place for point in points), default=0)
    _write(found, Point(f"{OWN}{uuid7().hex}"[:40], last + STEP, hidden=False, text=said), by)
    journal.write("meetings.lined", by=by.pk, unit=found.unit_id, about=found.about)


@action
def show(meeting: Meeting, key: str, *, hidden: bool, by: Actor) -> None:
    """Leave a point out of the agenda, or put it back; undoing is doing the other."""
    found = hold(meeting, by, *RUNNING)
    point = _point(found, key)
    if point.hidden == hidden:
        deeds.told()  # a second click
        return
    _write(found, replace(point, hidden=hidden), by)
    journal.write("meetings.arranged_agenda", by=by.pk, unit=found.unit_id, about=found.about)


@action
def shift(meeting: Meeting, key: str, *, up: bool, by: Actor) -> None:
    """Change places with the point before or after; the first stays first."""
    found = hold(meeting, by, *RUNNING)
    point, points = _point(found, key), [one for one in places(found) if not one.hidden]
    at = next((n for n, one in enumerate(points) if one.key == point.key), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is None or to is None or not 0 <= to < len(points):
        deeds.told()  # there is nothing before the first
        return
    points[at], points[to] = points[to], points[at]
    for place, one in enumerate(points, 1):
        if one.place != STEP * place:
            _write(found, replace(one, place=STEP * place), by)
    journal.write("meetings.arranged_agenda", by=by.pk, unit=found.unit_id, about=found.about)


def _point(meeting: Meeting, key: str) -> Point:
    found = next((point for point in places(meeting) if point.key == key), None)
    if found is None:
        raise Refused("meetings.point", _("This point is not on the agenda."))
    return found


def _write(meeting: Meeting, point: Point, by: Actor) -> None:
    now = clock.now()
    Line.objects.as_known().filter(meeting=meeting, key=point.key).update(replaced_at=now)
    Line.objects.create(
        meeting=meeting, key=point.key, text=point.text, place=point.place, hidden=point.hidden, by=person(by), at=now,
        known_at=now,
    )  # fmt: skip
