"""Opening values. Import as `from fengsui.ground.vault import queries as vault`. Who may see is the rooms' business."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fengsui.ground.vault import ring
from fengsui.ground.vault.models import Key, Lookup

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

DESTROYED = ""  # what a value of a destroyed person opens to
_NONCE = 12
_EPOCH = 4  # bytes of the epoch's number before a wrapped key or digest


def unwrap(subject: UUID, wrapped: bytes, epochs: dict[int, ring.Epoch | None] | None = None) -> AESGCM | None:
    """Return a person's key, or None if its epoch was destroyed. `epochs` remembers those read for one question."""
    number, known = int.from_bytes(wrapped[:_EPOCH]), {} if epochs is None else epochs
    if number not in known:
        known[number] = ring.epoch(number)
    epoch = known[number]
    if epoch is None:
        return None
    body = wrapped[_EPOCH:]
    return AESGCM(epoch.wrapping.decrypt(body[:_NONCE], body[_NONCE:], subject.bytes))


def keys(subjects: Iterable[UUID]) -> dict[UUID, AESGCM]:
    """Return the keys of the living among the subjects, in one query."""
    rows = Key.objects.filter(pk__in=set(subjects)).values_list("pk", "wrapped")
    epochs: dict[int, ring.Epoch | None] = {}
    found = {pk: unwrap(pk, bytes(wrapped), epochs) for pk, wrapped in rows}
    return {pk: key for pk, key in found.items() if key}


def open_value(key: AESGCM | None, subject: UUID, field: str, sealed: bytes | memoryview | None) -> str:
    """Open one value; DESTROYED if the person's key is gone. Raises ValueError if the bytes were tampered with."""
    if not sealed or key is None:
        return DESTROYED
    body = bytes(sealed)
    try:
        return key.decrypt(body[1 : 1 + _NONCE], body[1 + _NONCE :], _label(subject, field)).decode()
    except InvalidTag as error:
        raise ValueError(f"the sealed {field} of {subject} does not open with its key") from error


def open_all(values: Iterable[tuple[UUID, str, bytes | memoryview | None]]) -> list[str]:
    """Open (subject, field, sealed) triples with one query for all keys."""
    rows = list(values)
    found = keys(subject for subject, _, _ in rows)
    return [open_value(found.get(subject), subject, field, sealed) for subject, field, sealed in rows]


def find(kind: str, value: str) -> list[UUID]:
    """Return the persons whose identifier of this kind has this value."""
    return list(Lookup.objects.filter(kind=kind, digest=digest(kind, value)).values_list("subject", flat=True))


def digest(kind: str, value: str) -> bytes:
    """Return the keyed digest of an identifier, wrapped under the current epoch (deterministic: AES-SIV)."""
    epoch = ring.current()
    bare = hmac.new(ring.lookup_key(), f"{kind}:{value.strip().upper()}".encode(), hashlib.sha256).digest()
    return epoch.number.to_bytes(_EPOCH) + epoch.digests.encrypt(bare, [kind.encode()])


def mask_name(name: str) -> str:
    """王小明 → 王**; a long Mongolian name keeps its first character: 乌兰图雅 → 乌***."""
    return name[:1] + "*" * (len(name) - 1)


def mask_number(number: str) -> str:
    """Keep the last two characters: enough to tell two rows apart, too little to find anybody."""
    return "*" * max(len(number) - 2, 0) + number[-2:] if len(number) > 4 else "*" * len(number)


def _label(subject: UUID, field: str) -> bytes:
    return subject.bytes + field.encode()
