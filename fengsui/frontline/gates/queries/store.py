"""Reading the store of passages: nobody reads its table but by these. What was withdrawn is left out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid5

import msgspec
from django.db.models import Exists, OuterRef, Q

from fengsui.frontline.gates.models import Passage, Regular, Stray, Withdrawal
from fengsui.frontline.gates.models.store import DRIFT
from fengsui.ground.clock import queries as clock
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from fengsui.frontline.gates.models import Gate

_DAY_KEYS = UUID("6d1f0ee4-0b0f-5a57-9a3c-6f5b8f0c2a11")  # under it the key of a unit's day has its name
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = _EPOCH.date()
_MS = timedelta(milliseconds=1)


class Said(msgspec.Struct, array_like=True, frozen=True):
    """What a passage says of a person; sealed in this order."""

    name: str = ""
    room: str = ""
    phone: str = ""
    number: str = ""
    plate: str = ""
    note: str = ""


@dataclass(frozen=True)
class Opened:
    """What a passage says of a person, masked unless asked for plain. regular: whom the gates know."""

    name: str = ""
    building: str = ""
    room: str = ""
    phone: str = ""
    number: str = ""
    plate: str = ""
    note: str = ""
    regular: UUID | None = None


class Seen(NamedTuple):
    """A passage as a trace reads it: plain, since it may find thousands and a model costs ten times as much to make."""

    pk: UUID
    at: datetime
    gate_id: int
    who: UUID | None
    plate: UUID | None
    key: UUID | None
    direction: int
    outcome: int
    people: int
    heat: int | None
    heat_again: int | None
    building: str
    sealed: bytes


# ── Ids and time ─────────────────────────────────────────────────────────────────────────────────────────────────


def moment_of(ident: UUID) -> datetime:
    """The moment that a UUIDv7 carries; of any other id, some moment that is always the same."""
    return _EPOCH + (ident.int >> 80) * _MS if ident.int >> 80 < _LAST else LAST_MOMENT


LAST_MOMENT = datetime(9999, 1, 1, tzinfo=UTC)
_LAST = (LAST_MOMENT - _EPOCH) // _MS


def first_of(moment: datetime) -> UUID:
    """The smallest id of a moment: ids from `first_of(a)` to before `first_of(b)` carry a time from a to before b."""
    return UUID(int=max(0, (moment - _EPOCH) // _MS) << 80)


def id_at(moment: datetime, chance: int) -> UUID:
    """A UUIDv7 of a moment of the domain's time; of `chance` the last 74 bits count."""
    return UUID(int=first_of(moment).int | 0x7 << 76 | (chance >> 62 & 0xFFF) << 64 | 0x2 << 62 | chance & _TAIL)


_TAIL = (1 << 62) - 1


def day_of(ident: UUID) -> date:
    """The day (UTC, which no zone can move) in whose partition a row lies."""
    return moment_of(ident).date()


def key_of(unit: int, day: date) -> UUID:
    """The name in the vault of the key of a unit's day."""
    return uuid5(_DAY_KEYS, f"{unit}:{day.isoformat()}")


# ── What somebody is known by ────────────────────────────────────────────────────────────────────────────────────


def normal(kind: str, value: str) -> str:
    """A name, number, phone or plate as it is compared: however it was typed."""
    plain = "".join(unicodedata.normalize("NFKC", value).upper().split())
    if kind == "phone":
        digits = "".join(one for one in plain if one.isdigit())
        return digits[-11:] if len(digits) > 11 and digits.removeprefix("00").startswith("86") else digits
    if kind in {"plate", "number"}:
        return "".join(one for one in plain if one.isalnum())
    return plain


