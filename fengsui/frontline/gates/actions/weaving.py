"""Records of a phone made rows column by column, if nothing is wrong with any of them. Touches no database.

What `taking.fresh`, `packing.pack` and `tallying.add` do with two objects a row, this does with none, in a third of the time;
whatever is out of the ordinary raises `Slow`, and then they do it. Both ways must make the same rows (tests/test_swift.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

from fengsui.frontline.gates.actions import packing
from fengsui.frontline.gates.actions.packing import DAY_MS, NULL, UUID_, encode
from fengsui.frontline.gates.actions.taking import KINDS, OUTCOMES, WAYS
from fengsui.frontline.gates.models.store import UNREADABLE
from fengsui.frontline.gates.queries.store import Said, normal
from fengsui.frontline.gates.reading import EARLIEST, LATEST
from fengsui.frontline.gates.reasons import ALARMING
from fengsui.ground.clock import queries as clock
from fengsui.ground.vault.queries import marker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from fengsui.frontline.gates.actions.taking import Hours
    from fengsui.frontline.gates.actions.tallying import Place
    from fengsui.frontline.gates.models import Device
    from fengsui.frontline.gates.queries.watch import Watch
    from fengsui.frontline.gates.wire import Passed
    from fengsui.ground.vault.actions import Pen

_NO_BYTES = packing.length(0)
_NEITHER = 0xFFFFFFFF_FFFFFFFF  # sheet and line
_first, _ways = Struct(">hi16siqiqiqiq").pack, Struct(">Qihihih").pack
_EARLIEST, _LATEST = packing.microseconds(EARLIEST), packing.microseconds(LATEST)
_SECOND = 1_000_000


class Slow(Exception):
    """Something in this batch is taken one by one."""


@dataclass(slots=True)
class Loom:
    """What holds for all records of a call, in the order of their ids, and what has come of them."""

    device: Device
    hours: Hours
    rows: Sequence[Passed]
    passes: Mapping[UUID, UUID]
    pens: Mapping[int, Pen]  # by the number of the id's day
    watch: Watch
    told: list[int] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    alarming: list[Passed] = field(default_factory=list)  # what may be an alert
    tallies: dict[Place, list[int]] = field(default_factory=dict)
    whos: list[bytes] = field(default_factory=list)

    def moments(self) -> tuple[datetime, datetime]:
        """The first and the last moment, once the hours are put right."""
        _set_hours(self)
        return _moment(min(self.at)), _moment(max(self.at))

    def weave(self, fever: int) -> bytes:
        """The rows as COPY BINARY takes them. fever: from so many tenths of a degree on."""
        _tally(self, fever)
        _look_out(self)
        return _pack(self, _say(self))


class _Columns(NamedTuple):
    """What rows say of persons: digests, keys, sealed."""

    whos: list[bytes]
    plates: list[bytes]
    keys: list[bytes]
    sealed: list[bytes]


# ── Hours and numbers ────────────────────────────────────────────────────────────────────────────────────────────


def _set_hours(loom: Loom) -> None:
    """The device's hours put right, as `Hours.right` does."""
    hours, drift, begin = loom.hours, packing.DRIFT_US, packing.EPOCH_US
    ahead, now = hours.ahead // timedelta(microseconds=1), packing.microseconds(hours.now)
    told = [round(row.at.timestamp() * _SECOND) - begin for row in loom.rows]
    if not (min(told) > _EARLIEST and max(told) < _LATEST):
        raise Slow
    at = [one - ahead for one in told]
    if max(at) > now:
        at = [min(one, now) for one in at]
    if min(at) < packing.microseconds(hours.oldest) or max(at) > packing.microseconds(hours.latest):
        raise Slow
    for row, one in zip(loom.rows, at, strict=True):
        if not -drift <= (row.id.int >> 80) * 1000 - begin - one <= drift or row.sheet or row.line:
            raise Slow
    loom.told, loom.at = told, at


def _tally(loom: Loom, fever: int) -> None:
    """The day's numbers, as `tallying.add` counts them; and who has a fever."""
    begins = ends = 0
    day, cells = date.min, dict[tuple[str, str, str], list[int]]()
    for row, at in zip(loom.rows, loom.at, strict=True):
        if not begins <= at < ends:
            day, begins, ends = _day(at)
            cells = {}
        if (cell := cells.get(key := (row.way, row.kind, row.outcome))) is None:
            place = day, WAYS[row.way], KINDS[row.kind], OUTCOMES[row.outcome]
            cell = cells[key] = loom.tallies.setdefault(place, [0, 0, 0, 0, 0])
        cell[0] += 1
        cell[1] += row.people
        if (heat := row.heat if row.again is None else row.again) is not None:
            cell[2] += 1
            if heat >= fever:
                cell[4] += 1
                loom.alarming.append(row)
        if row.site == UNREADABLE:
            cell[3] += 1


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp((at + packing.EPOCH_US) / _SECOND, UTC)


