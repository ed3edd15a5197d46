"""What has to be manned when: the slots of posts laid over days, what shifts cover of them, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from fengsui.command.duty.models import Post, Slot
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Shift, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

type Key = tuple[int, date]  # a slot and the day on which it begins


@dataclass(frozen=True)
class Turn:
    """A slot of a post on a day."""

    post: Post
    slot: Slot
    day: date
    since: datetime
    until: datetime

    @property
    def key(self) -> Key:
        return self.slot.pk, self.day

    @property
    def subject(self) -> str:
        return f"duty.turn:{self.slot.pk}.{self.day.isoformat()}"

    def meets(self, shift: Shift) -> bool:
        """Whether a shift is at this place during this turn."""
        here = shift.seat_id == self.post.seat_id and shift.station_id == self.post.station_id
        return here and shift.period.lower < self.until and shift.period.upper > self.since


@dataclass(frozen=True)
class Gap:
    """A part of a turn at which somebody is missing."""

    turn: Turn
    since: datetime
    until: datetime
    missing: int


@dataclass
class Manned:
    """A turn with the shifts that are there during it."""

    turn: Turn
    shifts: list[Shift] = field(default_factory=list)

    def gaps(self) -> list[Gap]:
        """The parts at which fewer are there than needed."""
        turn = self.turn
        edges = {turn.since, turn.until}
        for shift in self.shifts:
            edges |= {edge for edge in (shift.period.lower, shift.period.upper) if turn.since < edge < turn.until}
        found: list[Gap] = []
        for since, until in pairwise(sorted(edges)):
            there = sum(shift.period.lower <= since and shift.period.upper >= until for shift in self.shifts)
            if (missing := turn.slot.need - there) <= 0:
                continue
            if found and found[-1].until == since and found[-1].missing == missing:
                found[-1] = Gap(turn, found[-1].since, until, missing)
            else:
                found.append(Gap(turn, since, until, missing))
        return found


def posts_of(units: Iterable[Unit] | QuerySet[Unit] | None, first: date, last: date) -> list[Post]:
    """The posts that units man on any of some days, with their slots; two queries. None: of all units."""
    rows = Post.objects.during(first, last).select_related("unit", "seat", "station")
    rows = rows if units is None else rows.filter(unit__in=units)
    found = list(rows.order_by("unit__code", "pk"))
    slots: dict[int, list[Slot]] = {}
    for slot in Slot.objects.during(first, last).filter(post__in=[post.pk for post in found]).order_by("begins", "pk"):
        slots.setdefault(slot.post_id, []).append(slot)
    for post in found:
        post.hours = slots.get(post.pk, [])  # type: ignore[attr-defined]
        for slot in post.hours:  # type: ignore[attr-defined]
            slot.post = post
    return found


def slots_of(post: Post) -> list[Slot]:
    """The slots that `posts_of` brought along."""
    return list(post.hours)  # type: ignore[attr-defined]


def turn_of(slot: Slot, day: date) -> Turn:
    since = clock.on(day, slot.begins)
    return Turn(slot.post, slot, day, since, since + timedelta(minutes=slot.minutes))


def falls_on(slot: Slot, day: date) -> bool:
    """Whether a slot begins on a day."""
    post = slot.post
    holds = slot.since <= day and (slot.until is None or day < slot.until)
    stands = post.since <= day and (post.until is None or day < post.until)
    closed = post.unit.is_closed(day)
    return holds and stands and not closed and str(day.isoweekday()) in slot.weekdays


def laid(posts: Sequence[Post], first: date, last: date) -> Iterator[Turn]:
    """The slots of posts on each of some days."""
    for day in clock.days(first, last):
        for post in posts:
            for slot in slots_of(post):
                if falls_on(slot, day):
                    yield turn_of(slot, day)


def shifts_at(posts: Collection[Post], since: datetime, until: datetime) -> list[Shift]:
    """The shifts at the places of posts that overlap a time; one query."""
    seats = {post.seat_id for post in posts} - {None}
    stations = {post.station_id for post in posts} - {None}
    rows = Shift.objects.filter(
        Q(seat__in=seats) | Q(station__in=stations), period__overlap=DateTimeTZRange(since, until)
    )
    return list(rows.select_related("seat__unit", "station__unit", "person").order_by("period", "pk"))


def manned(turns: Iterable[Turn]) -> list[Manned]:
    """Turns with the shifts that are there; one query for all of them."""
    found = [Manned(turn) for turn in turns]
    if not found:
        return []
    posts = {one.turn.post.pk: one.turn.post for one in found}
    since, until = min(one.turn.since for one in found), max(one.turn.until for one in found)
    there: dict[tuple[int | None, int | None], list[Shift]] = {}
    for shift in shifts_at(list(posts.values()), since, until):
        there.setdefault((shift.seat_id, shift.station_id), []).append(shift)
    for one in found:
        post = one.turn.post
        one.shifts = [shift for shift in there.get((post.seat_id, post.station_id), []) if one.turn.meets(shift)]
    return found


def gaps(units: Iterable[Unit] | QuerySet[Unit] | None, since: datetime, until: datetime) -> list[Gap]:
    """Where somebody is missing in a time, in the order of their beginnings; three queries."""
    first, last = clock.local(since).date() - timedelta(days=1), clock.local(until).date()
    turns = [
        turn for turn in laid(posts_of(units, first, last), first, last) if turn.until > since and turn.since < until
    ]
    found = [gap for one in manned(turns) for gap in one.gaps() if gap.until > since and gap.since < until]
    return sorted(found, key=lambda gap: (gap.since, gap.turn.post.pk))


def asked(unit: Unit, slot: int, day: date) -> Turn | None:
    """The turn of an address, if there is such a one."""
    row = (
        Slot.objects.filter(pk=slot, post__unit=unit)
        .select_related("post__unit", "post__seat", "post__station")
        .first()
    )
    return turn_of(row, day) if row and falls_on(row, day) else None
