"""What has to be manned when: the slots of posts laid over days, what shifts cover of them, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db import connection
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
    """Where somebody is missing in a time, in the order of their beginnings; four queries. None: at all units."""
    keys = _lacking(units, since, until)
    rows = Slot.objects.filter(pk__among=frozenset(slot for slot, _day in keys))
    slots = {slot.pk: slot for slot in rows.select_related("post__unit", "post__seat", "post__station")}
    found = [gap for one in manned(turn_of(slots[slot], day) for slot, day in keys) for gap in one.gaps()]
    inside = [gap for gap in found if gap.until > since and gap.since < until]
    return sorted(inside, key=lambda gap: (gap.since, gap.turn.post.pk))


# Every minute the house looks at every turn of two days at 2,000 units, and nearly all of them are manned throughout: those
# never leave the database. The rest is looked at piece by piece.
_LACKING = f"""
    with turns as (
        select s.id as slot, d.day::date as day, p.seat_id, p.station_id, s.need,
            tstzrange((d.day::date + s.begins) at time zone %(zone)s,
                (d.day::date + s.begins + s.minutes * interval '1 minute') at time zone %(zone)s) as span
        from {Slot._meta.db_table} s join {Post._meta.db_table} p on p.id = s.post_id join org_unit u on u.id = p.unit_id
        cross join generate_series(%(first)s::timestamp, %(last)s::timestamp, interval '1 day') as d(day)
        where s.since <= d.day::date and (s.until is null or s.until > d.day::date)
            and p.since <= d.day::date and (p.until is null or p.until > d.day::date)
            and (u.valid_to is null or u.valid_to > d.day::date) and strpos(s.weekdays, extract(isodow from d.day)::text) > 0
            and (%(units)s::bigint[] is null or p.unit_id = any(%(units)s::bigint[]))
    )
    select slot, day from turns t
    where span && tstzrange(%(since)s, %(until)s) and need > case when seat_id is null
        then (select count(*) from org_shift h where h.station_id = t.station_id and h.period @> t.span)
        else (select count(*) from org_shift h where h.seat_id = t.seat_id and h.period @> t.span) end
"""  # noqa: S608, SLF001 - the names of tables, of Django's documented meta


def _lacking(units: Iterable[Unit] | QuerySet[Unit] | None, since: datetime, until: datetime) -> list[Key]:
    """The turns in a time that are not manned throughout by as many as they need."""
    asked_for: dict[str, Any] = {
        "zone": str(clock.LOCAL), "since": since, "until": until, "units": None if units is None else [unit.pk for unit in units],
        "first": clock.local(since).date() - timedelta(days=1), "last": clock.local(until).date(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_LACKING, asked_for)
        return list(cursor.fetchall())


def asked(unit: Unit, slot: int, day: date) -> Turn | None:
    """The turn of an address, if there is such a one."""
    row = (
        Slot.objects.filter(pk=slot, post__unit=unit)
        .select_related("post__unit", "post__seat", "post__station")
        .first()
    )
    return turn_of(row, day) if row and falls_on(row, day) else None
