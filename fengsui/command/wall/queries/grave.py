"""What is wrong: of the last look for now, out of the ledger for the past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.command.assessment.queries import looked, observed, rows
from fengsui.ground.checks.declare import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.command.assessment.findings import Row
    from fengsui.command.assessment.queries.snapshots import Seen
    from fengsui.command.wall.queries.look import Look

MOST = 120  # read at most, the gravest; what lies beyond makes the map say that it does not know


@dataclass(frozen=True)
class Grave:
    """The gravest findings as of a moment; `total` counts those that were not read, too. at None: nobody looked yet."""

    at: datetime | None
    findings: Sequence[Seen | Row]
    total: int

    @property
    def unread(self) -> int:
        """How grave a finding that was not read may be; 0: all were read."""
        if self.at is None:
            return Severity.ALARM
        return min(one.severity for one in self.findings) if self.total > len(self.findings) else 0

    @property
    def worst(self) -> dict[int, Severity]:
        """Unit id → the gravest that was found there."""
        found: dict[int, Severity] = {}
        for one in self.findings:
            found[one.unit.pk] = max(one.severity, found.get(one.unit.pk, one.severity))
        return found


def grave(look: Look) -> Grave:
    if look.path is None:
        return Grave(None, [], 0)
    if look.known is not None:
        if looked(look.day) is None:
            return Grave(None, [], 0)
        found = [row for row in rows(look.day, look.nodes, look.known) if row.is_open]
        return Grave(look.known, found, len(found))
    seen = observed(look.day, look.path, MOST, states=False)
    return Grave(seen.at, seen.findings, seen.total) if seen else Grave(None, [], 0)
