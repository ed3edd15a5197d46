"""Who calls: a device with its gate, and what its batch depends on, in one statement. By the ORM it was six, compiled anew each time."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg
from django.db import connection

from fengsui.frontline.gates.models import Device, Gate
from fengsui.frontline.gates.queries import state
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Station, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.db.models import Model

# Marks are of the rows' transactions too: numbers come again when a database is restored, transactions do not.
_CALLED = """
    select {columns}, s.id, s.name, u.id, u.kind, {mark},
        (select coalesce(max(xmin::text::bigint), 0) || '.' || count(*) || '.' || count(replaced_at) from measures_measure),
        (select coalesce(sum(l.xmin::text::bigint), 0) || '.' || count(*) from gates_listed l
            where l.since <= %(now)s and l.until > %(now)s and (l.ended_at is null or l.ended_at > %(now)s)
            and (l.unit_id = g.unit_id or l.unit_id::text in (
                select unnest(string_to_array(t.path::text, '.')) from org_tie t where t.unit_id = g.unit_id
                and t.valid_from <= %(today)s and (t.valid_to is null or t.valid_to > %(today)s))))
    from gates_device d join gates_gate g on g.id = d.gate_id join org_station s on s.id = g.station_id
        join org_unit u on u.id = g.unit_id
    where d.id = %(device)s and d.secret = %(secret)s
"""
NOBODY = "0.0"  # the mark of a list on which nobody is


class Call(NamedTuple):
    """A device that calls. measures, listed, version: marks of the measures, of whom its gate looks out for, of whom it knows."""

    device: Device
    rows: tuple[Any, ...]
    measures: str
    listed: str

    @property
    def version(self) -> int:
        return self.rows[0] or 0

    def mark(self) -> str:
        """`state.mark`, of what was read already."""
        return state.marked(self.device, self.rows)


def called(ident: UUID, secret: bytes) -> Call | None:
    """The device of that id and secret, locked or not."""
    now = clock.now()
    asked: dict[str, Any] = {"device": ident, "secret": secret, "now": now, "today": clock.local(now).date()}
    row = _prepared(_sql(), asked)
    if row is None:
        return None
    devices, gates = len(_names(Device)), len(_names(Gate))
    device, gate = _made(Device, row[:devices]), _made(Gate, row[devices : devices + gates])
    rest = row[devices + gates :]
    gate.buildings = json.loads(gate.buildings) if isinstance(gate.buildings, str) else gate.buildings
    gate.station = Station.from_db("default", ["id", "name"], rest[:2])
    gate.unit = Unit.from_db("default", ["id", "kind"], rest[2:4])
    device.gate = gate
    return Call(device, rest[4:8], rest[8], rest[9])


def _prepared(sql: str, asked: dict[str, Any]) -> tuple[Any, ...] | None:
    """One row of a statement that PostgreSQL keeps ready: to plan this one costs it twice as much as to answer it."""
    connection.cursor().close()  # Django's part: there is a connection, and it lives
    raw = connection.connection
    raw.prepare_threshold = 0  # None, as Django sets it, forbids it; its own cursors never keep a statement ready
    with connection.wrap_database_errors, psycopg.Cursor(raw) as cursor:
        return cursor.execute(sql, asked, prepare=True).fetchone()


@cache
def _sql() -> str:
    columns = [f"{letter}.{field.column}" for letter, kind in (("d", Device), ("g", Gate)) for field in kind._meta.concrete_fields]  # noqa: SLF001 - Django's own name of it  # fmt: skip
    return _CALLED.format(columns=", ".join(columns), mark=state.MARK.replace("%(unit)s", "g.unit_id"))


@cache
def _names(kind: type[Model]) -> list[str]:
    return [field.attname for field in kind._meta.concrete_fields]  # noqa: SLF001 - the same


def _made[M: Model](kind: type[M], values: Sequence[Any]) -> M:
    return kind.from_db("default", _names(kind), values)
