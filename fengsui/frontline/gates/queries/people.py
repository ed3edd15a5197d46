"""The regulars of a unit by name, as a paper names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.frontline.gates.queries.regulars import standing
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from fengsui.frontline.gates.models import Regular
    from fengsui.ground.org.models import Unit


def named(unit: Unit) -> dict[str, list[Regular]]:
    """Name → who bears it at a unit. Names are sealed: all of the unit's are opened, some milliseconds a thousand."""
    found: dict[str, list[Regular]] = {}
    rows = list(standing(unit).order_by("pk"))
    for row, name in zip(rows, vault.open_all((row.pk, "name", row.name_sealed) for row in rows), strict=True):
        found.setdefault(name, []).append(row)
    return found


def names(regulars: Iterable[Regular], *, plain: bool = False) -> dict[UUID, str]:
    """The names of some regulars, masked unless plain; "" of who was destroyed. One query."""
    rows = list({row.pk: row for row in regulars}.values())
    opened = vault.open_all((row.pk, "name", row.name_sealed) for row in rows)
    return {row.pk: name if plain else vault.mask_name(name) for row, name in zip(rows, opened, strict=True)}
