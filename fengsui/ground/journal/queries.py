from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING

from fengsui import house
from fengsui.ground.journal.declare import Fact
from fengsui.ground.journal.models import Entry, Leaf, Seal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet


@cache
def facts() -> dict[str, Fact]:
    """All declared facts by kind."""
    return {fact.kind: fact for fact in house.declared("facts", Fact)}


def digest(entry: Entry) -> bytes:
    """SHA-256 over everything an entry says, in one fixed spelling."""
    said = [
        entry.pk, entry.kind, entry.at.timestamp(), entry.known_at.timestamp(), entry.written_at.timestamp(),
        str(entry.actor or ""), entry.unit, entry.about, entry.data,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).digest()


def link(previous: bytes, digests: list[bytes]) -> bytes:
    return hashlib.sha256(previous + b"".join(digests)).digest()


def verify(batch: int = 1000) -> Iterator[str]:
    """Go through the whole chain and yield a sentence for everything that is not as it was sealed."""
    previous, expected = b"", 1
    for seal in Seal.objects.order_by("pk").iterator(batch):
        if seal.pk != expected:
            yield f"seal {expected} is missing"
            expected = seal.pk
        leaves = list(Leaf.objects.filter(seal=seal).order_by("pk").values_list("pk", "digest"))
        entries = Entry.objects.in_bulk([pk for pk, _ in leaves])
        for pk, sealed in leaves:
            if pk not in entries:
                yield f"entry {pk}, sealed in seal {seal.pk}, was removed"
            elif digest(entries[pk]) != bytes(sealed):
                yield f"entry {pk}, sealed in seal {seal.pk}, was changed"
        if len(leaves) != seal.entries or link(previous, [bytes(d) for _, d in leaves]) != bytes(seal.hash):
            yield f"seal {seal.pk} does not fit its entries and the seal before it"
        previous, expected = bytes(seal.hash), expected + 1


def last_seal() -> Seal | None:
    """The newest link of the chain; its number is how many there are."""
    return Seal.objects.order_by("-pk").first()


def counts() -> dict[str, int]:
    return {"entries": Entry.objects.count(), "seals": Seal.objects.count(), "sealed": Leaf.objects.count()}


def history(about: str, known: datetime | None = None) -> list[Entry]:
    """An object's entries, oldest first: all, or those known at a moment."""
    return list(until(Entry.objects.filter(about=about), known).order_by("pk"))


def until(entries: QuerySet[Entry], known: datetime | None) -> QuerySet[Entry]:
    """The entries known at a moment; None: all."""
    return entries if known is None else entries.filter(known_at__lte=known)
