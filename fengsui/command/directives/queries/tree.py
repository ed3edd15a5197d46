"""The tree of a directive: the units' standings counted branch by branch, with who blocks in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection

from fengsui.command.directives.queries.standing import Hours, blockers, standings
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import COMMAND_LINES, Line, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from fengsui.command.directives.models import Directive
    from fengsui.command.directives.queries.standing import Blocker, Standing

NAMED = 3  # units named in a row of the tree
LISTED = 12  # blocking units listed above it


@dataclass
class Branch:
    """One direct subordinate with everything below it, or (`is_self`) the unit itself: counted in persons or units."""

    unit_id: int
    is_self: bool = False
    name: str = ""
    code: str = ""
    units: int = 0
    delivered: int = 0
    acknowledged: int = 0
    to_acknowledge: int = 0
    done: int = 0
    late: int = 0
    own: Standing | None = None
    blocking: list[Blocker] = field(default_factory=list)

    def take(self, row: Standing) -> None:
        self.units += 1
        self.delivered += row.at is not None
        self.acknowledged += min(row.n, row.m)
        self.to_acknowledge += row.m
        self.done += row.done_at is not None
        if row.unit_id == self.unit_id:
            self.own, self.name, self.code = row, row.name, row.code

    @property
    def named(self) -> list[Blocker]:
        return self.blocking[:NAMED]

    @property
    def more(self) -> int:
        return max(len(self.blocking) - NAMED, 0)

    @property
    def is_acknowledged(self) -> bool:
        return self.acknowledged >= self.to_acknowledge


def branches(rows: Sequence[Standing], blocking: Iterable[Blocker]) -> list[Branch]:
    """The unit itself and its direct subordinates, in the line's order; each addressed unit is in exactly one of them."""
    found: dict[int, Branch] = {}
    for row in rows:
        _branch(found, row).take(row)
    for one in blocking:
        branch = _branch(found, one.standing)
        branch.blocking.append(one)
        branch.late += one.is_late
    return list(found.values())


def _branch(found: dict[int, Branch], row: Standing) -> Branch:
    top = row.path[min(1, len(row.path) - 1)]
    return found.setdefault(top, Branch(top, is_self=len(row.path) == 1))


def whole(branches_: Iterable[Branch]) -> Branch:
    """All branches together."""
    found = Branch(0)
    for one in branches_:
        for name in ("units", "delivered", "acknowledged", "to_acknowledge", "done", "late"):
            setattr(found, name, getattr(found, name) + getattr(one, name))
    return found


def _named(parts: list[Branch]) -> list[Branch]:
    """Name the branches whose head was passed over."""
    units = Unit.objects.in_bulk([one.unit_id for one in parts if not one.code])
    for one in parts:
        if unit := units.get(one.unit_id):
            one.name, one.code = unit.label, unit.code
    return parts


@dataclass(frozen=True)
class Tree:
    """A directive below a unit along a line, as its page shows it."""

    rows: list[Standing]
    blockers: list[Blocker]
    branches: list[Branch]
    whole: Branch


def tree(directive: Directive, unit: Unit, line: str, known: datetime | None = None) -> Tree:
    """Read the tree as it is, or as known at a moment: a handful of queries, whatever its size."""
    rows = standings(directive, unit, line, known)
    found = blockers(rows, Hours.of(directive, known), known)
    parts = _named(branches(rows, found))
    return Tree(rows, found, parts, whole(parts))


def lines(directive: Directive, unit: Unit, known: datetime | None = None) -> list[Line]:
    """The lines of command in which addressed units stand at or below a unit on the day."""
    today = clock.local(known or clock.now()).date()
    with connection.cursor() as cursor:
        cursor.execute(_LINES, {"directive": directive.pk, "unit": unit.pk, "today": today})
        found = {line for (line,) in cursor.fetchall()}
    return [line for line in COMMAND_LINES if line.value in found]


_LINES = """
    select distinct root.line from org_tie root
    where root.unit_id = %(unit)s and root.valid_from <= %(today)s
        and (root.valid_to is null or root.valid_to > %(today)s)
        and exists (
            select from org_tie tie join directives_delivery d on d.unit_id = tie.unit_id
            where d.directive_id = %(directive)s and tie.line = root.line and tie.path <@ root.path
                and tie.valid_from <= %(today)s and (tie.valid_to is null or tie.valid_to > %(today)s)
        )
"""
