"""The evening reports as they come in: per system with its cut-off, who is missing, and when each was signed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db.models import Min

from fengsui.command.reports.measures import CUTOFF, OWED
from fengsui.command.reports.models import BUREAU_KINDS, Stage, Step, owes
from fengsui.command.wall.queries.epoch import Epoch
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
    times: dict[datetime, int]  # minute → how many reports were first signed in it, in order

    @property
    def m(self) -> int:
        return len(self.missing) + len(self.signed)

    @property
    def silent(self) -> int:
        return sum(silent for _node, silent in self.missing)


def coming(look: Look) -> Coming:
    end = clock.last_moment(look.day)
    owed, reading = measures.readings(OWED, CUTOFF, at=end, known=look.known)
    own, kinds = look.today.own, {node.kind for node in look.nodes}
    alone = {row.unit_id for row in (*owed.rows, *reading.rows) if row.unit_id}  # units with a measure of their own
    usual = {kind: owes(owed, kind, _NOBODY) for kind in kinds}  # asked once for a kind, not for each of 2,000 units
    cutoffs = {system: clock.on(look.day, reading.system(system)) for system in System}
    passed = {kind: look.moment > cutoffs[_system(kind)] for kind in kinds}

    def is_owing(node: Node) -> bool:
        return owes(owed, node.kind, node.unit_id) if node.unit_id in alone else usual[node.kind]

    def is_silent(node: Node) -> bool:
        if node.unit_id not in alone:
            return passed[node.kind]
        return look.moment > clock.on(look.day, reading.at(_system(node.kind), node.unit_id))

    nodes = [node for node in look.nodes if node.unit_id in own and is_owing(node)]
    missing = [(node, is_silent(node)) for node in nodes if not own[node.unit_id]]
    missing.sort(key=lambda row: (not row[1], row[0].kind in BUREAU_KINDS))
    signed = [node for node in nodes if own[node.unit_id]]
    times = _times(look, {node.unit_id for node in nodes}) if nodes else {}
    return Coming(_systems(nodes, look, cutoffs), missing, signed, times)


_NOBODY = 0  # the id of no unit


def _system(kind: str) -> System:
    return SYSTEM_OF.get(UnitKind(kind), System.BUREAU)


def _times(look: Look, owing: set[int]) -> dict[datetime, int]:
    """The minutes in which reports were first signed."""
    steps = Step.objects.until(look.known).filter(report__day=look.day, stage=Stage.SIGNED)
    firsts = steps.values_list("report__unit").annotate(at=Epoch(Min("at")))
    counted = Counter(at // 60 for unit_id, at in firsts if unit_id in owing)
    return {datetime.fromtimestamp(minute * 60, UTC): counted[minute] for minute in sorted(counted)}


def _systems(nodes: list[Node], look: Look, cutoffs: dict[System, datetime]) -> list[Progress]:
    """The systems that owe reports, in the order of the house."""
    all_of, signed_of = Counter[System](), Counter[System]()
    for (kind, signed), count in Counter((node.kind, look.today.own[node.unit_id]) for node in nodes).items():
        all_of[_system(kind)] += count
        signed_of[_system(kind)] += count if signed else 0
    return [
        Progress(system, signed_of[system], all_of[system], cutoffs[system], look.moment > cutoffs[system])
        for system in System
        if system in all_of
    ]
