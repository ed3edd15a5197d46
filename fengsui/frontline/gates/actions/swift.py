"""The swift way to take a batch: passages only, all as they should be, none here already. Four statements and a COPY.

Whatever else there is in a batch, nothing of it is written this way: the transaction goes back, and `syncing.sync` takes the
batch as if nothing had been tried. So what is refused, known, withdrawn or from paper has one place in the code.
"""

from __future__ import annotations

from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection

from fengsui.frontline.gates import wire
from fengsui.frontline.gates.actions import alarms, partitions, staying, storing, syncing, taking, tallying
from fengsui.frontline.gates.actions.packing import DAY_MS
from fengsui.frontline.gates.actions.weaving import Loom, Slow
from fengsui.frontline.gates.models import GateKind
from fengsui.frontline.gates.queries.store import EPOCH_DAY, key_of
from fengsui.frontline.gates.queries.watch import watch
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault.queries import unwrap_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from fengsui.frontline.gates.models import Gate
    from fengsui.frontline.gates.queries.calling import Call
    from fengsui.frontline.gates.reading import Read
    from fengsui.frontline.gates.wire import Passed

_MOST_DAYS = 3  # in one batch: more is no ordinary one
_by_id = attrgetter("id.int")


def sync(call: Call, batch: Read) -> list[wire.Answer]:
    """Take a batch of a device that was admitted: swiftly, or one by one. An answer for each record."""
    if batch.whole and all(type(record) is wire.Passed for record in batch.whole):
        with measures.remembering(call.measures):
            try:
                return _take(call, batch, batch.whole)  # type: ignore[arg-type]  # all of one kind
            except (Slow, IntegrityError):
                pass
    return syncing.sync(call.device, batch)


@action
def _take(call: Call, batch: Read, records: Sequence[Passed]) -> list[wire.Answer]:
    deeds.asked()  # the device's key is the right: `binding.called`
    device, gate = call.device, call.device.gate
    hours = taking.Hours.of(batch.sent_at, clock.now(), device)
    rows = sorted(records, key=_by_id)
    there = _there(gate, rows)
    loom = Loom(device, hours, rows, there.passes, there.pens, watch(call))
    stream = loom.weave(_fever(gate, loom, hours.now))
    with connection.cursor() as cursor:
        storing.copy(cursor, "gates_passage", stream)
    _tell(loom, batch)
    if loom.alarming:
        _alarm(loom)
    if gate.kind == GateKind.FACILITY:
        staying.retell(gate, {UUID(bytes=who) for who in loom.whos})
    return [wire.Answer(record.id, syncing.STORED) for record in records]  # type: ignore[arg-type]  # msgspec writes ids as quickly


def _fever(gate: Gate, loom: Loom, known: datetime) -> int:
    """From how many tenths of a degree on it is a fever, if that is the same for all."""
    first, last = loom.moments()
    fever = tallying.fever_from(gate, [first, last], known)
    if fever(first) != fever(last):
        raise Slow
    return fever(first)


def _alarm(loom: Loom) -> None:
    ties = taking.Ties({row.who for row in loom.alarming if row.who}, dict(loom.passes))
    rows = [taking.fresh(row, loom.hours, ties, loom.device) for row in loom.alarming]
    alarms.raised(loom.device.gate, rows, {row.id for row in rows})


# ── Before ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _There(NamedTuple):
    passes: dict[UUID, UUID]
    pens: dict[int, vault.Pen]


# Two statements, so that the second sees what was committed while the first waited.
_LOOK = """
    select pg_advisory_xact_lock(%(lock)s, %(gate)s);
    select (select count(*) from pg_class where relname = any(%(tables)s) and relispartition),
        (select array_agg(passage) from gates_withdrawal where gate_id = %(gate)s and passage between %(first)s and %(last)s),
        (select count(*) from gates_regular where id = any(%(whos)s::uuid[]) and unit_id = %(unit)s),
        (select json_object_agg(subject, encode(wrapped, 'hex')) from vault_key where subject = any(%(keys)s))
"""


def _there(gate: Gate, rows: Sequence[Passed]) -> _There:
    """Let the gate's writers wait, and look at everything that the rows depend on: their days, keys, people."""
    days = _days(rows)
    keys = {number: key_of(gate.unit_id, day) for number, day in days.items()}
    whos = {row.who.hex for row in rows if row.who}
    asked: dict[str, Any] = {
        "lock": storing.LOCK, "gate": gate.pk, "unit": gate.unit_id, "first": rows[0].id, "last": rows[-1].id,
        "tables": [partitions.name_of(day) for day in days.values()], "whos": f"{{{','.join(whos)}}}", "keys": list(keys.values()),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, asked)
        cursor.nextset()
        tables, gone, known, wrapped = cursor.fetchone()
    if known != len(whos) or (gone and not {row.id for row in rows}.isdisjoint(gone)):
        raise Slow
    if tables != len(days):
        partitions.ensure(days.values())
    cards = {row.card for row in rows if row.card}
    return _There(taking.passes_of(cards), _pens(keys, wrapped or {}))


def _days(rows: Sequence[Passed]) -> dict[int, date]:
    """The days of rows in the order of their ids."""
    numbers = range((rows[0].id.int >> 80) // DAY_MS, (rows[-1].id.int >> 80) // DAY_MS + 1)
    if len(numbers) > _MOST_DAYS:
        raise Slow
    return {number: EPOCH_DAY + timedelta(days=number) for number in numbers}


def _pens(keys: dict[int, UUID], wrapped: dict[str, str]) -> dict[int, vault.Pen]:
    open_ = unwrap_all((key, bytes.fromhex(wrapped[str(key)])) for key in keys.values() if str(key) in wrapped)
    if len(open_) == len(keys):
        return {number: vault.Pen(key, open_[key]) for number, key in keys.items()}
    made = vault.shared(keys.values())
    return {number: made[key] for number, key in keys.items()}


# ── After ────────────────────────────────────────────────────────────────────────────────────────────────────────

_SEEN = """
    update gates_device set seen_at = %s, heard_at = %s, version = %s, queued = %s, oldest_at = %s, offset_ms = %s where id = %s
"""


def _tell(loom: Loom, batch: Read) -> None:
    """The day's numbers, what the device said of itself, and the fact, sent together."""
    device, number = loom.device, len(loom.rows)
    offset = loom.hours.told // timedelta(milliseconds=1)
    seen: list[Any] = [clock.wall(), loom.hours.now, batch.version, batch.queued, batch.oldest_at, offset, device.pk]
    add, numbers = tallying.statement(device.gate, loom.tallies)
    write, fact = journal.statement(
        "gates.synced", by=device.keeper_id, unit=device.gate.unit_id, about=device.about, gate=str(device.gate),
        sent=number, stored=number, known=0, refused=0,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"{add}; {_SEEN}; {write}", [*numbers, *seen, *fact])
