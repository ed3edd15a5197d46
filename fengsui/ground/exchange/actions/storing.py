"""A batch's rows at rest: sealed in parts under the batch's own key."""

from __future__ import annotations

import base64
import hashlib
from itertools import batched
from typing import TYPE_CHECKING

from fengsui.ground.exchange.lines import PART, Line, packed, unpacked
from fengsui.ground.exchange.models import Outcome, Part
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault import queries as vault_queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.exchange.models import Batch
    from fengsui.ground.vault.actions import Pen

_LABEL = "part"


def pen(batch: Batch) -> Pen:
    """The pen of a batch. Raises LookupError once its key is destroyed."""
    return vault.pen(batch.pk)


def put(batch: Batch, sheets: dict[str, list[Line]]) -> None:
    """Keep matched rows: by sheet and outcome, PART rows together; counts go on the batch."""
    Part.objects.filter(batch=batch).delete()
    own = pen(batch)
    parts: list[Part] = []
    batch.counts, said = {}, hashlib.sha256()
    for sheet, lines in sheets.items():
        for outcome in Outcome.values:
            mine = [line for line in lines if line.outcome == outcome]
            if mine:
                batch.counts.setdefault(sheet, {})[outcome] = len(mine)
            for number, some in enumerate(batched(mine, PART, strict=False)):
                body = packed(some)
                said.update(body.encode())
                sealed = own.seal(_LABEL, body)
                parts.append(Part(batch=batch, sheet=sheet, outcome=outcome, number=number, body_sealed=sealed))
    batch.digest = said.hexdigest()
    Part.objects.bulk_create(parts, batch_size=500)


def opened(part: Part) -> list[Line]:
    """The rows of a part; none once the batch's key is destroyed."""
    return unpacked(vault_queries.open_all([(part.batch_id, _LABEL, part.body_sealed)])[0])


def lines(batch: Batch, *outcomes: str, sheet: str = "") -> Iterator[Line]:
    """A batch's rows, part by part, in the order in which they were matched."""
    key = vault_queries.keys([batch.pk]).get(batch.pk)
    parts = Part.objects.filter(batch=batch).order_by("sheet", "outcome", "number")
    parts = parts.filter(outcome__in=outcomes) if outcomes else parts
    for part in (parts.filter(sheet=sheet) if sheet else parts).iterator(100):
        yield from unpacked(vault_queries.open_value(key, batch.pk, _LABEL, part.body_sealed))


def sealed_file(own: Pen, body: bytes) -> bytes:
    return own.seal("file", base64.b64encode(body).decode())


def opened_file(batch: Batch) -> bytes:
    return base64.b64decode(vault_queries.open_all([(batch.pk, "file", batch.file_sealed)])[0])
