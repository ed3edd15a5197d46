"""Writing into the store of passages: the only place that does. Its callers ask for the right, write the fact, raise alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import IntegrityError, connection, transaction

from fengsui.frontline.gates.actions import alarms, packing, partitions, staying, tallying
from fengsui.frontline.gates.actions.packing import COLUMNS
from fengsui.frontline.gates.models import GateKind, Passage, Stray, Withdrawal
from fengsui.frontline.gates.queries import store as reading
from fengsui.ground.org.scope import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from fengsui.frontline.gates.models import Gate

LOCK = 7_310  # advisory lock with a gate's id: its numbers go with its rows, and nothing is withdrawn meanwhile


class Fresh(msgspec.Struct, frozen=True, kw_only=True):
    """A passage to be stored: the columns of `Passage`, and in plain words what will be sealed and digested.

    who: a regular's id; left out, the visitor's digest is made (number, else phone, else name). told_at: `at`, if left out.
    """

    id: UUID
    at: datetime
    direction: int
    kind: int
    outcome: int = 0
    people: int = 1
    told_at: datetime | None = None
    device: UUID | None = None
    keeper: UUID | None = None
    who: UUID | None = None
    heat: int | None = None
    heat_again: int | None = None
    site: str = ""
    reason: str = ""
    building: str = ""
    sheet: int | None = None
    line: int | None = None
    name: str = ""
    room: str = ""
    phone: str = ""
    number: str = ""
    plate: str = ""
    note: str = ""

    @property
    def last_heat(self) -> int | None:
        return self.heat if self.heat_again is None else self.heat_again


class Done(NamedTuple):
    """What came of storing: the ids that are new, and those of them that were withdrawn before they came."""

    new: set[UUID]
    withdrawn: set[UUID]


def store(gate: Gate, rows: Sequence[Fresh], *, known_at: datetime) -> set[UUID]:
    """Store passages of a gate, with their day's numbers, in the transaction of the caller. Return the ids that are new.

    An id that is there already stays as it is, whatever it says now. Any number of times, in any order, by any number at once.
    """
    return stored(gate, rows, known_at=known_at).new


def stored(gate: Gate, rows: Sequence[Fresh], *, known_at: datetime) -> Done:
    """The same, for whoever raises alarms: not about what was withdrawn."""
    unique = {row.id.int: row for row in reversed(rows)}  # by the number: a UUID hashes in Python
    if not unique:
        return Done(set(), set())
    listed = [unique[number] for number in sorted(unique)]
    with transaction.atomic(savepoint=False):
        lock(gate)
        partitions.ensure(_days(listed))
        packed = packing.pack(gate, listed, known_at)
        new = _insert(listed, packed.stream)
        fresh = listed if len(new) == len(listed) else [row for row in listed if row.id in new]
        Stray.objects.bulk_create(Stray(row.id, row.at) for row in packed.strays if row.id in new)
        gone = _withdrawn(gate, fresh)
        tallying.add(gate, [row for row in fresh if row.id not in gone] if gone else fresh, known_at)
        if gate.kind == GateKind.FACILITY:
            whos = (UUID(bytes=who) for row, who in zip(listed, packed.whos, strict=True) if who and row.id in new)
            staying.retell(gate, set(whos))
    return Done(new, gone)


def _days(rows: Sequence[Fresh]) -> set[date]:
    """In whose partitions rows lie: of one row a day is enough."""
    return {reading.day_of(row.id) for row in {(row.id.int >> 80) // 86_400_000: row for row in rows}.values()}


def lock(gate: Gate) -> None:
    """One writer at a gate at a time: whether a passage was there when it was withdrawn has one answer."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [LOCK, gate.pk])


def withdraw(
    gate: Gate, passage: UUID, *, id: UUID, at: datetime, known_at: datetime, reason: str, by: UUID | None = None,  # noqa: A002 - as the column
) -> bool:  # fmt: skip
    """Withdraw a passage of a gate, there already or still to come. Return whether it was not withdrawn before."""
    with transaction.atomic():
        lock(gate)
        row = Withdrawal(passage=passage, id=id, gate=gate, at=at, known_at=known_at, reason=reason, by=by)
        with connection.cursor() as cursor:
            cursor.execute(_WITHDRAW, [row.passage, row.id, gate.pk, at, known_at, reason, by])
            new = bool(cursor.rowcount)
        if new and (there := Passage.objects.filter(pk=passage, gate=gate).first()):
            tallying.take(gate, there)
            alarms.withdrawn([passage], by=SYSTEM)
            staying.retell(gate, {there.who} if there.who else set())
    return new


_WITHDRAW = """
    insert into gates_withdrawal (passage, id, gate_id, at, known_at, reason, by) values (%s, %s, %s, %s, %s, %s, %s)
    on conflict do nothing
"""


def elsewhere(gate: Gate, passage: UUID) -> bool:
    """Whether a passage is another gate's."""
    return Passage.objects.filter(pk=passage).exclude(gate=gate).exists()


def _withdrawn(gate: Gate, rows: Sequence[Fresh]) -> set[UUID]:
    """Those of some new rows, in the order of their ids, that were withdrawn before they came: few, so the span is looked at."""
    if not rows:
        return set()
    near = Withdrawal.objects.filter(gate=gate, passage__gte=rows[0].id, passage__lte=rows[-1].id)
    found = set(near.values_list("passage", flat=True))
    return {row.id for row in rows if row.id in found} if found else set()


# ── Inserting ────────────────────────────────────────────────────────────────────────────────────────────────────


def _insert(rows: Sequence[Fresh], stream: bytes) -> set[UUID]:
    """Insert what is not there. First as if all were new; only if some are not, by way of a table beside."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            copy(cursor, "gates_passage", stream)
    except IntegrityError:
        return _insert_some(stream)
    return {row.id for row in rows}


def _insert_some(stream: bytes) -> set[UUID]:
    names = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"create temp table gates_sent on commit drop as select {names} from gates_passage with no data")  # noqa: S608 - our own names
        copy(cursor, "gates_sent", stream)
        cursor.execute(
            f"insert into gates_passage ({names}) select {names} from gates_sent on conflict do nothing returning id"  # noqa: S608
        )
        new = {row[0] for row in cursor.fetchall()}
        cursor.execute("drop table gates_sent")
    return new


def copy(cursor: Any, table: str, stream: bytes) -> None:
    with (
        connection.wrap_database_errors,
        cursor.copy(f"copy {table} ({', '.join(COLUMNS)}) from stdin (format binary)") as to,
    ):
        to.write(stream)
