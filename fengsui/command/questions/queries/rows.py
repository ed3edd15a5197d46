"""Rows of lists: opened, and masked as screens show them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.questions.models import AnswerRow

WIDEST = 8  # columns


def mask(text: str) -> str:
    """A name keeps its first character, a number its last two."""
    return vault.mask_number(text) if any(c.isdigit() for c in text) else vault.mask_name(text)


def mask_cells(sealed: str) -> str:
    """The sealed cells of a row as a screen shows them."""
    return ", ".join(mask(text) for text in json.loads(sealed).values()) if sealed else ""


def opened(rows: Iterable[AnswerRow]) -> list[tuple[AnswerRow, list[str]]]:
    """Rows with all their cells in full, in the order of the columns; one query for all keys.

    The personal cells of a destroyed row are empty.
    """
    listed = list(rows)
    secrets = vault.open_all((row.pk, "cells", row.cells_sealed) for row in listed)
    found = []
    for row, secret in zip(listed, secrets, strict=True):
        cells = row.cells | (json.loads(secret) if secret else {})
        found.append((row, [cells.get(str(i), "") for i in range(WIDEST)]))
    return found


def masked(rows: Iterable[AnswerRow]) -> list[tuple[AnswerRow, list[str]]]:
    """Rows as a screen shows them: personal cells masked."""
    return [
        (row, [text if str(i) in row.cells else mask(text) for i, text in enumerate(cells)])
        for row, cells in opened(rows)
    ]
