"""Who is told of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fengsui.command.meetings.actions.common import stamp
from fengsui.command.meetings.models import Attendance, Kind
from fengsui.command.meetings.queries.below import facilities
from fengsui.ground.messages import actions as messages
from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, Person, SeatKind, Tie, Unit
from fengsui.ground.org.queries import holder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.meetings.models import Handover, Meeting


def called(meeting: Meeting, units: Iterable[Unit]) -> None:
    """Those who run meetings at the unit and at the units invited hear of a meeting, with its hour."""
    _post("meetings.called", meeting, [meeting.unit_id, *(unit.pk for unit in units)], meeting.starts_at.isoformat())


def moved(meeting: Meeting) -> None:
    _post("meetings.moved", meeting, _invited(meeting), meeting.starts_at.isoformat())


def cancelled(meeting: Meeting) -> None:
    _post("meetings.cancelled", meeting, _invited(meeting), "")


def _invited(meeting: Meeting) -> list[int]:
    """The unit and whom it invited; the evening's facilities are always."""
    rows = Attendance.objects.as_known().filter(meeting=meeting, unit__isnull=False)
    below = facilities(meeting.unit, meeting.day) if meeting.kind == Kind.EVENING else []
    return [meeting.unit_id, *rows.values_list("unit", flat=True), *(unit.pk for unit in below)]


def _post(kind: str, meeting: Meeting, units: Iterable[int], turn: str) -> None:
    people = [one for found in scope.holders_of("meetings.hold", units).values() for one in found]
    messages.send(
        kind, people, key=f"{kind}:{meeting.pk}:{turn}", unit=meeting.unit, url=reverse("meetings:meeting", args=[meeting.pk]),
        meeting=meeting.kind, title=meeting.title, starts=stamp(meeting.starts_at),
    )  # fmt: skip


def held_over(handover: Handover) -> None:
    """Both commanders, the duty chief, and whoever leads or commands above: command did not pass at its hour."""
    _hand("meetings.held_over", handover, [handover.outgoing, handover.incoming, *_above(handover)])


def substituted(handover: Handover) -> None:
    _hand("meetings.substituted", handover, [handover.outgoing, handover.incoming, *_above(handover)])


def signed(handover: Handover, to: Person) -> None:
    """The other one hears that the first key is turned."""
    _hand("meetings.signed", handover, [to])


def _above(handover: Handover) -> list[Person]:
    """The duty chief, the leaders of the unit, and those who command directly above it in any line."""
    unit = handover.unit
    ties = Tie.objects.on().filter(unit=unit, line__in=COMMAND_LINES, superior__isnull=False)
    units = [unit.pk, *ties.values_list("superior", flat=True)]
    found = [one for people in scope.holders_of("meetings.substitute", units).values() for one in people]
    chief = holder(unit, SeatKind.DUTY_CHIEF, handover.at)
    return [*([chief] if chief else []), *found]


def _hand(kind: str, handover: Handover, to: Iterable[Person]) -> None:
    turn = handover.incoming_id.hex[-12:]
    messages.send(
        kind, to, key=f"{kind}:{handover.pk}:{turn}", unit=handover.unit, at=stamp(handover.at),
        url=reverse("meetings:handover", args=[handover.pk]),
    )  # fmt: skip
