"""The body of a call made a batch: unpacked, never too large, each record by itself if one is not as documented."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec
from django.utils.translation import gettext as _

from fengsui.frontline.gates import wire
from fengsui.ground.interfaces.actions import Denied

LARGEST = 1 << 20  # of a body as it comes, and as it is once unpacked: 500 records have some 200 KB
EARLIEST, LATEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


@dataclass
class Read:
    """A batch as it was read: its records by their place, and those that could not be."""

    sent_at: datetime
    queued: int
    oldest_at: datetime | None
    version: str
    records: list[tuple[int, wire.AnyRecord]]
    refused: dict[int, wire.Answer] = field(default_factory=dict)
    whole: list[wire.AnyRecord] | None = None  # all of them, if all are as documented

    def of[R: wire.AnyRecord](self, kind: type[R]) -> list[tuple[int, R]]:
        return [(place, record) for place, record in self.records if type(record) is kind]


class _Version(msgspec.Struct):
    v: int


class _Id(msgspec.Struct):
    id: str


_whole, _one_by_one = msgspec.json.Decoder(wire.Whole), msgspec.json.Decoder(wire.Batch)
_record, _id, _version = msgspec.json.Decoder(wire.AnyRecord), msgspec.json.Decoder(_Id), msgspec.json.Decoder(_Version)


def unpacked(body: bytes, encoding: str) -> bytes:
    """A body as it was before it was packed. Raises Denied if it is too large, packed otherwise, or cut off."""
    if encoding in {"", "identity"}:
        return _small(body)
    if encoding != "gzip":
        raise Denied(415, "gates.encoding", _("Send the body as it is, or packed by gzip."))
    worker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        plain = worker.decompress(_small(body), LARGEST + 1)
    except zlib.error:
        raise _unread() from None
    if not worker.eof and len(plain) <= LARGEST:
        raise _unread()
    return _small(plain)


def _small(body: bytes) -> bytes:
    if len(body) > LARGEST:
        raise Denied(413, "gates.too_large", _("This is too large. Send fewer records at once; nothing was saved."))
    return body


def _unread() -> Denied:
    return Denied(400, "gates.not_read", _("The body is not JSON as documented, or it was cut off. Nothing was saved."))


def said[T](body: bytes, kind: type[T]) -> T:
    """A small body that is one thing."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError:
        raise _unread() from None


def read(body: bytes) -> Read:
    """Read a batch: in one go if all is as documented, else record by record."""
    try:
        batch: wire.Batch = _whole.decode(body)
    except msgspec.MsgspecError:
        return _read_singly(body)
    whole: list[wire.AnyRecord] = batch.records  # type: ignore[assignment]
    return Read(_year(batch.sent_at), batch.queued, batch.oldest_at, batch.version, list(enumerate(whole)), whole=whole)


def _read_singly(body: bytes) -> Read:
    try:
        batch = _one_by_one.decode(body)
    except msgspec.MsgspecError as error:
        raise _of_another_version(body) or _too_many(error) or _unread() from None
    found = Read(_year(batch.sent_at), batch.queued, batch.oldest_at, batch.version, [])
    for place, raw in enumerate(batch.records):
        try:
            found.records.append((place, _record.decode(raw)))
        except msgspec.MsgspecError as error:
            found.refused[place] = _not_valid(place, raw, error)
    return found


def _of_another_version(body: bytes) -> Denied | None:
    try:
        said = _version.decode(body).v
    except msgspec.MsgspecError:
        return None
    sentence = _(
        "This app is not the version that the server understands. It fetches the right one first and keeps all it has."
    )
    return Denied(426, "gates.version", sentence) if said != wire.VERSION else None


def _too_many(error: msgspec.MsgspecError) -> Denied | None:
    sentence = _("At most %(n)d records at once; nothing was saved.") % {"n": wire.MOST_RECORDS}
    return Denied(413, "gates.too_many", sentence) if "$.records`" in str(error) and "length" in str(error) else None


def _not_valid(place: int, raw: msgspec.Raw, error: msgspec.MsgspecError) -> wire.Answer:
    try:
        ident = _id.decode(raw).id[:40]
    except msgspec.MsgspecError:
        ident = f"#{place}"
    named = re.findall(r"`\$?\.?([A-Za-z_]+)", str(error))
    sentence = _("This record is not as documented; it stays on the phone.")
    if not named:
        return wire.Answer(ident, "refused", "gates.not_valid", sentence)
    told = _("%(sentence)s Look at: %(field)s") % {"sentence": sentence, "field": named[-1]}
    return wire.Answer(ident, "refused", "gates.not_valid", told, named[-1])


def _year(moment: datetime) -> datetime:
    if not EARLIEST < moment < LATEST:
        raise _unread()
    return moment
