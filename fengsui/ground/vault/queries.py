"""Opening values. Import as `from fengsui.ground.vault import queries as vault`. Who may see is the rooms' business."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import Q

from fengsui.ground.vault import ring
from fengsui.ground.vault.models import Key, Lookup, Trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet

DESTROYED = ""  # what a value of a destroyed person opens to
_NONCE = 12
BLOCK = 16  # bytes of the digest of a part of a name
_EPOCH = 4  # bytes of the epoch's number before a wrapped key or digest


def keys(subjects: Iterable[UUID]) -> dict[UUID, AESGCM]:
    """Return the keys of the living among the subjects, in one query."""
    rows = Key.objects.filter(pk__among=set(subjects)).values_list("pk", "wrapped")
    return unwrap_all((pk, bytes(wrapped)) for pk, wrapped in rows)


def unwrap_all(rows: Iterable[tuple[UUID, bytes]]) -> dict[UUID, AESGCM]:
    """Return the keys that open, by person; one whose epoch was destroyed does not."""
    epochs = ring.epochs()
    found = {}
    for subject, wrapped in rows:
        if epoch := epochs.get(int.from_bytes(wrapped[:_EPOCH])):
            body = wrapped[_EPOCH:]
            found[subject] = AESGCM(epoch.wrapping.decrypt(body[:_NONCE], body[_NONCE:], subject.bytes))
    return found


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
    return digests(kind, [value])[0]


def digests(kind: str, values: Iterable[str]) -> list[bytes]:
    epoch, key = ring.current(), ring.lookup_key()
    number, label = epoch.number.to_bytes(_EPOCH), [kind.encode()]
    bare = (hmac.digest(key, f"{kind}:{value.strip().upper()}".encode(), "sha256") for value in values)
    return [number + epoch.digests.encrypt(one, label) for one in bare]


def marks(kind: str, values: Iterable[str]) -> list[bytes]:
    """Keyed digests of one block, not wrapped under any epoch: for rows by the million that live for days and are dropped."""
    mark = marker(kind)
    return [mark(one) for one in values]


def marker(kind: str) -> Callable[[str], bytes]:
    """How the marks of a kind are made: for who makes them one by one."""
    key, person = ring.lookup_key(), hashlib.sha256(f"mark:{kind}".encode()).digest()[:16]
    return lambda value: hashlib.blake2b(value.encode(), digest_size=BLOCK, key=key, person=person).digest()


def find_many(kind: str, values: Iterable[str]) -> dict[str, list[UUID]]:
    """Return the persons of each value that somebody has, in one query: to match a file against what is known."""
    asked = list(set(values))
    wanted = dict(zip(digests(kind, asked), asked, strict=True))
    rows = Lookup.objects.filter(kind=kind, digest__among=frozenset(wanted)).values_list("digest", "subject")
    found: dict[str, list[UUID]] = {}
    for wrapped, subject in rows:
        found.setdefault(wanted[bytes(wrapped)], []).append(subject)
    return found


def traced_any(ways: Iterable[Iterable[str]]) -> QuerySet[Trace]:
    """Return the traces of the persons who were marked with all parts of at least one of these ways of reading."""
    epoch, wanted = ring.current(), Q(pk__in=[])
    for parts in ways:
        wanted |= Q(parts__contains=blocks(wrap_parts(epoch, bare_parts(parts))))
    return Trace.objects.filter(wanted)


def bare_parts(parts: Iterable[str]) -> bytes:
    """Return the keyed digests of parts of names, a block each, not wrapped; they never leave the process."""
    key = ring.lookup_key()
    return b"".join(_bare_part(key, part) for part in parts)


@lru_cache(maxsize=50_000)
def _bare_part(key: bytes, part: str) -> bytes:
    return hmac.digest(key, b"part:" + part.encode(), "sha256")[:BLOCK]


def wrap_parts(epoch: ring.Epoch, bare: bytes) -> bytes:
    return epoch.traces.encryptor().update(bare)


def blocks(body: bytes) -> list[UUID]:
    """Cut a body into its blocks, as the table keeps them."""
    return [UUID(bytes=body[i : i + BLOCK]) for i in range(0, len(body), BLOCK)]


def mask_name(name: str) -> str:
    """王小明 → 王**; a long Mongolian name keeps its first character: 乌兰图雅 → 乌***."""
    return name[:1] + "*" * (len(name) - 1)


def mask_number(number: str) -> str:
    """Keep the last two characters: enough to tell two rows apart, too little to find anybody."""
    return "*" * max(len(number) - 2, 0) + number[-2:] if len(number) > 4 else "*" * len(number)


def _label(subject: UUID, field: str) -> bytes:
    return subject.bytes + field.encode()
