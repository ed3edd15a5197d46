"""The data of notifications to persons (告知书) with their proofs of service (送达回证), for `typst/notification.typ`.

title       of the paper; unit: who notifies (署名); date: on the paper
persons     [{"name", "number", "text"}]: what each reads, filled in; a line a paragraph, 一、 is a heading as in official.py
drill       marks on every page

It is no statutory kind: no red head, no imprint, no QR code. It stands on the same grid. Nothing of it is kept (the room of
the notifications says why). Text is text: nothing in it is read as mark-up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.ground.documents import official
from fengsui.ground.documents.titles import broken

if TYPE_CHECKING:
    from collections.abc import Mapping


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same data as the template wants it."""
    return {
        "language": "zh",
        "title": broken(data["title"]),
        "plain_title": data["title"],
        "unit": str(data["unit"]),
        "date": official.day(data["date"]),
        "persons": [
            {"name": one["name"], "number": one["number"], "text": official.paragraphs(one["text"])}
            for one in data["persons"]
        ],
        "drill": bool(data.get("drill")),
    }
