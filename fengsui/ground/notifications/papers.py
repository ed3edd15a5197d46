"""What is printed of a batch: the data that `documents/notification.py` sets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages import places
from fengsui.ground.notifications import placeholders
from fengsui.ground.org.queries import names
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fengsui.ground.notifications.models import Batch, Notification, Wording


def data(batch: Batch, rows: Sequence[Notification]) -> dict[str, Any]:
    """Everything, with names and fields in full; who asks for it has asked for the right."""
    issuer = names([batch.made_by_id]).get(batch.made_by_id, "") if batch.made_by_id else ""
    opened = vault.open_all(
        triple for row in rows for triple in ((row.pk, "name", row.name_sealed), (row.pk, "fields", row.fields_sealed))
    )
    told = [
        {
            "name": name, "number": row.number_label,
            "text": text(batch.wording, batch.unit.name, batch.day, issuer, row.number_label, name,
                         {**batch.shared, **json.loads(fields or "{}")}),
        }
        for row, name, fields in zip(rows, opened[::2], opened[1::2], strict=True)
    ]  # fmt: skip
    return {
        "title": batch.wording.template.title, "unit": batch.unit.name, "date": batch.day, "persons": told,
        "drill": clock.is_drill(), "language": "zh",
    }  # fmt: skip


def text(wording: Wording, unit: str, day: date, issuer: str, number: str, name: str, fields: Mapping[str, str]) -> str:
    """The text as one person reads it."""
    return places.filled(wording.text, {
        **fields, placeholders.NAME: name, placeholders.UNIT: unit, placeholders.DATE: f"{day.year}年{day.month}月{day.day}日",
        placeholders.NUMBER: number, placeholders.ISSUER: issuer,
    })  # fmt: skip