def _day(at: int) -> tuple[date, int, int]:
    """The local day of a moment, when it begins and when it ends."""
    day = clock.local(_moment(at)).date()
    begins, ends = clock.midnight(day), clock.midnight(day + timedelta(days=1))
    return day, packing.microseconds(begins), packing.microseconds(ends)


def _look_out(loom: Loom) -> None:
    """Add to those with a fever who else may be an alert; `alarms.raised` will say."""
    said, whos = loom.watch.said, loom.watch.whos
    found = {row.id.int: row for row in loom.alarming}
    for row in loom.rows:
        if (row.outcome == "refused" and row.reason in ALARMING) or (
            said
            and (
                row.card
                or (row.who and row.who in whos)
                or (row.name and hash(normal("name", row.name)) in said)
                or (row.number and hash(normal("number", row.number)) in said)
            )
        ):
            found[row.id.int] = row
    loom.alarming = list(found.values())


# ── What is said of persons ──────────────────────────────────────────────────────────────────────────────────────


def _say(loom: Loom) -> _Columns:
    number = len(loom.rows)
    found = _Columns([NULL] * number, [NULL] * number, [NULL] * number, [_NO_BYTES] * number)
    saying: dict[int, list[tuple[int, UUID, bytes]]] = {}
    digest = _Digests(loom.device.gate.unit_id)
    for n, row in enumerate(loom.rows):
        who = row.who or (loom.passes.get(row.card) if row.card else None)
        if who:
            found.whos[n] = UUID_ + who.bytes
        if row.name or row.room or row.phone or row.number or row.plate or row.note:
            said = Said(row.name, row.room, row.phone, row.number, row.plate, row.note)
            saying.setdefault((row.id.int >> 80) // DAY_MS, []).append((n, row.id, encode(said)))
            if not who:
                found.whos[n] = digest.who(row)
            if row.plate:
                found.plates[n] = digest.of("plate", row.plate)
    for day, rows in saying.items():
        pen = loom.pens[day]
        key = UUID_ + pen.subject.bytes
        for (n, _ident, _body), body in zip(rows, pen.seal_rows((one, body) for _n, one, body in rows), strict=True):
            found.keys[n], found.sealed[n] = key, packing.length(len(body)) + body
    loom.whos = [who[4:] for who in found.whos if who is not NULL]
    return found


class _Digests:
    """By what visitors and vehicles are found, as `packing` makes them."""

    def __init__(self, unit: int) -> None:
        self.unit = unit
        self._markers: dict[str, Callable[[str], bytes]] = {}

    def of(self, kind: str, value: str) -> bytes:
        if not (plain := normal(kind, value)):
            return NULL
        mark = self._markers.get(kind) or self._markers.setdefault(kind, marker(f"gates.{kind}"))
        return UUID_ + mark(f"{self.unit}:{plain}" if kind == "name" else plain)

    def who(self, row: Passed) -> bytes:
        """The strongest of what somebody said."""
        for kind, value in (("number", row.number), ("phone", row.phone), ("name", row.name)):
            if value and (found := self.of(kind, value)) is not NULL:
                return found
        return NULL


# ── The rows ─────────────────────────────────────────────────────────────────────────────────────────────────────


class _Texts(packing.Texts):
    def __missing__(self, value: str) -> bytes:
        if "\0" in value:
            raise Slow
        return super().__missing__(value)


class _Ways(dict[tuple[str, str, str], bytes]):
    """No sheet and no line; direction, kind, outcome."""

    def __missing__(self, value: tuple[str, str, str]) -> bytes:
        way, kind, outcome = value
        found = self[value] = _ways(_NEITHER, 2, WAYS[way], 2, KINDS[kind], 2, OUTCOMES[outcome])
        return found


def _pack(loom: Loom, said: _Columns) -> bytes:
    gate, mine = loom.device.gate.pk, packing.nullable(loom.device.pk) + packing.nullable(loom.device.keeper_id)
    known, ways, texts, small = packing.microseconds(loom.hours.now), _Ways(), _Texts(), packing.SMALLS
    parts = [packing.BEGIN]
    for row, at, told, who, plate, key, sealed in zip(loom.rows, loom.at, loom.told, *said, strict=True):
        parts += (
            _first(22, 16, row.id.bytes, 8, at, 8, told, 8, known, 8, gate), mine, who, plate, key,
            ways[row.way, row.kind, row.outcome], small[row.people], small[row.heat], small[row.again],
            texts[row.site], texts[row.reason], texts[row.building], sealed,
        )  # fmt: skip
    parts.append(packing.END)
    return b"".join(parts)
