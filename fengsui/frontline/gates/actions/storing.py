"""Writing into the store of passages: the only place that does. Its callers ask for the right, write the fact, raise alarms."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID  # noqa: TC003 - read at run time

import msgspec
from django.db import IntegrityError, connection, transaction

from fengsui.frontline.gates.actions import alarms, partitions, staying, tallying
from fengsui.frontline.gates.models import Passage, Stray, Withdrawal
from fengsui.frontline.gates.models.store import DRIFT
from fengsui.frontline.gates.queries import store as reading
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault import bulk
from fengsui.ground.vault.queries import marks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.frontline.gates.models import Gate

_LOCK = 7_310  # advisory lock with a gate's id: its numbers go with its rows, and nothing is withdrawn meanwhile
_COLUMNS = (
    "id", "at", "told_at", "known_at", "gate_id", "device", "keeper", "who", "plate", "key", "sheet", "line", "direction",
    "kind", "outcome", "people", "heat", "heat_again", "site", "reason", "building", "sealed",
)  # fmt: skip
_WHO = _COLUMNS.index("who")


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
    listed = sorted({row.id: row for row in reversed(rows)}.values(), key=lambda row: row.id)
    if not listed:
        return Done(set(), set())
    with transaction.atomic():
        lock(gate)
        partitions.ensure({reading.day_of(row.id) for row in listed})
        sealed = _sealed(gate, listed, known_at)
        new = _insert(sealed)
        fresh = [row for row in listed if row.id in new]
        strays = [Stray(row.id, row.at) for row in fresh if abs(reading.moment_of(row.id) - row.at) > DRIFT]
        Stray.objects.bulk_create(strays)
        gone = _withdrawn(gate, new)
        tallying.add(gate, [row for row in fresh if row.id not in gone], known_at)
        staying.retell(gate, {row[_WHO] for row in sealed if row[_WHO] and row[0] in new})  # type: ignore[misc]
    return Done(new, gone)


def lock(gate: Gate) -> None:
    """One writer at a gate at a time: whether a passage was there when it was withdrawn has one answer."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, gate.pk])


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


def _withdrawn(gate: Gate, ids: set[UUID]) -> set[UUID]:
    rows = Withdrawal.objects.filter(passage__among=ids, gate=gate)
    return set(rows.values_list("passage", flat=True))


# ── Sealing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _sealed(gate: Gate, rows: Sequence[Fresh], known_at: datetime) -> list[tuple[object, ...]]:
    """The rows as the table takes them."""
    said = _said(rows)
    whos, plates = _digests(gate.unit_id, rows)
    keys, bodies = _under_keys(gate.unit_id, said)
    return [
        (
            row.id, row.at, row.told_at or row.at, known_at, gate.pk, row.device, row.keeper,
            row.who or whos.get(row.id), plates.get(row.id), keys.get(row.id), row.sheet, row.line,
            row.direction, row.kind, row.outcome, row.people, row.heat, row.heat_again, row.site, row.reason,
            row.building, bodies.get(row.id, b""),
        )
        for row in rows
    ]  # fmt: skip


def _said(rows: Sequence[Fresh]) -> dict[UUID, bytes]:
    encode = msgspec.json.Encoder().encode
    return {
        row.id: encode(reading.Said(row.name, row.room, row.phone, row.number, row.plate, row.note))
        for row in rows
        if row.name or row.room or row.phone or row.number or row.plate or row.note
    }


def _under_keys(unit: int, said: dict[UUID, bytes]) -> tuple[dict[UUID, UUID], dict[UUID, bytes]]:
    """Under which key each is, and what is sealed."""
    days = defaultdict(list)
    for ident in said:
        days[reading.key_of(unit, reading.day_of(ident))].append(ident)
    pens = vault.shared(days)
    bodies: dict[UUID, bytes] = {}
    for key, idents in days.items():
        sealed = pens[key].seal_rows((ident, said[ident]) for ident in idents)
        bodies.update(zip(idents, sealed, strict=True))
    return {ident: key for key, idents in days.items() for ident in idents}, bodies


def _digests(unit: int, rows: Sequence[Fresh]) -> tuple[dict[UUID, UUID], dict[UUID, UUID]]:
    """By what visitors and vehicles are found: the strongest of what they said."""
    wanted: dict[str, dict[UUID, str]] = {"number": {}, "phone": {}, "name": {}, "plate": {}}
    for row in rows:
        if row.plate and (plain := reading.normal("plate", row.plate)):
            wanted["plate"][row.id] = plain
        for kind in () if row.who else ("number", "phone", "name"):
            if (value := getattr(row, kind)) and (plain := reading.normal(kind, value)):
                wanted[kind][row.id] = f"{unit}:{plain}" if kind == "name" else plain
                break
    found = {
        kind: dict(zip(values, marks(f"gates.{kind}", values.values()), strict=True)) for kind, values in wanted.items()
    }
    return found["number"] | found["phone"] | found["name"], found["plate"]


# ── Inserting ────────────────────────────────────────────────────────────────────────────────────────────────────


def _insert(rows: list[tuple[object, ...]]) -> set[UUID]:
    """Insert what is not there. First as if all were new; only if some are not, by way of a table beside."""
    try:
        with transaction.atomic():
            bulk.copy(Passage, _COLUMNS, rows)
    except IntegrityError:
        return _insert_some(rows)
    return {row[0] for row in rows}  # type: ignore[misc]


def _insert_some(rows: list[tuple[object, ...]]) -> set[UUID]:
    names = ", ".join(_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"create temp table gates_sent on commit drop as select {names} from gates_passage with no data")  # noqa: S608 - our own names
        with cursor.copy(f"copy gates_sent ({names}) from stdin") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            f"insert into gates_passage ({names}) select {names} from gates_sent on conflict do nothing returning id"  # noqa: S608
        )
        new = {row[0] for row in cursor.fetchall()}
        cursor.execute("drop table gates_sent")
    return new
