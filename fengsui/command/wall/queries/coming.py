"""The evening reports as they come in: per system with its cut-off, who is missing, and when each was signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fengsui.command.reports.measures import CUTOFF, OWED
from fengsui.command.reports.models import BUREAU_KINDS, owes
from fengsui.command.reports.queries import first_signatures
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import SYSTEM_OF, System, UnitKind

if TYPE_CHECKING:
    from fengsui.command.wall.queries.look import Look
    from fengsui.ground.org.queries import Node


@dataclass(frozen=True)
class Progress:
    """How many reports of a system are signed. cutoff: the system's; a unit may have one of its own."""

    system: System
    n: int
    m: int
    cutoff: datetime
    passed: bool

    @property
    def name(self) -> str:
        return str(self.system.label)

    @property
    def tone(self) -> str:
        """good: all are in; bad: some are missing after the cut-off; due: some may still come."""
        return "good" if self.n == self.m else "bad" if self.passed else "due"


@dataclass(frozen=True)
class Coming:
    """The reports of the day at and below the unit."""

    systems: list[Progress]
    missing: list[tuple[Node, bool]]  # not signed, and whether its own cut-off has passed; the silent first
    signed: list[Node]
    times: list[datetime]  # of each report's first signature, in order

    @property
    def m(self) -> int:
        return len(self.missing) + len(self.signed)

    @property
    def silent(self) -> int:
        return sum(silent for _node, silent in self.missing)


def coming(look: Look) -> Coming:
    end = clock.midnight(look.day) + timedelta(days=1, microseconds=-1)
    owed, reading = measures.readings(OWED, CUTOFF, at=end, known=look.known)
    nodes = [node for node in look.nodes if node.unit_id in look.today.own and owes(owed, node.kind, node.unit_id)]
    owing = {node.unit_id for node in nodes}
    cutoffs = {system: clock.on(look.day, reading.system(system)) for system in System}
    alone = {row.unit_id for row in reading.rows if row.unit_id}  # units with a cut-off of their own

    def cutoff(node: Node) -> datetime:
        system = _system(node)
        return clock.on(look.day, reading.at(system, node.unit_id)) if node.unit_id in alone else cutoffs[system]

    missing = [(node, look.moment > cutoff(node)) for node in nodes if not look.today.own[node.unit_id]]
    missing.sort(key=lambda row: (not row[1], row[0].kind in BUREAU_KINDS))
    signed = [node for node in nodes if look.today.own[node.unit_id]]
    times = [at for pk, at in first_signatures(look.day, look.known).items() if pk in owing] if nodes else []
    return Coming(_systems(nodes, look, cutoffs), missing, signed, sorted(times))


def _system(node: Node) -> System:
    return SYSTEM_OF.get(UnitKind(node.kind), System.BUREAU)


def _systems(nodes: list[Node], look: Look, cutoffs: dict[System, datetime]) -> list[Progress]:
    """The systems that owe reports, in the order of the house."""
    found: dict[System, list[bool]] = {}
    for node in nodes:
        found.setdefault(_system(node), []).append(look.today.own[node.unit_id])
    return [
        Progress(system, sum(found[system]), len(found[system]), cutoffs[system], look.moment > cutoffs[system])
        for system in System
        if system in found
    ]
