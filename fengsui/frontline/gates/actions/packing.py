"""Passages as COPY BINARY takes them, sealed and digested, in one pass: by columns kept under ids, hashing the ids cost more than the rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
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
BEGIN = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END = b"\xff\xff"
NULL = b"\xff\xff\xff\xff"
UUID_ = b"\0\0\0\x10"
_first = Struct(">hi16siqiqiqiq").pack  # id, three moments, gate
length, _small, _whole = Struct(">i").pack, Struct(">ih").pack, Struct(">ii").pack
EPOCH_US = 946_684_800_000_000  # PostgreSQL counts from 2000
DRIFT_US = DRIFT // timedelta(microseconds=1)
DAY_MS = 86_400_000
encode = msgspec.json.Encoder().encode


class Packed(NamedTuple):
    """What COPY takes; by what each row's person is found; the rows whose id is far from their event."""

    stream: bytes
    whos: list[bytes | None]
    strays: list[Fresh]


class _Smalls(dict[int | None, bytes]):
    def __missing__(self, value: int) -> bytes:
        return _small(2, value)  # not kept: what a phone says is not bounded by what we have seen


SMALLS = _Smalls({None: NULL} | {n: _small(2, n) for n in (*range(32), *range(330, 440))})


class Texts(dict[str, bytes]):
    """The texts of one batch: buildings and sites come again and again."""

    def __missing__(self, value: str) -> bytes:
        body = value.encode()
        found = self[value] = length(len(body)) + body
        return found


def pack(gate: Gate, rows: Sequence[Fresh], known_at: datetime) -> Packed:
    """Pack rows of a gate, in their order."""
    whos, plates = _digests(gate.unit_id, rows)
    sealed, texts, small = _sealed(gate.unit_id, rows), Texts(), SMALLS
    known, here, parts, strays = microseconds(known_at), gate.pk, [BEGIN], []
    for n, row in enumerate(rows):
        at, ident = microseconds(row.at), row.id.int
        told = at if row.told_at is None or row.told_at is row.at else microseconds(row.told_at)
        if abs((ident >> 80) * 1000 - at - EPOCH_US) > DRIFT_US:
            strays.append(row)
        who, plate = whos[n], plates[n]
        parts += (
            _first(22, 16, ident.to_bytes(16), 8, at, 8, told, 8, known, 8, here), nullable(row.device), nullable(row.keeper),
            UUID_ + who if who else NULL, UUID_ + plate if plate else NULL, sealed[n][0],
            NULL if row.sheet is None else _whole(4, row.sheet), small[row.line], small[row.direction], small[row.kind],
            small[row.outcome], small[row.people], small[row.heat], small[row.heat_again], texts[row.site],
            texts[row.reason], texts[row.building], sealed[n][1],
        )  # fmt: skip
    parts.append(END)
    return Packed(b"".join(parts), whos, strays)


def microseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000) - EPOCH_US


def nullable(value: UUID | None) -> bytes:
    return NULL if value is None else UUID_ + value.bytes


def _sealed(unit: int, rows: Sequence[Fresh]) -> list[tuple[bytes, bytes]]:
    """Under which key each is, and what is sealed: what it says of a person, in one."""
    found = [(NULL, length(0))] * len(rows)
    days: dict[date, list[tuple[int, UUID, bytes]]] = defaultdict(list)
    names: dict[int, date] = {}
    for n, row in enumerate(rows):
        if row.name or row.room or row.phone or row.number or row.plate or row.note:
            body = encode(Said(row.name, row.room, row.phone, row.number, row.plate, row.note))
            number = (row.id.int >> 80) // DAY_MS
            day = names.get(number) or names.setdefault(number, day_of(row.id))
            days[day].append((n, row.id, body))
    keys = {day: key_of(unit, day) for day in days}
    pens = vault.shared(keys.values())
    for day, said in days.items():
        key, bodies = keys[day], pens[keys[day]].seal_rows((ident, body) for _n, ident, body in said)
        under = UUID_ + key.bytes
        for (n, _ident, _body), body in zip(said, bodies, strict=True):
            found[n] = under, length(len(body)) + body
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
