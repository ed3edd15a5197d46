"""Whom gates look out for: in force at a gate, opened for comparing, and as hashes that a phone can compare offline."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.frontline.gates.models import Listed
from fengsui.frontline.gates.queries.store import normal
from fengsui.ground.org.models import Tie
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fengsui.frontline.gates.models import Gate
    from fengsui.ground.org.models import Unit

HASH = 8  # bytes of a phone's hash: enough to tell a listed person from thousands


@dataclass(frozen=True)
class Wanted:
    """A listed person with what recognises them; empty where nothing was entered or it was destroyed."""

    row: Listed
    name: str
    number: str


def above(unit: Unit) -> set[int]:
    """The unit and all above it in any line: whose lists hold at its gates."""
    paths = Tie.objects.on().filter(unit=unit).values_list("path", flat=True)
    return {unit.pk} | {int(step) for path in paths for step in path.split(".")[1:]}


def in_force(unit: Unit, moment: datetime | None = None) -> list[Wanted]:
    """Whom the gates of a unit look out for at a moment (now): three queries."""
    return opened(Listed.objects.on(moment).filter(unit__in=above(unit)).order_by("pk"))


def opened(rows: Iterable[Listed]) -> list[Wanted]:
    """Rows with their names and numbers, with one query for all keys."""
    listed = list(rows)
    if not listed:
        return []
    names = vault.open_all((row.pk, "name", row.name_sealed) for row in listed)
    numbers = vault.open_all((row.pk, "number", row.number_sealed) for row in listed)
    return [Wanted(*one) for one in zip(listed, names, numbers, strict=True)]


def listed_hashes(gate: Gate, salt: bytes) -> list[str]:
    """What a phone compares a typed name or number with: hex of the first 8 bytes of SHA-256(salt ‖ text in UTF-8).

    The text is plain as in `store.normal`: NFKC, capitals, no blanks; of a number only letters and digits. A match only says “ask for the number, call the duty chief”: whether it is the person is found out when the record arrives.
    """
    wanted = in_force(gate.unit)
    found = {normal("name", one.name) for one in wanted} | {normal("number", one.number) for one in wanted}
    return sorted(hashlib.sha256(salt + text.encode()).digest()[:HASH].hex() for text in found if text)
