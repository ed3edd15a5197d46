"""Opening a meeting; who is there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.meetings.actions.common import hold, person, step
from fengsui.command.meetings.models import Attendance, Deed, Meeting, Presence, Reason, State
from fengsui.command.meetings.queries.places import places as table
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.command.meetings.queries.places import Place
    from fengsui.ground.org.models import Person
    from fengsui.ground.org.scope import Actor

EARLY = timedelta(hours=2)
RUNNING = (State.PLANNED, State.OPEN)


@action
def open_meeting(meeting: Meeting, *, by: Actor) -> Meeting:
    """Open it. The agenda shows the newest facts until it is closed."""
    found = hold(meeting, by)
    if found.state == State.OPEN:
        deeds.told()  # a second click, or somebody else's first
        return found
    hold(found, by, State.PLANNED)
    if clock.now() < found.starts_at - EARLY:
        raise Refused(
            "meetings.early", _("It can be opened two hours before its hour at the earliest; move it if it begins now.")
        )
    step(found, Deed.OPENED, by)
    obligations.meet("meetings.meeting", found.about, found.day.isoformat(), by=by)
    return found


@action
def attend(
    meeting: Meeting, who: str, state: str, *, by: Actor, reason: str = "", stead: Person | None = None
) -> Attendance:
    """Tick who is there; absent and represented with a reason. Ticked again the same, nothing is written."""
    found = hold(meeting, by, *RUNNING)
    place = next((one for one in table(found) if one.who == who), None)
    if place is None:
        raise Refused("meetings.who", _("Nobody of this kind is expected at this meeting."))
    _check(place, found, state, reason, stead)
    stead = stead if state == Presence.STEAD else None
    if place.row and (place.row.state, place.row.reason, place.row.stead) == (state, reason, stead):
        deeds.told()  # a second click
        return place.row
    return _attendance(found, place, by, state=state, reason=reason, stead=stead)


def _check(place: Place, meeting: Meeting, state: str, reason: str, stead: Person | None) -> None:
    if state not in Presence.values or reason not in Reason.values:
        raise Refused("meetings.presence", _("Choose one of the answers that are offered."), field="state")
    if state in {Presence.EXCUSED, Presence.STEAD} and not reason:  # of who is simply not there nobody knows yet
        raise Refused("meetings.reason", _("Say why: choose a reason."), field="reason")
    if state != Presence.STEAD:
        return
    unit = place.unit or meeting.unit
    if stead is None or stead not in scope.holders("meetings.see", unit) or stead.pk == place.person:
        raise Refused(
            "meetings.stead", _("Choose who came instead: somebody of %(unit)s.") % {"unit": unit}, field="stead"
        )


def _attendance(
    meeting: Meeting, place: Place, by: Actor, *, state: str, reason: str, stead: Person | None
) -> Attendance:
    now = clock.now()
    Attendance.objects.as_known().filter(meeting=meeting, who=place.who).update(replaced_at=now)
    made = Attendance.objects.create(
        meeting=meeting, who=place.who, seat=place.seat, unit=place.unit, person_id=place.person, state=state, reason=reason,
        stead=stead, by=person(by), at=now, known_at=now,
    )  # fmt: skip
    journal.write(
        "meetings.attended", by=by.pk, unit=meeting.unit_id, about=meeting.about, state=state, who=place.who
    )  # fmt: skip
    return made
