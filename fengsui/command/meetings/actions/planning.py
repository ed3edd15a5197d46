"""The day's meetings come by themselves: the tick plans them from the measures, and plans them anew when those change."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from fengsui.command.meetings.measures import EVENING, MORNING
from fengsui.command.meetings.models import Attendance, Decision, Kind, Line, Meeting, Step
from fengsui.command.reports.measures import EVENING_MEETING, MORNING_MEETING
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org.models import SECTION_KINDS, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.measures.declare import Parameter
    from fengsui.ground.measures.queries import Reading

AHEAD = timedelta(hours=30)
BEHIND = timedelta(days=7)  # after a longer pause nobody holds what was missed
DAILY: dict[Kind, tuple[Parameter, Parameter]] = {
    Kind.MORNING: (MORNING, MORNING_MEETING), Kind.EVENING: (EVENING, EVENING_MEETING),
}  # fmt: skip

type Wanted = dict[tuple[int, str, date], datetime]


def plan(last: datetime, now: datetime) -> None:
    """Plan the daily meetings whose hour lies between the last tick and tomorrow; move and take out what is planned otherwise."""
    since = max(last, now - BEHIND)
    wanted = dict(_wanted(since, now + AHEAD))
    first, final = (clock.local(moment).date() for moment in (since, now + AHEAD))
    rows = Meeting.objects.filter(kind__in=DAILY, day__range=(first, final)).with_state()
    there = {(row.unit_id, row.kind, row.day): row for row in rows}
    changed = [_amend(row, wanted.get(key), now) for key, row in there.items()]
    fresh = [
        Meeting(unit_id=unit, kind=kind, day=day, starts_at=at)
        for (unit, kind, day), at in wanted.items() if (unit, kind, day) not in there
    ]  # fmt: skip
    Meeting.objects.bulk_create(fresh)
    if fresh or any(changed):
        obligations.replan("meetings.meeting", since=since)


def _wanted(since: datetime, until: datetime) -> Iterator[tuple[tuple[int, str, date], datetime]]:
    for day in clock.days(clock.local(since).date(), clock.local(until).date()):
        for kind, (held, hour) in DAILY.items():
            reading, hours = measures.readings(held, hour, at=clock.last_moment(day))
            for unit in holding(reading, day):
                at = clock.on(day, hours.of(unit))
                if since < at < until:
                    yield (unit.pk, kind, day), at


def holding(reading: Reading, day: date) -> list[Unit]:
    """The units that hold a daily meeting: those named by a measure of their own, and the heads of a system that has one."""
    if not reading.rows:
        return []  # it is off by default, and asked every minute
    named = {row.unit_id for row in reading.rows if row.unit_id is not None}
    rows = (
        Unit.objects.existing(day)
        .filter(Q(kind__in=reading.parameter.kinds) | Q(pk__in=named))
        .exclude(kind__in=SECTION_KINDS)
    )
    return [unit for unit in rows if reading.of(unit)]


def _amend(row: Meeting, at: datetime | None, now: datetime) -> bool:
    """Bring a planned meeting in line with the measures; what somebody touched stays as it is, and so does what is past."""
    if row.starts_at <= now or at == row.starts_at or _touched(row):
        return False
    if at is None:
        row.delete()
        return True
    row.starts_at = at
    row.save(update_fields=["starts_at"])
    return True


def _touched(row: Meeting) -> bool:
    return any(model.objects.filter(meeting=row).exists() for model in (Step, Attendance, Line, Decision))
