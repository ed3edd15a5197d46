"""Making, sealing and destroying persons' keys. Called by the rooms' actions, which ask for rights and journal."""

from __future__ import annotations

import os
from itertools import batched, islice
from typing import TYPE_CHECKING
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from fengsui.ground.clock import queries as clock
from fengsui.ground.vault import bulk, ring
from fengsui.ground.vault import queries as vault
from fengsui.ground.vault.models import Key, Lookup, Trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FORMAT = b"\x01"  # AES-256-GCM; another number will mean another cipher (SM4-GCM)


class Pen:
    """Seals the values of one person."""

    def __init__(self, subject: UUID, key: AESGCM) -> None:
        self.subject = subject
        self._key = key

    def seal(self, field: str, value: str) -> bytes:
        """Return the sealed bytes of a value; nothing is sealed as nothing."""
        if not value:
            return b""
        nonce = os.urandom(12)
        return _FORMAT + nonce + self._key.encrypt(nonce, value.encode(), self.subject.bytes + field.encode())

    def seal_rows(self, values: Iterable[tuple[UUID, bytes]]) -> list[bytes]:
        """Seal one value per row of a table whose rows share this key; each opens as the field that is its row's id."""
        listed, encrypt, mine = list(values), self._key.encrypt, self.subject.bytes
        nonces = os.urandom(12 * len(listed))
        return [
            _FORMAT + (nonce := nonces[12 * n : 12 * n + 12]) + encrypt(nonce, value, mine + row.hex.encode())
            for n, (row, value) in enumerate(listed)
        ]


def admit(subjects: Iterable[UUID]) -> list[Pen]:
    """Make a key for each new person."""
    epoch = ring.current()
    made = [(subject, AESGCM.generate_key(256)) for subject in subjects]
    bulk.copy(Key, ("subject", "wrapped"), [(subject, _wrap(epoch, subject, key)) for subject, key in made])
    return [Pen(subject, AESGCM(key)) for subject, key in made]


def new() -> Pen:
    """Make a new person's id (time-ordered) and key."""
    return admit([uuid7()])[0]


def pen(subject: UUID) -> Pen:
    """Return the pen of a living person, to correct a value. Raises LookupError if the person was destroyed."""
    key = vault.keys([subject]).get(subject)
    if key is None:
        raise LookupError(f"{subject} was destroyed")
    return Pen(subject, key)


def pens(subjects: Iterable[UUID]) -> dict[UUID, Pen]:
    """Return the pens of the living among the subjects, in one query."""
    return {subject: Pen(subject, key) for subject, key in vault.keys(subjects).items()}


def shared(subjects: Iterable[UUID]) -> dict[UUID, Pen]:
    """The pens of keys that belong to no person but to a purpose (a unit's day); several at once may make them."""
    wanted = sorted(set(subjects))
    there = pens(wanted)
    if missing := [subject for subject in wanted if subject not in there]:
        epoch = ring.current()
        made = [Key(subject, _wrap(epoch, subject, AESGCM.generate_key(256))) for subject in missing]
        Key.objects.bulk_create(made, ignore_conflicts=True)
        there |= pens(missing)
    return there


def index(subject: UUID, **identifiers: str) -> None:
    """Make a person findable by its identifiers (kind=value); an empty value removes the kind."""
    Lookup.objects.filter(subject_id=subject, kind__in=identifiers).delete()
    Lookup.objects.bulk_create(
        Lookup(subject_id=subject, kind=kind, digest=vault.digest(kind, value))
        for kind, value in identifiers.items()
        if value
    )


def reindex(kind: str, identifiers: Mapping[UUID, str]) -> None:
    """The same for persons who may have one of this kind already; an empty value removes it."""
    Lookup.objects.filter(kind=kind, subject__among=frozenset(identifiers)).delete()
    index_many(kind, {subject: value for subject, value in identifiers.items() if value})


def index_many(kind: str, identifiers: Mapping[UUID, str]) -> None:
    """Make new persons findable by an identifier of one kind: for registering many at once."""
    found = vault.digests(kind, identifiers.values())
    rows = ((subject, kind, digest) for subject, digest in zip(identifiers, found, strict=True))
    bulk.copy(Lookup, ("subject_id", "kind", "digest"), rows)


