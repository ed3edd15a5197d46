"""What is wrong: of the last look for now, out of the ledger for the past."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fengsui.command.assessment.queries import looked, observed, rows
from fengsui.ground.checks.declare import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from fengsui.command.assessment.findings import Row
    from fengsui.command.assessment.queries.snapshots import Seen
    from fengsui.command.wall.queries.look import Look

MOST = 7  # so many are said in words; of the others only how grave they are, unit by unit


@dataclass(frozen=True)
class Grave:
    """The gravest findings as of a moment; `total` counts those that are not among them, too. at None: nobody looked yet.

    worst: unit id → the gravest that was found there, of all findings.
    """

    at: datetime | None
    findings: Sequence[Seen | Row]
    total: int
    worst: Mapping[int, int] = field(default_factory=dict)

    @property
    def unread(self) -> int:
        """How grave a finding may be that is not known of; 0: somebody looked."""
        return Severity.ALARM if self.at is None else 0


def grave(look: Look) -> Grave:
    if look.path is None:
        return Grave(None, [], 0)
    if look.known is not None:
        return _past(look, look.known)
    seen = observed(look.day, {node.unit_id for node in look.nodes}, MOST, states=False)
    return Grave(seen.at, seen.findings, seen.total, seen.worst) if seen else Grave(None, [], 0)


def _past(look: Look, known: datetime) -> Grave:
    if looked(look.day) is None:
        return Grave(None, [], 0)
    found = [row for row in rows(look.day, look.nodes, known) if row.is_open]
    worst: dict[int, int] = {}
    for row in found:
        worst[row.unit.pk] = max(row.severity, worst.get(row.unit.pk, 0))
    return Grave(known, found, len(found), worst)
