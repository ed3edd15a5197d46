"""Who has not answered: what is owed below a unit on a day, along every line at once, down the tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection

from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.models import COMMAND_LINES, Tie, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

BLOCKING = 4  # units named at a node
_SHOWN = 200  # open things listed at a unit


@dataclass
class Tally:
    """How much is owed somewhere and how much of it is done; what is open: how much of it is late, when it is due."""

    owed: int = 0
    done: int = 0
    late: int = 0
    due: datetime | None = None

    @property
    def open(self) -> int:
        return self.owed - self.done

    def add(self, more: Tally) -> None:
        self.owed, self.done, self.late = self.owed + more.owed, self.done + more.done, self.late + more.late
        self.due = min((moment for moment in (self.due, more.due) if moment), default=None)


@dataclass
class Node(Tally):
    """One direct subordinate with everything below it, or (`is_self`) the unit itself."""

    unit_id: int = 0
    is_self: bool = False
    blocking: list[int] = field(default_factory=list)  # units that are open, a few
    unit: Unit | None = None
    names: list[Unit] = field(default_factory=list)

    @property
    def more(self) -> bool:
        """Whether more units are open than are named."""
        return len(self.blocking) > BLOCKING


@dataclass
class Standing:
    """What a unit's page of the chase shows in one line."""

    lines: dict[str, Tally]
    kinds: dict[str, Tally]
    nodes: list[Node]
    whole: Tally


def standing(unit: Unit, line: str, day: date, kind: str = "") -> Standing:
    """What is owed at and below a unit on a day: one aggregate over all its lines, and one question for names."""
    found = Standing({}, {}, [], Tally())
    nodes: dict[int, Node] = {}
    for at, child, is_self, what, blocking, numbers in _counted(unit, day):
        if not kind or what == kind:
            found.lines.setdefault(at, Tally()).add(numbers)
        if at != line:
            continue
        found.kinds.setdefault(what, Tally()).add(numbers)
        if not kind or what == kind:
            node = nodes.setdefault(child, Node(unit_id=child, is_self=is_self))
            node.add(numbers)
            node.blocking += [pk for pk in blocking or () if pk not in node.blocking]
            found.whole.add(numbers)
    found.nodes = _named(sorted(nodes.values(), key=lambda node: (not node.is_self, node.unit_id)))
    return found


def _named(nodes: list[Node]) -> list[Node]:
    units = Unit.objects.in_bulk({pk for node in nodes for pk in (node.unit_id, *node.blocking[:BLOCKING])})
    for node in nodes:
        node.unit = units[node.unit_id]
        alone = node.blocking == [node.unit_id]  # the row says it already
        node.names = [] if alone else [units[pk] for pk in node.blocking[:BLOCKING]]
    return nodes


_COUNT = """
    select tie.line,
        split_part(subpath(tie.path, 0, least(nlevel(tie.path), nlevel(root.path) + 1))::text, '.', -1)::bigint,
        nlevel(tie.path) = nlevel(root.path), o.kind,
        (array_agg(distinct o.unit_id) filter (where o.met_at is null))[1:%(named)s],
        count(*), count(o.met_at), count(*) filter (where o.met_at is null and o.due_at < %(now)s),
        min(o.due_at) filter (where o.met_at is null)
    from org_tie root
    join org_tie tie on tie.line = root.line and tie.path <@ root.path
        and tie.valid_from <= %(day)s and (tie.valid_to is null or tie.valid_to > %(day)s)
    join obligations_obligation o on o.unit_id = tie.unit_id
    where root.unit_id = %(unit)s and root.line = any(%(lines)s)
        and root.valid_from <= %(day)s and (root.valid_to is null or root.valid_to > %(day)s)
        and o.void_at is null and o.opens_at <= %(now)s and o.due_at >= %(since)s and o.due_at < %(until)s
    group by 1, 2, 3, 4
"""


def _counted(unit: Unit, day: date) -> list[tuple[str, int, bool, str, list[int] | None, Tally]]:
    """Line, direct subordinate (or the unit itself), kind, some units that are open, and how much."""
    since, until = _span(day)
    values: dict[str, Any] = {
        "unit": unit.pk, "lines": [str(line) for line in COMMAND_LINES], "day": day, "now": clock.now(),
        "since": since, "until": until, "named": BLOCKING + 1,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        return [(*row[:5], Tally(*row[5:])) for row in cursor.fetchall()]


def _span(day: date) -> tuple[datetime, datetime]:
    """What was due on a day; today also what is open already and due later."""
    length = timedelta(days=3 if day == clock.today() else 1)
    return clock.midnight(day), clock.midnight(day) + length


def _begun(day: date, kind: str) -> QuerySet[Obligation]:
    since, until = _span(day)
    rows = Obligation.objects.open().filter(due_at__gte=since, due_at__lt=until)
    return rows.filter(kind=kind) if kind else rows


def open_here(unit: Unit, day: date, kind: str = "") -> list[Obligation]:
    """What a unit itself has open of a day, most urgent first."""
    return list(_begun(day, kind).filter(unit=unit).select_related("unit").order_by("due_at", "pk")[:_SHOWN])


def open_below(unit: Unit, line: str, day: date, kind: str = "", about: str = "") -> list[Obligation]:
    """What is open at and below a unit in a line, unit by unit in the organisation's order; about: see actions.chase."""
    ties = Tie.objects.on(day).filter(line=line)
    below = ties.filter(path__within=list(ties.filter(unit=unit).values_list("path", flat=True)))
    begun = Obligation.objects.open().filter(subject__startswith=f"{about}:") if about else _begun(day, kind)
    rows = begun.filter(unit__in=below.values("unit")).select_related("unit")
    return list(rows.order_by("unit_id", "due_at", "pk"))
