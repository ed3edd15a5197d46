"""Passages as COPY BINARY takes them, sealed and digested, in one pass: by columns kept under ids, hashing the ids cost more than the rows."""

from __future__ import annotations

from collections import defaultdict
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from fengsui.frontline.gates.models.store import DRIFT
from fengsui.frontline.gates.queries.store import Said, day_of, key_of, normal
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault.queries import marks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.frontline.gates.actions.storing import Fresh
    from fengsui.frontline.gates.models import Gate

COLUMNS = (
    "id", "at", "told_at", "known_at", "gate_id", "device", "keeper", "who", "plate", "key", "sheet", "line", "direction",
    "kind", "outcome", "people", "heat", "heat_again", "site", "reason", "building", "sealed",
)  # fmt: skip
_BEGIN = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
_NULL = b"\xff\xff\xff\xff"
_UUID = b"\0\0\0\x10"
_first = Struct(">hi16siqiqiqiq").pack  # id, three moments, gate
_length, _small, _whole = Struct(">i").pack, Struct(">ih").pack, Struct(">ii").pack
_EPOCH_US = 946_684_800_000_000  # PostgreSQL counts from 2000
_DRIFT_US = DRIFT.total_seconds() * 1_000_000
_DAY_MS = 86_400_000
_encode = msgspec.json.Encoder().encode


class Packed(NamedTuple):
    """What COPY takes; by what each row's person is found; the rows whose id is far from their event."""

    stream: bytes
    whos: list[bytes | None]
    strays: list[Fresh]


class _Smalls(dict[int | None, bytes]):
    def __missing__(self, value: int) -> bytes:
        return _small(2, value)  # not kept: what a phone says is not bounded by what we have seen


_SMALLS = _Smalls({None: _NULL} | {n: _small(2, n) for n in (*range(32), *range(330, 440))})


class _Texts(dict[str, bytes]):
    """The texts of one batch: buildings and sites come again and again."""

    def __missing__(self, value: str) -> bytes:
        body = value.encode()
        found = self[value] = _length(len(body)) + body
        return found


def pack(gate: Gate, rows: Sequence[Fresh], known_at: datetime) -> Packed:
    """Pack rows of a gate, in their order."""
    whos, plates = _digests(gate.unit_id, rows)
    sealed, texts, small = _sealed(gate.unit_id, rows), _Texts(), _SMALLS
    known, here, parts, strays = _us(known_at), gate.pk, [_BEGIN], []
    for n, row in enumerate(rows):
        at, ident = _us(row.at), row.id.int
        told = at if row.told_at is None or row.told_at is row.at else _us(row.told_at)
        if abs((ident >> 80) * 1000 - at - _EPOCH_US) > _DRIFT_US:
            strays.append(row)
        who, plate = whos[n], plates[n]
        parts += (
            _first(22, 16, ident.to_bytes(16), 8, at, 8, told, 8, known, 8, here), _id(row.device), _id(row.keeper),
            _UUID + who if who else _NULL, _UUID + plate if plate else _NULL, sealed[n][0],
            _NULL if row.sheet is None else _whole(4, row.sheet), small[row.line], small[row.direction], small[row.kind],
            small[row.outcome], small[row.people], small[row.heat], small[row.heat_again], texts[row.site],
            texts[row.reason], texts[row.building], sealed[n][1],
        )  # fmt: skip
    parts.append(_END)
    return Packed(b"".join(parts), whos, strays)


def _us(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000) - _EPOCH_US


def _id(value: UUID | None) -> bytes:
    return _NULL if value is None else _UUID + value.bytes


def _sealed(unit: int, rows: Sequence[Fresh]) -> list[tuple[bytes, bytes]]:
    """Under which key each is, and what is sealed: what it says of a person, in one."""
    found = [(_NULL, _length(0))] * len(rows)
    days: dict[date, list[tuple[int, UUID, bytes]]] = defaultdict(list)
    names: dict[int, date] = {}
    for n, row in enumerate(rows):
        if row.name or row.room or row.phone or row.number or row.plate or row.note:
            body = _encode(Said(row.name, row.room, row.phone, row.number, row.plate, row.note))
            number = (row.id.int >> 80) // _DAY_MS
            day = names.get(number) or names.setdefault(number, day_of(row.id))
            days[day].append((n, row.id, body))
    keys = {day: key_of(unit, day) for day in days}
    pens = vault.shared(keys.values())
    for day, said in days.items():
        key, bodies = keys[day], pens[keys[day]].seal_rows((ident, body) for _n, ident, body in said)
        under = _UUID + key.bytes
        for (n, _ident, _body), body in zip(said, bodies, strict=True):
            found[n] = under, _length(len(body)) + body
    return found


def _digests(unit: int, rows: Sequence[Fresh]) -> tuple[list[bytes | None], list[bytes | None]]:
    """By what people and vehicles are found: a regular's id, or the strongest of what somebody said."""
    whos: list[bytes | None] = [row.who.bytes if row.who else None for row in rows]
    plates: list[bytes | None] = [None] * len(rows)
    wanted: dict[str, list[tuple[int, str]]] = {"number": [], "phone": [], "name": [], "plate": []}
    for n, row in enumerate(rows):
        if row.plate and (plain := normal("plate", row.plate)):
            wanted["plate"].append((n, plain))
        if row.who:
            continue
        for kind, value in (("number", row.number), ("phone", row.phone), ("name", row.name)):
            if value and (plain := normal(kind, value)):
                wanted[kind].append((n, f"{unit}:{plain}" if kind == "name" else plain))
                break
    for kind, said in wanted.items():
        column = plates if kind == "plate" else whos
        for (n, _plain), digest in zip(said, marks(f"gates.{kind}", [plain for _n, plain in said]), strict=True):
            column[n] = digest
    return whos, plates
