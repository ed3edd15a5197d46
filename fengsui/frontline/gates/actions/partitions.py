"""The days of the store: a partition each, made before the first row of the day comes, dropped whole when its time is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import connection

from fengsui.frontline.gates.queries.store import first_of
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOCK = 7_311  # advisory lock: one makes a day at a time
_BACK, _AHEAD = 45, 2  # days from the domain's now that have partitions; what lies farther shares the default one


def name_of(day: date) -> str:
    return f"gates_passage_{day:%Y%m%d}"


def bounds(day: date) -> tuple[str, str]:
    first = datetime.combine(day, time(0), tzinfo=UTC)
    return str(first_of(first)), str(first_of(first + timedelta(days=1)))


def days() -> list[date]:
    """The days that have partitions."""
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relname ~ '^gates_passage_[0-9]{8}$' and relispartition")
        names = sorted(row[0] for row in cursor.fetchall())
    return [datetime.strptime(name[-8:], "%Y%m%d").replace(tzinfo=UTC).date() for name in names]


def ensure(days: Iterable[date]) -> None:
    """Let these days have partitions, as far as they are near. It comes first in a transaction that touches the store."""
    today = clock.now().astimezone(UTC).date()
    near = [day for day in days if -_BACK <= (day - today).days <= _AHEAD]
    if missing := _missing(near):
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        for day in _missing(missing):  # somebody else may have made it meanwhile
            _make(day)


def _missing(days: list[date]) -> list[date]:
    names = {name_of(day): day for day in days}
    with connection.cursor() as cursor:  # of the table: to_regclass would remember what it did not find before the lock
        cursor.execute("select relname from pg_class where relname = any(%s) and relispartition", [list(names)])
        there = {row[0] for row in cursor.fetchall()}
    return sorted(day for name, day in names.items() if name not in there)


def _make(day: date) -> None:
    """Attached, not created in place: nobody who writes other days waits. Rows that came too early move in."""
    name, (since, until) = name_of(day), bounds(day)
    with connection.cursor() as cursor:
        cursor.execute(f"create table {name} (like gates_passage including defaults)")
        cursor.execute(
            f"with early as (delete from gates_passage_default where id >= %s and id < %s returning *) "  # noqa: S608 - a name made of a date
            f"insert into {name} select * from early",
            [since, until],
        )
        cursor.execute(f"alter table gates_passage attach partition {name} for values from ('{since}') to ('{until}')")
