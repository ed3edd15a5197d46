"""Making, sealing and destroying persons' keys. Called by the rooms' actions, which ask for rights and journal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from fengsui.ground.clock import queries as clock
from fengsui.ground.vault import queries as vault
from fengsui.ground.vault import ring
from fengsui.ground.vault.models import Key, Lookup

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def admit(subjects: Iterable[UUID]) -> list[Pen]:
    """Make a key for each new person."""
    epoch = ring.current()
    made = [(subject, AESGCM.generate_key(256)) for subject in subjects]
    Key.objects.bulk_create(Key(pk=subject, wrapped=_wrap(epoch, subject, key)) for subject, key in made)
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


def index(subject: UUID, **identifiers: str) -> None:
    """Make a person findable by its identifiers (kind=value); an empty value removes the kind."""
    Lookup.objects.filter(subject_id=subject, kind__in=identifiers).delete()
    Lookup.objects.bulk_create(
        Lookup(subject_id=subject, kind=kind, digest=vault.digest(kind, value))
        for kind, value in identifiers.items()
        if value
    )


def destroy(subjects: Iterable[UUID]) -> int:
    """Destroy persons: keys and digests. Irreversible. Follow it with `rotate` once per run. Return how many."""
    _, per_model = Key.objects.filter(pk__in=list(subjects)).delete()
    return per_model.get(Key._meta.label, 0)  # noqa: SLF001 - Django's documented way to name a model


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


def _wrap(epoch: ring.Epoch, subject: UUID, key: bytes) -> bytes:
    nonce = os.urandom(12)
    return epoch.number.to_bytes(4) + nonce + epoch.wrapping.encrypt(nonce, key, subject.bytes)


def uuid7() -> UUID:
    """Return a time-ordered UUID (RFC 9562, version 7): near neighbours in the index are near in time."""
    stamp = int(clock.wall().timestamp() * 1000)
    value = stamp << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