def trace(parts: Mapping[UUID, Iterable[str]]) -> None:
    """Make persons findable by parts of their names (the words of a blind index); replaces what was there."""
    Trace.objects.filter(subject__among=frozenset(parts)).delete()
    trace_new(parts)


def trace_new(parts: Mapping[UUID, Iterable[str]]) -> None:
    """The same for persons who have no trace yet, in one COPY."""
    epoch = ring.current()
    listed = {subject: list(dict.fromkeys(words)) for subject, words in parts.items()}
    bare = vault.bare_parts(word for words in listed.values() for word in words)
    found = iter(batched(vault.wrap_parts(epoch, bare).hex(), 2 * vault.BLOCK, strict=True))
    arrays = (",".join(map("".join, islice(found, len(words)))) for words in listed.values())
    rows = ((subject, epoch.number, f"{{{array}}}") for subject, array in zip(listed, arrays, strict=True) if array)
    bulk.copy(Trace, ("subject_id", "epoch", "parts"), rows)


def destroy(subjects: Iterable[UUID]) -> int:
    """Destroy persons: keys and digests. Irreversible. Follow it with `rotate` once per run. Return how many."""
    listed = frozenset(subjects)
    Trace.objects.filter(subject__among=listed).delete()
    Lookup.objects.filter(subject__among=listed).delete()
    return bulk.remove(Key, listed)


def rotate() -> int:
    """Begin a new epoch, re-wrap the living, destroy the old epochs' keys. Return how many keys were re-wrapped.

    A crash before the last step leaves both epochs; the next rotation finishes. The commit must come before `retire`:
    so this is never called inside an open transaction.
    """
    if transaction.get_connection().in_atomic_block:
        raise RuntimeError("vault.rotate() must run outside a transaction")
    fresh = ring.begin()
    with transaction.atomic():
        count = _rewrap_keys(fresh)
        _rewrap_digests(fresh)
        _rewrap_traces(fresh)
    ring.retire(before=fresh.number)
    return count


def _rewrap_keys(fresh: ring.Epoch) -> int:
    count = 0
    for row in Key.objects.select_for_update().iterator(2000):
        wrapped = bytes(row.wrapped)
        old = ring.epoch(int.from_bytes(wrapped[:4]))
        if old is None:
            continue
        bare = old.wrapping.decrypt(wrapped[4:16], wrapped[16:], row.pk.bytes)
        row.wrapped = _wrap(fresh, row.pk, bare)
        row.save(update_fields=["wrapped"])
        count += 1
    return count


def _rewrap_digests(fresh: ring.Epoch) -> None:
    for row in Lookup.objects.select_for_update().iterator(2000):
        wrapped = bytes(row.digest)
        if old := ring.epoch(int.from_bytes(wrapped[:4])):
            bare = old.digests.decrypt(wrapped[4:], [row.kind.encode()])
            row.digest = fresh.number.to_bytes(4) + fresh.digests.encrypt(bare, [row.kind.encode()])
            row.save(update_fields=["digest"])


def _rewrap_traces(fresh: ring.Epoch) -> None:
    rows = Trace.objects.select_for_update().exclude(epoch=fresh.number)
    for batch in batched(rows.iterator(2000), 2000, strict=False):
        for row in batch:
            if old := ring.epoch(row.epoch):
                body = b"".join(part.bytes for part in row.parts)
                bare = old.traces.decryptor().update(body)
                row.epoch, row.parts = fresh.number, vault.blocks(vault.wrap_parts(fresh, bare))
        Trace.objects.bulk_update(batch, ["epoch", "parts"])


def _wrap(epoch: ring.Epoch, subject: UUID, key: bytes) -> bytes:
    nonce = os.urandom(12)
    return epoch.number.to_bytes(4) + nonce + epoch.wrapping.encrypt(nonce, key, subject.bytes)


def uuid7() -> UUID:
    """Return a time-ordered UUID (RFC 9562, version 7): near neighbours in the index are near in time."""
    return uuids7(1)[0]


def uuids7(number: int) -> list[UUID]:
    stamp = (int(clock.wall().timestamp() * 1000) << 16 | 0x7000) << 64 | 0x2 << 62
    chance = os.urandom(10 * number)
    found = (int.from_bytes(chance[at : at + 10]) & _CHANCE for at in range(0, 10 * number, 10))
    return [UUID(int=stamp | one) for one in found]


_CHANCE = ~(0xF << 76 | 0x3 << 62)  # all bits but those of version and variant