def digest_of(kind: str, value: str, unit: int | None = None) -> UUID | None:
    """By what a passage is found in `who` (kind: name, with the gate's unit, number, phone) or `plate`; None of nothing."""
    plain = normal(kind, value)
    if not plain:
        return None
    return UUID(bytes=vault.marks(f"gates.{kind}", [f"{unit}:{plain}" if kind == "name" else plain])[0])


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def standing(known: datetime | None = None) -> QuerySet[Passage]:
    """All passages that were not withdrawn, now or as known at a moment. Without a window it looks into every day: use what is below."""
    gone = Withdrawal.objects.filter(passage=OuterRef("pk"), gate=OuterRef("gate"))
    if known is None:
        return Passage.objects.filter(~Exists(gone))
    return Passage.objects.filter(~Exists(gone.filter(known_at__lte=known)), known_at__lte=known)


def within(since: datetime, until: datetime, known: datetime | None = None) -> QuerySet[Passage]:
    """Passages from a moment to before another, by event time: only the days' partitions are looked into, and the strays."""
    near = Q(pk__gte=first_of(since - DRIFT), pk__lt=first_of(until + DRIFT))
    if strays := list(Stray.objects.filter(at__gte=since, at__lt=until).values_list("pk", flat=True)):
        near |= Q(pk__in=strays)
    return standing(known).filter(near, at__gte=since, at__lt=until)


def window(
    gate_ids: Iterable[int], since: datetime, until: datetime, known: datetime | None = None
) -> QuerySet[Passage]:
    """What passed some gates in a time."""
    return within(since, until, known).filter(gate__in=list(gate_ids))


def of_gate(gate: Gate, day: date, known: datetime | None = None) -> QuerySet[Passage]:
    """What passed a gate on a local day: give it to `pages.page`, which orders by id (the phones' own time)."""
    return window([gate.pk], clock.midnight(day), clock.midnight(day) + timedelta(days=1), known).order_by("-pk")


def of_who(whos: Iterable[UUID], since: datetime, until: datetime, known: datetime | None = None) -> QuerySet[Passage]:
    """Where somebody passed: by a regular's id or digests."""
    return within(since, until, known).filter(who__in=list(whos))


def of_plate(plate: UUID, since: datetime, until: datetime) -> QuerySet[Passage]:
    """Where a vehicle passed."""
    return within(since, until).filter(plate=plate)


# ── What they say ────────────────────────────────────────────────────────────────────────────────────────────────


def opened(rows: Iterable[Passage | Seen], *, masked: bool = True) -> dict[UUID, Opened]:
    """What passages say of persons, by their ids: in three queries however many. Whoever asks for plain asks for the right."""
    listed = list(rows)
    keys = vault.keys({row.key for row in listed if row.key})
    regulars = _regulars({row.who for row in listed if row.who})
    found = {}
    for row in listed:
        told = vault.open_value(keys.get(row.key), row.key, row.pk.hex, row.sealed) if row.key else ""
        said = msgspec.json.decode(told, type=Said) if told else Said()
        found[row.pk] = _opened(row, said, regulars.get(row.who) if row.who else None, masked=masked)
    return found


def _regulars(ids: set[UUID]) -> dict[UUID, tuple[Regular, str]]:
    rows = list(Regular.objects.filter(pk__in=ids)) if ids else []
    names = vault.open_all((row.pk, "name", row.name_sealed) for row in rows)
    return {row.pk: (row, name) for row, name in zip(rows, names, strict=True)}


def _opened(row: Passage | Seen, said: Said, known: tuple[Regular, str] | None, *, masked: bool) -> Opened:
    regular, name = known or (None, "")
    name, phone, number, plate = said.name or name, said.phone, said.number, said.plate
    if masked:
        name, phone, number, plate = vault.mask_name(name), *map(vault.mask_number, (phone, number, plate))
    return Opened(
        name=name, building=row.building or (regular.building if regular else ""),
        room=said.room or (regular.room if regular else ""), phone=phone, number=number, plate=plate,
        note="" if masked else said.note, regular=regular.pk if regular else None,
    )  # fmt: skip
