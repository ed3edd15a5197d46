"""What a batch made and changed, kept sealed beside it so that it can be undone."""

from __future__ import annotations

import json
from itertools import batched
from typing import TYPE_CHECKING, Any

from fengsui.ground.exchange.actions.storing import pen
from fengsui.ground.exchange.models import Taken
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fengsui.ground.exchange.models import Batch

_PART = 1000
_LABEL = "taken"


class Record:
    """Notes made and changed records, in the order of the taking: table, id, and of a changed one the fields before and after."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.made = self.changed = 0
        self._rows: dict[str, list[list[Any]]] = {}

    def make(self, sheet: str, table: str, ids: Iterable[object]) -> None:
        rows = [[table, str(pk)] for pk in ids]
        self.made += len(rows)
        self._rows.setdefault(sheet, []).extend(rows)

    def change(self, sheet: str, table: str, pk: object, before: dict[str, str], after: dict[str, str]) -> None:
        self.changed += 1
        self._rows.setdefault(sheet, []).append([table, str(pk), before, after])

    def close(self) -> None:
        """Keep it, sealed."""
        own = pen(self.batch)
        parts = [(sheet, some) for sheet, rows in self._rows.items() for some in batched(rows, _PART, strict=False)]
        Taken.objects.bulk_create(
            Taken(batch=self.batch, sheet=sheet, number=number, body_sealed=own.seal(_LABEL, json.dumps(some, ensure_ascii=False)))
            for number, (sheet, some) in enumerate(parts)
        )  # fmt: skip


def read(batch: Batch) -> Iterator[list[Any]]:
    """What was noted, in the order of the taking. Nothing once the batch's key is destroyed."""
    key = vault.keys([batch.pk]).get(batch.pk)
    for part in Taken.objects.filter(batch=batch).order_by("number").iterator(50):
        yield from json.loads(vault.open_value(key, batch.pk, _LABEL, part.body_sealed) or "[]")
