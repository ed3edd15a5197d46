"""Writing and sealing. Import as `from fengsui.ground.journal import actions as journal`."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.models import Entry, Leaf, Seal
from fengsui.ground.journal.queries import digest, facts, link

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

_SEAL_LOCK = 7_301  # advisory lock: one sealer at a time
_BACKLOG = timedelta(days=1)  # a transaction open longer than this would escape sealing; `journal verify` counts them


def write(
    kind: str, *, by: UUID | None, unit: int | None, about: str, at: datetime | None = None, **data: Any
) -> Entry:
    """Write a fact. `kind` and the keys of `data` must be declared in a `facts.py`.

    at: event time, now if not given. Known time is now. Raises LookupError or ValueError for what is not declared:
    a personal value has no declared field to slip in by.
    """
    _check(kind, data)
    deeds.told()
    known = clock.now()
    return Entry.objects.create(kind=kind, at=at or known, known_at=known, actor=by, unit=unit, about=about, data=data)


def statement(kind: str, *, by: UUID | None, unit: int | None, about: str, **data: Any) -> tuple[str, list[Any]]:
    """The same as text with its values, for who sends it together with other statements."""
    _check(kind, data)
    deeds.told()
    known = clock.now()
    return _WRITE, [kind, known, known, by, unit, about, json.dumps(data, ensure_ascii=False)]


_WRITE = "insert into journal_entry (kind, at, known_at, actor, unit, about, data) values (%s, %s, %s, %s, %s, %s, %s)"


def write_many(kind: str, told: Iterable[tuple[int, str, dict[str, Any]]], *, by: UUID | None) -> None:
    """Write one fact of many units, (unit, about, data) each, in one query: what an act on a whole file says of each."""
    known, entries = clock.now(), []
    for unit, about, data in told:
        _check(kind, data)
        entries.append(Entry(kind=kind, at=known, known_at=known, actor=by, unit=unit, about=about, data=data))
    deeds.told()
    Entry.objects.bulk_create(entries, batch_size=2000)


def _check(kind: str, data: dict[str, Any]) -> None:
    fact = facts().get(kind)
    if fact is None:
        raise LookupError(f"journal kind {kind} is not declared in any facts.py")
    if unknown := data.keys() - fact.fields.keys():
        raise ValueError(f"journal kind {kind} does not declare {sorted(unknown)}")


@transaction.atomic
def seal(most: int = 5000) -> int:
    """Seal the entries that are committed and not yet sealed. Return how many.

    Ids are taken before commit, so a small id may appear after a larger one: membership is by leaf, not by range.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_SEAL_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    last = Seal.objects.order_by("-pk").first()
    open_entries = Entry.objects.filter(leaf__isnull=True)
    if last:
        open_entries = open_entries.filter(written_at__gt=last.sealed_at - _BACKLOG)
    entries = list(open_entries.order_by("pk")[:most])
    if not entries:
        return 0
    digests = [digest(entry) for entry in entries]
    previous = bytes(last.hash) if last else b""
    made = Seal.objects.create(pk=last.pk + 1 if last else 1, entries=len(entries), hash=link(previous, digests))
    Leaf.objects.bulk_create(Leaf(entry=e, seal=made, digest=d) for e, d in zip(entries, digests, strict=True))
    return len(entries)
