"""An approved answer in words: every passage with its gate and who it was, by gate, and as a sheet or paper for the requester."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fengsui.frontline.gates.models import Direction, Gate, Outcome
from fengsui.frontline.gates.queries import traces
from fengsui.frontline.gates.queries.store import opened
from fengsui.frontline.gates.queries.whom import gates_of
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from fengsui.frontline.gates.models import Trace
    from fengsui.frontline.gates.queries.store import Opened, Seen


@dataclass(frozen=True)
class Line:
    """A passage in words. minutes: how far from the person's nearest passage at that gate (None: it is the person's own)."""

    row: Seen
    gate: Gate
    who: Opened
    minutes: int | None = None

    @property
    def day(self) -> date:
        return clock.local(self.row.at).date()

    @property
    def way(self) -> str:
        return str(Direction(self.row.direction).label)

    @property
    def turned_away(self) -> bool:
        return self.row.outcome == Outcome.REFUSED

    @property
    def celsius(self) -> float | None:
        heat = self.row.heat if self.row.heat_again is None else self.row.heat_again
        return None if heat is None else heat / 10

    @property
    def name(self) -> str:
        """Who or what it was, as far as it is known."""
        return self.who.name or self.who.plate


@dataclass(frozen=True)
class At:
    """A gate with how often the person passed and how many others were near."""

    gate: Gate
    passages: int
    others: int


@dataclass(frozen=True)
class Told:
    mine: list[Line]
    others: list[Line]
    gates: list[At]
    persons: int  # different persons among the others, as far as they can be told apart
    more: bool


def told(trace: Trace, most: int) -> Told:
    """The whole answer, opened: only for who looks at an approved trace, which is written down before."""
    gates = {one.pk: one for one in gates_of(trace.unit).select_related("station", "unit")}
    found = traces.answer(trace, set(gates), most)
    said = opened([*found.passages, *found.others], masked=False)
    at: dict[int, list[datetime]] = {}
    for row in found.passages:
        at.setdefault(row.gate_id, []).append(row.at)
    mine = [Line(row, gates[row.gate_id], said[row.pk]) for row in found.passages]
    others = [Line(row, gates[row.gate_id], said[row.pk], _near(row, at[row.gate_id])) for row in found.others]
    persons = len({row.who or row.plate or row.pk for row in found.others})
    return Told(mine, others, _by_gate(mine, others), persons, found.more)


def _near(row: Seen, moments: list[datetime]) -> int:
    return round(min(abs((row.at - one).total_seconds()) for one in moments) / 60)


def _by_gate(mine: Iterable[Line], others: Iterable[Line]) -> list[At]:
    passed = Counter(line.row.gate_id for line in mine)
    near = Counter(line.row.gate_id for line in others)
    gates = {line.gate.pk: line.gate for line in mine}
    return [At(gates[pk], n, near[pk]) for pk, n in passed.most_common()]


def cells(line: Line) -> list[Any]:
    """A line as a row of the sheet that is given out."""
    who = line.who
    return [
        line.row.at, line.gate.unit.label, str(line.gate), line.way, line.name, who.building, who.room, who.phone, who.number,
        who.plate, line.celsius, line.minutes,
    ]  # fmt: skip
