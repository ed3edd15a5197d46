"""Who sits at the table: yesterday's and today's commander, the duty chief; in the evening every facility; who was invited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.meetings.models import Attendance, Handover, Kind, Presence
from fengsui.command.meetings.queries.below import facilities
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import SeatKind, Shift

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.command.meetings.models import Meeting
    from fengsui.ground.org.models import Unit

TONES = {
    Presence.EXPECTED: "still", Presence.PRESENT: "good", Presence.STEAD: "good", Presence.EXCUSED: "due",
    Presence.ABSENT: "bad",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A place at the table: for a seat of the unit, or for a facility; row: what was ticked, None yet."""

    who: str
    title: str
    seat: str = ""
    unit: Unit | None = None
    person: UUID | None = None
    row: Attendance | None = None

    @property
    def state(self) -> Presence:
        return Presence(self.row.state) if self.row else Presence.EXPECTED

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def word(self) -> str:
        return str(self.state.label)

    @property
    def kept(self) -> str:
        """What the record says: once it is over nobody is expected any more."""
        return _("not recorded") if self.state == Presence.EXPECTED else self.word

    @property
    def is_there(self) -> bool:
        return self.state in {Presence.PRESENT, Presence.STEAD}


def places(meeting: Meeting) -> list[Place]:
    """Everybody expected at a meeting, with what was ticked; who was added by hand comes last."""
    ticked = {row.who: row for row in Attendance.objects.as_known().filter(meeting=meeting).select_related("unit")}
    wanted = _evening(meeting) if meeting.kind == Kind.EVENING else []
    seated = _seats(meeting) if meeting.kind in {Kind.MORNING, Kind.EVENING} else []
    known = {place.who for place in [*seated, *wanted]}
    more = [_added(row) for who, row in ticked.items() if who not in known]
    return [_with(place, ticked.get(place.who)) for place in [*seated, *more, *wanted]]


def _with(place: Place, row: Attendance | None) -> Place:
    """A place as it was ticked: whoever sat there then stays, whatever became of the roster since."""
    person = row.person_id if row and row.person_id else place.person
    return Place(place.who, place.title, place.seat, place.unit, person, row)


def _added(row: Attendance) -> Place:
    title = row.unit.label if row.unit else _("Taking part")
    return Place(row.who, title, row.seat, row.unit, row.person_id, row)


def _seats(meeting: Meeting) -> list[Place]:
    """Whoever commanded when the day began, whoever does at its end, the duty chief of the hour; in the evening the deputy too.

    As the account has it: 前日指挥长、当日指挥长和当日值班长 in the morning, 当日指挥长、副指挥长和值班长 in the evening.
    """
    begin, end = clock.midnight(meeting.day), clock.last_moment(meeting.day)
    kinds = (SeatKind.COMMANDER, SeatKind.DEPUTY, SeatKind.DUTY_CHIEF)
    shifts = list(
        Shift.objects.filter(seat__unit=meeting.unit, seat__kind__in=kinds, period__overlap=(begin, end))
        .select_related("seat").order_by("period")
    )  # fmt: skip
    of = {kind: [one for one in shifts if one.seat and one.seat.kind == kind] for kind in kinds}
    found = _commanders(meeting, of[SeatKind.COMMANDER])
    for kind in kinds[1:] if meeting.kind == Kind.EVENING else kinds[2:]:
        there = [one for one in of[kind] if one.period.lower <= meeting.starts_at < one.period.upper]
        found += [Place(f"seat:{kind}", str(kind.label), kind, person=one.person_id) for one in there]
    return found


def _commanders(meeting: Meeting, shifts: list[Shift]) -> list[Place]:
    before, now = (shifts[0].person_id, shifts[-1].person_id) if shifts else (None, None)
    owed = Handover.objects.standing().filter(unit=meeting.unit, at__date=meeting.day).order_by("at").first()
    if owed and meeting.kind == Kind.MORNING:
        before, now = owed.outgoing_id, owed.incoming_id
    kind, found = SeatKind.COMMANDER, []
    if before != now and meeting.kind == Kind.MORNING:
        found.append(Place(f"seat:{kind}:before", _("Commander of the day before"), kind, person=before))
    if now:
        found.append(Place(f"seat:{kind}", str(kind.label), kind, person=now))
    return found


def _evening(meeting: Meeting) -> list[Place]:
    """Each facility, by its leader on duty of the hour."""
    units = facilities(meeting.unit, meeting.day)
    shifts = Shift.objects.filter(
        seat__unit__in=units, seat__kind=SeatKind.LEADER_ON_DUTY, period__contains=meeting.starts_at
    )
    led = dict(shifts.values_list("seat__unit", "person"))
    return [
        Place(f"unit:{unit.pk}", unit.label, SeatKind.LEADER_ON_DUTY, unit, led.get(unit.pk)) for unit in units
    ]  # fmt: skip
