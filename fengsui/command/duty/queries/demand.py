"""What a solver has to know to write a roster: plain values, nothing of the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fengsui.command.duty.measures import REST_HOURS
from fengsui.command.duty.queries.hours import NIGHT, accounts, holidays, nights
from fengsui.command.duty.queries.people import FEMALE, absences, pool
from fengsui.command.duty.queries.turns import laid, manned, posts_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import Shift

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.ground.org.models import Unit

CARRIED_DAYS = 42  # so far back are nights and holidays carried over: a round of six weeks


@dataclass(frozen=True)
class Need:
    """A turn to be filled: so many at a post, in a slot, on a day. is_night: two in the morning lies within."""

    slot: int
    day: date
    post: int
    place: str
    since: datetime
    until: datetime
    count: int
    women_only: bool
    skills: frozenset[str]
    is_night: bool
    is_holiday: bool
    is_begun: bool  # begun or over: it stays as it is
    there: tuple[UUID, ...]  # who is on the roster for it now


@dataclass(frozen=True)
class Busy:
    """From–to, for whatever reason nobody can be elsewhere."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Candidate:
    """A person of a pool. shifts: what is fixed already, outside of what is to be filled; the rest carried over."""

    person: UUID
    name: str
    woman: bool
    skills: frozenset[str]
    posts: frozenset[int]
    absences: tuple[Busy, ...]
    shifts: tuple[Busy, ...]
    nights: int
    holidays: int
    minutes: int


@dataclass(frozen=True)
class Demand:
    unit: int
    first: date
    last: date
    rest: timedelta
    needs: list[Need] = field(default_factory=list)
    people: list[Candidate] = field(default_factory=list)


def demand(unit: Unit, first: date, last: date) -> Demand:
    """Everything that a roster of a unit for some days must respect. The same for the solver and for the checks."""
    posts, is_holiday, now = posts_of([unit], first, last), holidays(), clock.now()
    rows = manned(laid(posts, first, last))
    needs = [
        Need(
            turn.slot.pk, turn.day, turn.post.pk, turn.post.label, turn.since, turn.until, turn.slot.need,
            turn.post.women_only, turn.post.demanded, nights(turn.since, turn.until) > 0, is_holiday(turn.day),
            turn.since <= now, tuple(dict.fromkeys(shift.person_id for shift in row.shifts)),
        )
        for row in rows
        for turn in (row.turn,)
    ]  # fmt: skip
    open_ = {shift.pk for row in rows if row.turn.since > now for shift in row.shifts}
    rest = timedelta(hours=measures.reading(REST_HOURS).of(unit))
    return Demand(unit.pk, first, last, rest, needs, _people(unit, first, last, open_))


def _people(unit: Unit, first: date, last: date, open_: set[int]) -> list[Candidate]:
    people = pool(posts_of([unit], first, last), first, last)
    ids = [one.pk for one in people]
    since, until = clock.on(first - timedelta(days=5), NIGHT), clock.on(last + timedelta(days=6), NIGHT)
    away, carried = (
        absences(ids, since, until),
        accounts(ids, first - timedelta(days=CARRIED_DAYS), first - timedelta(days=1)),
    )
    fixed: dict[UUID, list[Busy]] = {}
    rows = Shift.objects.filter(person__in=ids, period__overlap=DateTimeTZRange(since, until)).exclude(pk__in=open_)
    for person, period in rows.values_list("person", "period"):
        fixed.setdefault(person, []).append(Busy(period.lower, period.upper))
    return [
        Candidate(
            one.pk, one.name, one.sex == FEMALE, one.skills, one.posts, tuple(Busy(*each) for each in away.get(one.pk, ())),
            tuple(fixed.get(one.pk, ())), carried[one.pk].nights, carried[one.pk].holidays, carried[one.pk].minutes,
        )
        for one in people
    ]  # fmt: skip
