"""The end of passages: a day goes whole, with its keys; what lies outside the days goes row by row. Numbers (`Tally`) stay.

For retention a day is what a person is elsewhere. Its name is the first id of the day; an odd id names what lies in the
default partition and happened before the id's moment.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from fengsui.frontline.gates.actions import partitions
from fengsui.frontline.gates.models import Passage, Stray, Withdrawal
from fengsui.frontline.gates.models.store import DRIFT
from fengsui.frontline.gates.queries.store import day_of, first_of, moment_of
from fengsui.ground.journal import actions as journal
from fengsui.ground.vault import actions as vault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_DAY = timedelta(days=1)
_OUTSIDE = 1
_DEFAULT = "gates_passage_default"


def _end(day: date) -> datetime:
    """From when on nothing of a day's partition happened, but for the strays."""
    return datetime.combine(day, time(0), tzinfo=UTC) + _DAY + DRIFT


def due(before: datetime) -> set[UUID]:
    """The days that ended before a moment, and whether something lies outside the days that is older."""
    found = {first_of(_end(day) - _DAY - DRIFT) for day in partitions.days() if _end(day) <= before}
    with connection.cursor() as cursor:
        cursor.execute(f"select exists (select from {_DEFAULT} where at < %s)", [before])  # noqa: S608 - our own name
        if cursor.fetchone()[0]:
            found.add(UUID(int=first_of(before).int | _OUTSIDE))
    return found


def held() -> int:
    """How many days there are."""
    return len(partitions.days())


def drop(names: Iterable[UUID]) -> None:
    """Destroy days: rows, keys, withdrawals. Called by retention inside its action, which asked for the right."""
    rows, keys, until, days = 0, set[UUID](), None, 0
    for name in sorted(names):
        gone, of_them = _clear(moment_of(name)) if name.int & _OUTSIDE else _drop(day_of(name))
        rows, keys, days = rows + gone, keys | of_them, days + 1
        until = max(until, moment_of(name)) if until else moment_of(name)
    vault.destroy(keys)
    told = until.date().isoformat() if until else ""
    journal.write(
        "gates.dropped", by=None, unit=None, about="gates.store", rows=rows, days=days, keys=len(keys), until=told
    )


def _drop(day: date) -> tuple[int, set[UUID]]:
    """A day's partition. Counted while others still write; then it is cut off, and what is a stray of later moves out."""
    name, span = partitions.name_of(day), partitions.bounds(day)
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {name}")  # noqa: S608 - a name made of a date
        rows: int = cursor.fetchone()[0]
        keys = _keys(f"select distinct key from {name} where key is not null")  # noqa: S608
        cursor.execute(f"alter table gates_passage detach partition {name}")
        cursor.execute(
            f"insert into gates_passage select * from {name} where id in "  # noqa: S608
            "(select id from gates_stray where id >= %s and id < %s and at >= %s)",
            [*span, _end(day)],
        )
        rows -= cursor.rowcount
        cursor.execute(f"drop table {name}")
        for table, column in (("gates_withdrawal", "passage"), ("gates_stray", "id")):
            cursor.execute(
                f"delete from {table} one where {column} >= %s and {column} < %s "  # noqa: S608
                f"and not exists (select from {_DEFAULT} row where row.id = one.{column})",
                span,
            )
    return rows, keys - _kept(keys)


def _clear(before: datetime) -> tuple[int, set[UUID]]:
    """What lies outside the days: little, and found by its event."""
    with connection.cursor() as cursor:
        cursor.execute(f"delete from {_DEFAULT} where at < %s returning id, key", [before])  # noqa: S608
        gone = cursor.fetchall()
    ids, keys = {row[0] for row in gone}, {row[1] for row in gone if row[1]}
    Withdrawal.objects.filter(passage__among=ids).delete()
    Stray.objects.filter(pk__among=ids).delete()
    return len(ids), keys - _kept(keys)


def _kept(keys: set[UUID]) -> set[UUID]:
    """Those of some keys under which something still lies outside the days: a key's other rows were in its own day."""
    with connection.cursor() as cursor:
        cursor.execute(f"select distinct key from {_DEFAULT} where key = any(%s)", [list(keys)])  # noqa: S608
        return {row[0] for row in cursor.fetchall()}


def _keys(query: str) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def forget(whos: Iterable[UUID]) -> None:
    """Persons were destroyed: where they passed, somebody passed."""
    Passage.objects.filter(who__among=frozenset(whos)).update(who=None)
