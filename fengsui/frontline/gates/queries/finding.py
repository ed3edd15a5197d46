"""Whom a keeper means by what is typed: a name, the last digits, a plate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.frontline.gates.queries.regulars import standing
from fengsui.frontline.gates.queries.store import normal
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.frontline.gates.models import Regular
    from fengsui.ground.org.models import Unit

MOST = 9  # chosen by a digit


def candidates(unit: Unit, typed: str = "", *, pk: UUID | None = None) -> list[Regular]:
    """The regulars of a unit who are meant: one by id; else by name, last digits or plate, wholly or by how a name begins."""
    if pk:
        return list(standing(unit).filter(pk=pk))
    rows = list(standing(unit).order_by("pk"))
    plain = normal("plate", typed)
    if not plain:
        return []
    sealed = [(row.pk, key, getattr(row, f"{key}_sealed")) for row in rows for key in ("name", "tail", "plate")]
    opened = [normal("plate", value) for value in vault.open_all(sealed)]
    said = {row.pk: opened[n * 3 : n * 3 + 3] for n, row in enumerate(rows)}
    exact = [row for row in rows if plain in said[row.pk]]
    return (exact or [row for row in rows if said[row.pk][0].startswith(plain)])[:MOST]
