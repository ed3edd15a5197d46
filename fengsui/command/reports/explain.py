"""Why a figure is what it is: each unit that owes it, what it signed or only computed, what was overridden, drifted, missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from fengsui.command.reports.models import Field, Stage, Step
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.rollups import Figure, rollup
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.ground.indicators.declare import Asked, Evidence, Indicator
    from fengsui.ground.indicators.queries import State
    from fengsui.ground.indicators.rollups import Rollup
    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.queries import Node

SHOWN = 30  # units of one sort that are named before the page says how many more there are
_APART = ("overridden", "drifted", "missing")


@dataclass(frozen=True)
class Part:
    """One unit's own number: as signed, or only computed. None is missing, never zero.

    value: what counts; computed: what the registers said when it was signed (unsigned: say now); declared: what the officer
    signed instead; now: what the registers say now; drafted: typed in a draft, which does not count yet.
    """

    node: Node
    value: float | None
    computed: float | None
    declared: float | None
    now: float | None
    drafted: float | None = None
    reason: str = ""
    is_signed: bool = False
    signed_at: datetime | None = None
    signed_by: UUID | None = None

    @property
    def is_missing(self) -> bool:
        return self.value is None

    @property
    def is_overridden(self) -> bool:
        """Signed otherwise than the registers said."""
        return self.declared is not None and self.computed is not None and self.declared != self.computed

    @property
    def is_drifted(self) -> bool:
        """Signed, and the registers say something else since."""
        return self.is_signed and None not in {self.computed, self.now} and self.computed != self.now


@dataclass(frozen=True)
class Branch:
    """A direct part of a figure: a unit with others below it, and how many of those need a look."""

    node: Node
    figure: Figure
    part: Part | None  # its own number, if it alone makes the figure
    counts: dict[str, int]


@dataclass(frozen=True)
class Explained:
    """A figure with all that makes it. `own`: the number that the unit owes itself; `parts`: of all units at or below it."""

    unit: Unit
    line: str
    day: date
    indicator: Indicator
    figure: Figure
    own: Part | None
    branches: list[Branch]
    parts: list[Part]
    oldest: datetime | None
    known: datetime | None = None
    apart: dict[str, list[Part]] = field(default_factory=dict)  # overridden, drifted, missing: not among the branches


def explain(unit: Unit, line: str, day: date, code: str, known: datetime | None = None) -> Explained | None:
    """Explain one figure of a unit in a line; None if nobody at or below it owes it. A constant number of queries."""
    rolled = rollup(day, line, unit, known)
    if not rolled.nodes or not rolled.figure(0, code).m:
        return None
    indicator = indicators.indicators()[code]
    owing = [node for node in rolled.nodes if node.kind in indicator.kinds and indicator.has(node.unit_id, day)]
    parts = {part.node.unit_id: part for part in _parts(owing, day, code, known)}
    branches = _branches(rolled, code, parts)
    shown = {one.node.unit_id for one in branches if one.part} | {unit.pk}
    rest = [part for pk, part in parts.items() if pk not in shown]
    apart = {sort: [part for part in rest if getattr(part, f"is_{sort}")] for sort in _APART}
    return Explained(
        unit, line, day, indicator, rolled.figure(0, code), parts.get(unit.pk), branches, list(parts.values()),
        rolled.oldest, known, apart,
    )  # fmt: skip


def _parts(owing: list[Node], day: date, code: str, known: datetime | None) -> list[Part]:
    """The own numbers of some units, in four queries whatever their number."""
    ids = [node.unit_id for node in owing]
    states, place = indicators.states(day, day, known, units=ids), indicators.slots()[code]
    saved = Field.objects.as_known(known).filter(report__day=day, report__unit__in=ids, code=code)
    fields = {row.report.unit_id: row for row in saved.select_related("report")}
    steps = Step.objects.until(known).filter(report__day=day, report__unit__in=ids, stage=Stage.SIGNED).order_by("pk")
    signed = {unit: (at, by) for unit, at, by in steps.values_list("report__unit", "at", "by")}
    return [_part(node, states.get((node.unit_id, day)), place, fields.get(node.unit_id), signed) for node in owing]


def _part(
    node: Node, state: State | None, place: int, saved: Field | None, signed: Mapping[int, tuple[datetime, UUID | None]]
) -> Part:
    now = _value(state.computed[place]) if state else None
    if state is None or state.confirmed_at is None:
        return Part(node, now, now, None, now, drafted=saved.declared if saved else None)
    at, by = signed.get(node.unit_id, (state.confirmed_at, None))
    then, declared, reason = (saved.computed, saved.declared, saved.reason) if saved else (now, None, "")
    return Part(
        node,
        _value(state.confirmed[place]),
        then,
        declared,
        now,
        reason=reason,
        is_signed=True,
        signed_at=at,
        signed_by=by,
    )


def _value(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _branches(rolled: Rollup, code: str, parts: dict[int, Part]) -> list[Branch]:
    """The direct parts of the figure, each with its own figure and what needs a look below it."""
    top, found = rolled.nodes[0].depth, []
    for row, node in enumerate(rolled.nodes):
        figure = rolled.figure(row, code)
        if node.depth == top + 1 and figure.m:
            alone = parts.get(node.unit_id) if figure.m == 1 else None
            below = [part for part in parts.values() if f"{part.node.path}.".startswith(f"{node.path}.")]
            counts = {sort: sum(getattr(part, f"is_{sort}") for part in below) for sort in _APART}
            found.append(Branch(node, figure, alone, counts))
    return found


@dataclass(frozen=True)
class Rows:
    """The rows behind one unit's own number. `seen`: whether this person may read them, or only how many there are."""

    found: list[Evidence]
    seen: bool

    @property
    def counting(self) -> int:
        """How many of them make the number."""
        return sum(row.at is not None and row.replaced_at is None for row in self.found)


def rows(person: Person, unit: Unit, indicator: Indicator, asked: Asked) -> Rows | None:
    """The rows behind a number that the unit owes itself; None if its room says nothing of rows."""
    if indicator.evidence is None:
        return None
    verb = indicator.evidence_verb
    seen = not verb or _saw(person, verb, unit)
    return Rows(indicator.evidence(unit.pk, asked, indicator.code), seen)


def readers(verb: str) -> list[str]:
    """Who may read the rows behind a number: the offices and seats that carry the verb."""
    rule = scope.verbs()[verb]
    return list(dict.fromkeys(str(title.label) for title in (*rule.offices, *rule.seats)))


def rooms(person: Person, unit: Unit, kinds: Iterable[str]) -> set[str]:
    """The rooms of some journal kinds whose entries about a unit a person may read: what a room shows, its entries show."""
    held = scope.reach(person, unit).verbs
    found = set()
    for room in {kind.partition(".")[0] for kind in kinds}:
        verb = f"{room}.view"
        if verb not in scope.verbs() or verb in held or (unit.valid_to and _saw(person, verb, unit)):
            found.add(room)
    return found


def _saw(person: Person, verb: str, unit: Unit) -> bool:
    return scope.seen(person, verb).filter(pk=unit.pk).exists()
