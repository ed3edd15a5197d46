"""The agenda: the parts that draft themselves, in the order that somebody gave them, with the lines that were added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.command.meetings.models import Deed, Kind, Line, Step
from fengsui.command.meetings.queries import parts
from fengsui.command.reports.measures import EVENING_MEETING
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.meetings.models import Meeting
    from fengsui.command.meetings.queries.parts import Part
    from fengsui.ground.org.models import Unit

OWN = "own:"  # begins the key of a line that somebody added
STEP = 10  # between two places, so that a line fits between
USUAL: dict[str, tuple[str, ...]] = {
    Kind.MORNING: ("going", "handover", "night", "findings", "due", "duty"),
    Kind.EVENING: ("going", "papers", "handover", "findings"),
    Kind.SPECIAL: (), Kind.GROUP: ("findings",), Kind.OTHER: (),
}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """One point of the agenda: a part, or a line of somebody's own; hidden: left out of it."""

    key: str
    place: int
    hidden: bool
    text: str = ""
    part: Part | None = None

    @property
    def is_own(self) -> bool:
        return self.key.startswith(OWN)


def places(meeting: Meeting) -> list[Point]:
    """What stands on the agenda, in its order, without what the parts say."""
    said = {line.key: line for line in Line.objects.as_known().filter(meeting=meeting)}
    usual = {key: STEP * place for place, key in enumerate(USUAL[meeting.kind], 1)}
    found = [
        Point(key, said[key].place if key in said else place, key in said and said[key].hidden)
        for key, place in usual.items()
    ]
    own = [Point(key, line.place, line.hidden, line.text) for key, line in said.items() if key not in usual]
    return sorted([*found, *own], key=lambda point: (point.place, point.key))


def agenda(meeting: Meeting, now: datetime | None = None) -> list[Point]:
    """The agenda with the newest facts; what is hidden is not asked for."""
    moment = now or clock.now()
    begins = meeting.starts_at if clock.local(moment).date() == meeting.day else None
    asked = parts.table(meeting.unit, moment, since(meeting.unit, moment), _begun(meeting), begins)
    return [
        point if point.is_own or point.hidden
        else Point(point.key, point.place, hidden=False, part=parts.MAKERS[point.key](asked))
        for point in places(meeting)
    ]  # fmt: skip


def _begun(meeting: Meeting) -> datetime | None:
    """Since when the meeting runs."""
    return Step.objects.filter(meeting=meeting, deed=Deed.OPENED).values_list("at", flat=True).first()


def since(unit: Unit, now: datetime) -> datetime:
    """The hour of yesterday's evening meeting: what came later is the night's."""
    yesterday = clock.local(now).date() - timedelta(days=1)
    hour = measures.reading(EVENING_MEETING, at=clock.last_moment(yesterday)).of(unit)
    return clock.on(yesterday, hour)
