"""Which meetings there are: of today and the next days, of the past; the room; the handovers of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from fengsui.command.meetings.models import Decision, Handover, Key, Kind, Meeting, Room, Side, State
from fengsui.command.meetings.models.meeting import called_to
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from fengsui.command.meetings.models.meeting import MeetingQuerySet
    from fengsui.ground.org.models import Person

TONES = {State.PLANNED: "due", State.OPEN: "busy", State.CLOSED: "good", State.CANCELLED: "still"}
MOST = 60  # meetings of one's units on the first page
NEAR = timedelta(hours=14)  # a meeting is on Today


@dataclass(frozen=True)
class Shown:
    """A meeting as a list shows it, with where it is held and how one joins."""

    meeting: Meeting
    place: str
    link: str
    decisions: int = 0

    @property
    def tone(self) -> str:
        return TONES[self.meeting.state]

    @property
    def word(self) -> str:
        return str(self.meeting.state.label)


def wanted(person: Person, query: Mapping[str, str], known: datetime | None = None) -> MeetingQuerySet:
    """The meetings that a list or an export asks for: of which kind, with which words in title or decisions, of which unit."""
    rows = Meeting.objects.visible_to(person).with_state(known).select_related("unit")
    if known is not None:
        rows = rows.filter(starts_at__lte=known + timedelta(days=2))
    if query.get("kind") in Kind.values:
        rows = rows.filter(kind=query["kind"])
    if words := query.get("q", "").replace("\x00", "").strip():
        decided = Decision.objects.filter(text__icontains=words).values("meeting")
        rows = rows.filter(Q(title__icontains=words) | Q(pk__in=decided))
    if unit := query.get("unit", "").replace("\x00", "").strip():
        rows = rows.filter(Q(unit__code=unit) | Q(unit__name=unit) | Q(unit__name_en=unit))
    return rows


def days(person: Person, known: datetime | None = None) -> list[Meeting]:
    """Today's meetings and those to come, of the units whose meetings the person runs or sees at."""
    own = scope.own_ids(person, "meetings.see")
    rows = Meeting.objects.with_state(known).filter(unit__in=own, day__gte=clock.day_of(known))
    return list(rows.select_related("unit").order_by("starts_at", "pk")[:MOST])


def shown(meetings: Iterable[Meeting]) -> list[Shown]:
    """With their rooms; one query for all."""
    listed = list(meetings)
    rooms = _rooms({one.unit_id for one in listed})
    return [Shown(one, *_joined(one, rooms)) for one in listed]


def room(meeting: Meeting) -> tuple[str, str]:
    """Where a meeting is held and the link by which one joins: its own, or those of the unit's room."""
    return _joined(meeting, _rooms({meeting.unit_id}))


def _rooms(units: set[int]) -> dict[tuple[int, str], Room]:
    return {(row.unit_id, row.kind): row for row in Room.objects.as_known().filter(unit__in=units)}


def _joined(meeting: Meeting, rooms: dict[tuple[int, str], Room]) -> tuple[str, str]:
    found = rooms.get((meeting.unit_id, meeting.kind)) or rooms.get((meeting.unit_id, ""))
    return meeting.place or (found.place if found else ""), meeting.link or (found.link if found else "")


def mine(person: Person) -> list[Shown]:
    """The next meetings at which a person is expected: of the own units, of those that hear them at 19:00, where they are invited."""
    own = scope.own_ids(person, "meetings.see")
    now = clock.now()
    rows = Meeting.objects.filter(Q(unit__in=own) | called_to(own), starts_at__lte=now + NEAR).with_state()
    live = rows.live().filter(starts_at__gte=now - timedelta(hours=12))
    return shown(live.select_related("unit").order_by("starts_at", "pk")[:5])


@dataclass(frozen=True)
class Turned:
    """A handover with its keys by side."""

    handover: Handover
    keys: dict[str, Key]

    def waits_for(self, person: Person) -> str:
        """The side for which a person still has to sign; empty: none."""
        row = self.handover
        if row.done_at or row.void_at or row.has_lapsed(clock.now()):
            return ""
        return next((s for s in Side.values if row.owner(s).pk == person.pk and s not in self.keys), "")


def turned(rows: Iterable[Handover]) -> list[Turned]:
    """With their keys; one query for all."""
    listed = list(rows)
    keys: dict[object, dict[str, Key]] = {}
    for key in Key.objects.turned().filter(handover__in=listed) if listed else []:
        keys.setdefault(key.handover_id, {})[key.side] = key
    return [Turned(row, keys.get(row.pk, {})) for row in listed]


def keys_for(person: Person) -> list[Turned]:
    """What a person is to sign now."""
    now = clock.now()
    rows = Handover.objects.pending().filter(
        Q(outgoing=person) | Q(incoming=person), at__lte=now + timedelta(hours=2), until__gt=now
    )
    found = turned(rows.select_related("unit", "outgoing", "incoming").order_by("at"))
    return [one for one in found if one.waits_for(person)]
