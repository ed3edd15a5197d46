"""Calling a meeting, moving and cancelling it; its room."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.meetings.actions import telling
from fengsui.command.meetings.actions.common import address, hold, person, short, stamp, step, words
from fengsui.command.meetings.models import DAILY, Attendance, Deed, Kind, Line, Meeting, Presence, Room, Server, State
from fengsui.command.meetings.models.meeting import LINE, PLACE, TITLE
from fengsui.command.meetings.queries.agenda import OWN, STEP
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

FAR = timedelta(days=90)
INVITED, LINES = 300, 50


@action
def call(
    unit: Unit, kind: str, title: str, *, starts_at: datetime, by: Actor, place: str = "", link: str = "",
    units: Sequence[Unit] = (), lines: Sequence[str] = (), key: UUID | None = None, at: datetime | None = None,
    synthetic: bool = False,
) -> Meeting:  # fmt: skip
    """Call a meeting that is not there by itself. units: who is invited; lines: its agenda; key: the form's id, sent twice or not."""
    scope.require(by, "meetings.hold", unit)
    check_open(unit)
    if key and (sent := Meeting.objects.filter(pk=key, unit=unit).first()):
        deeds.told()  # sent twice: it is called already
        return sent
    if kind not in set(Kind.values) - set(DAILY):
        raise Refused(
            "meetings.kind", _("Choose what kind of meeting it is; the daily ones come by themselves."), field="kind"
        )
    if len(units) > INVITED or len(lines) > LINES:
        raise Refused(
            "meetings.many", _("At most %(units)d units and %(lines)d points.") % {"units": INVITED, "lines": LINES}
        )
    _coming(starts_at, at or clock.now())
    made = Meeting.objects.create(
        id=key or uuid7(), unit=unit, kind=kind, day=clock.local(starts_at).date(), starts_at=starts_at,
        title=words(title, TITLE, _("Say what the meeting is about."), "title"), place=short(place, PLACE), link=address(link),
        synthetic=synthetic,
    )  # fmt: skip
    step(made, Deed.CALLED, by, at=at, title=made.title, starts=stamp(starts_at))
    _invite(made, units, by)
    write(made, lines, by)
    telling.called(made, units)
    obligations.replan("meetings.meeting")
    return made


def _coming(starts_at: datetime, now: datetime) -> None:
    if not now - timedelta(hours=1) <= starts_at <= now + FAR:
        raise Refused("meetings.hour", _("Choose an hour from now on, at most 90 days ahead."), field="starts_at")


def _invite(meeting: Meeting, units: Sequence[Unit], by: Actor) -> None:
    now = clock.now()
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting, who=f"unit:{unit.pk}", unit=unit, state=Presence.EXPECTED, by=person(by), at=now, known_at=now
        )
        for unit in {unit.pk: unit for unit in units}.values()
    )  # fmt: skip


def write(meeting: Meeting, lines: Sequence[str], by: Actor) -> None:
    """The points of an agenda, as typed."""
    now = clock.now()
    said = [line for line in (short(one, LINE) for one in lines) if line]
    Line.objects.bulk_create(
        Line(
            meeting=meeting, key=f"{OWN}{uuid7().hex}"[:40], text=line, place=STEP * n, by=person(by), at=now, known_at=now
        )
        for n, line in enumerate(said, 1)
    )  # fmt: skip


@action
def move(meeting: Meeting, starts_at: datetime, *, reason: str, by: Actor) -> Meeting:
    """Hold it at another hour. A daily one stays the one of its day."""
    found = hold(meeting, by, State.PLANNED)
    why = words(reason, LINE, _("Say why: those who come read it."), "reason")
    if found.starts_at == starts_at:
        deeds.told()  # a second click
        return found
    _coming(starts_at, clock.now())
    day = clock.local(starts_at).date()
    if found.is_daily and day != found.day:
        raise Refused("meetings.day", _("A daily meeting is moved within its day; else cancel it."), field="starts_at")
    before, found.starts_at, found.day = found.starts_at, starts_at, day
    found.save(update_fields=["starts_at", "day"])
    step(found, Deed.MOVED, by, reason=why, before=stamp(before), starts=stamp(starts_at))
    telling.moved(found)
    obligations.replan("meetings.meeting", since=before)
    return found


@action
def cancel(meeting: Meeting, *, reason: str, by: Actor) -> Meeting:
    """It is not held; the reason stands in its place."""
    found = hold(meeting, by)
    if found.state == State.CANCELLED:
        deeds.told()  # a second click
        return found
    hold(found, by, State.PLANNED)
    step(found, Deed.CANCELLED, by, reason=words(reason, LINE, _("Say why: those who come read it."), "reason"))
    telling.cancelled(found)
    obligations.replan("meetings.meeting", since=found.starts_at)
    return found


@action
def arrange_room(unit: Unit, *, kind: str, place: str, link: str, server: str = Server.GOVERNMENT, by: Actor) -> Room:
    """Where a unit meets from now on, and the link by which one joins; kind "": for all kinds. Empty place and link: nowhere."""
    scope.require(by, "meetings.arrange", unit)
    check_open(unit)
    if kind not in {"", *Kind.values} or server not in Server.values:
        raise Refused("meetings.kind", _("Choose one of the kinds that are offered."), field="kind")
    said = {"place": short(place, PLACE), "link": address(link), "server": server}
    scope_of = Room.objects.as_known().select_for_update().filter(unit=unit, kind=kind)
    before = scope_of.first()
    if before and all(getattr(before, name) == value for name, value in said.items()):
        deeds.told()  # nothing was changed
        return before
    now = clock.now()
    scope_of.update(replaced_at=now)
    made = Room.objects.create(unit=unit, kind=kind, by=person(by), at=now, known_at=now, **said)
    journal.write("meetings.arranged", by=by.pk, unit=unit.pk, about=f"org.unit:{unit.pk}", meeting=kind)
    return made
