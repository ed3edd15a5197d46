"""What stands in the way of somebody being somewhere: for drafts, for single changes, and for the solver to avoid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from fengsui.command.duty.measures import REST_HOURS
from fengsui.command.duty.queries.people import FEMALE, absences, profiles
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import Shift

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.duty.models import Post
    from fengsui.command.duty.queries.turns import Key
    from fengsui.ground.org.models import Unit

AROUND = timedelta(days=5)  # so far before and after is looked for rest: the measure is at most 96 hours


@dataclass(frozen=True)
class Planned:
    """A person who is to be at a post from–to. key: the slot and the day, if it is a whole turn."""

    person: UUID
    post: Post
    since: datetime
    until: datetime
    key: Key | None = None


@dataclass(frozen=True)
class Problem:
    """Why not. hard: nobody can decide otherwise; else whoever publishes says that it is meant so."""

    code: str
    planned: Planned
    sentence: str
    hard: bool = True


@dataclass(frozen=True)
class _Stretch:
    person: UUID
    since: datetime
    until: datetime
    planned: Planned | None = None


def judge(unit: Unit, rows: Sequence[Planned], leaving: Collection[int] = ()) -> list[Problem]:
    """What stands in the way; four queries for any number. leaving: ids of shifts that go away with it."""
    if not rows:
        return []
    people = {row.person for row in rows}
    since, until = min(row.since for row in rows), max(row.until for row in rows)
    about, away = profiles(people), absences(people, since, until)
    found: list[Problem] = []
    for row in rows:
        sex, skills = about.get(row.person, ("", frozenset()))
        found += _unfit(row, sex, skills)
        if any(one.since < row.until and one.until > row.since for one in away.get(row.person, ())):
            found.append(Problem("duty.absent", row, _("is absent then")))
    return found + _crowded(unit, rows, leaving)


def _unfit(row: Planned, sex: str, skills: frozenset[str]) -> list[Problem]:
    found = []
    if row.post.women_only and sex != FEMALE:
        said = (
            _("women only: a women’s ward is managed by women officers")
            if sex
            else _("women only, and the pool does not say that this is a woman")
        )
        found.append(Problem("duty.women", row, said))
    if lacking := sorted(row.post.demanded - skills):
        found.append(Problem("duty.skills", row, _("lacks: %(skills)s") % {"skills": "、".join(lacking)}, hard=False))
    return found


def _crowded(unit: Unit, rows: Sequence[Planned], leaving: Collection[int]) -> list[Problem]:
    """Two places at once, and too little rest between."""
    hours = measures.reading(REST_HOURS).of(unit)
    found = []
    for row, following in _neighbours(rows, leaving):
        planned = following.planned or row.planned
        if planned is None:
            continue
        if following.since < row.until:
            found.append(Problem("duty.twice", planned, _("is on duty elsewhere at that time")))
        elif following.since - row.until < timedelta(hours=hours):
            rest = (following.since - row.until).total_seconds() / 3600
            said = _("only %(rest)s hours of rest, %(hours)s are due") % {"rest": f"{rest:g}", "hours": hours}
            found.append(Problem("duty.rest", planned, said, hard=False))
    return found


def _neighbours(rows: Sequence[Planned], leaving: Collection[int]) -> list[tuple[_Stretch, _Stretch]]:
    """What follows each other for the same person, the shifts that are there already among it."""
    since, until = min(row.since for row in rows) - AROUND, max(row.until for row in rows) + AROUND
    there = Shift.objects.filter(person__in={row.person for row in rows}, period__overlap=DateTimeTZRange(since, until))
    stretches = [_Stretch(row.person, row.since, row.until, row) for row in rows]
    for pk, person, period in there.values_list("pk", "person", "period"):
        if pk not in leaving:
            stretches.append(_Stretch(person, period.lower, period.upper))
    stretches.sort(key=lambda one: (str(one.person), one.since, one.until))
    return [(row, following) for row, following in pairwise(stretches) if row.person == following.person]
