"""How far a directive came below a unit along a line: one query for all its units, the rest is counting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.utils.translation import get_language

from fengsui.command.directives.measures import GRACE
from fengsui.command.directives.models import Stage
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import SYSTEM_OF, System, UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.command.directives.models import Directive
    from fengsui.ground.measures.queries import Reading
    from fengsui.ground.org.models import Unit


class Standing(NamedTuple):
    """Where a unit stands with a directive; acknowledged n of m: persons where each acknowledges, else 0 or 1 of 1."""

    unit_id: int
    path: tuple[int, ...]  # from the root of the page down to the unit itself
    code: str
    name: str
    kind: str
    at: datetime | None
    read: bool
    n: int
    m: int
    passed_at: datetime | None
    done_at: datetime | None
    result: str

    @property
    def is_acknowledged(self) -> bool:
        return self.n >= self.m


_STANDINGS = """
    select d.unit_id, subpath(tie.path, nlevel(root.path) - 1)::text, u.code, u.name, u.name_en, u.kind,
        case when d.at <= %(known)s then d.at end,
        coalesce(r.read, false), coalesce(p.n, r.acknowledged, 0), coalesce(p.m, 1), r.passed_at, r.done_at, r.result
    from org_tie root
    join org_tie tie on tie.line = root.line and tie.path <@ root.path
        and tie.valid_from <= %(today)s and (tie.valid_to is null or tie.valid_to > %(today)s)
    join directives_delivery d on d.unit_id = tie.unit_id and d.directive_id = %(directive)s
        and (d.heir_of_id is null or d.at is null or d.at <= %(known)s)
    join org_unit u on u.id = d.unit_id
    left join (
        select r.delivery_id, bool_or(r.mark = 'read') as read, max(r.at) filter (where r.mark = 'passed_on') as passed_at,
            count(*) filter (where r.mark = 'acknowledged' and r.person_id is null) as acknowledged,
            max(r.at) filter (where r.mark = 'done') as done_at, max(r.text) filter (where r.mark = 'done') as result
        from directives_receipt r join directives_delivery d on d.id = r.delivery_id
        where d.directive_id = %(directive)s and r.at <= %(known)s group by r.delivery_id
    ) r on r.delivery_id = d.id
    left join (
        select a.delivery_id, count(*) as m, count(r.id) as n
        from directives_addressee a join directives_delivery d on d.id = a.delivery_id
        left join directives_receipt r on r.delivery_id = d.id and r.person_id = a.person_id and r.mark = 'acknowledged'
            and r.at <= %(known)s
        where d.directive_id = %(directive)s and (a.left_at is null or a.left_at > %(known)s) group by a.delivery_id
    ) p on p.delivery_id = d.id
    where root.unit_id = %(unit)s and root.line = %(line)s
        and root.valid_from <= %(today)s and (root.valid_to is null or root.valid_to > %(today)s)
    order by tie.path
"""


def standings(directive: Directive, unit: Unit, line: str, known: datetime | None = None) -> list[Standing]:
    """Every addressed unit at or below a unit in a line, in the order of the line: today, or as known at a moment."""
    moment = known or clock.now()
    values: dict[str, Any] = {
        "directive": directive.pk, "unit": unit.pk, "line": line, "known": moment, "today": clock.local(moment).date(),
    }  # fmt: skip
    english = get_language() == "en"
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, values)
        rows = cursor.fetchall()
    return [
        Standing(
            pk, tuple(map(int, path.split("."))), code, (name_en or name) if english else name, kind, at, read, n, m,
            passed_at, done_at, result or "",
        )
        for pk, path, code, name, name_en, kind, at, read, n, m, passed_at, done_at, result in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Hours:
    """By when whom: whoever got it later than the first has the grace of the measure."""

    acknowledge_until: datetime
    do_until: datetime | None
    issued_at: datetime | None
    grace: Reading

    @classmethod
    def of(cls, directive: Directive, known: datetime | None = None) -> Hours:
        """The hours of a directive; of an earlier moment those that held then, before they were moved."""
        step = directive.steps.filter(stage=Stage.ISSUED).first()
        moved = directive.deadlines.filter(at__gt=known).order_by("pk").first() if known else None
        until = (moved.acknowledge_was, moved.do_was) if moved else (directive.acknowledge_by, directive.do_by)
        return cls(*until, step.at if step else None, measures.reading(GRACE))

    def acknowledge_by(self, at: datetime, kind: str, unit_id: int) -> datetime:
        return max(self.acknowledge_until, self._earliest(at, kind, unit_id))

    def do_by(self, at: datetime, kind: str, unit_id: int) -> datetime | None:
        return max(self.do_until, self._earliest(at, kind, unit_id)) if self.do_until else None

    def _earliest(self, at: datetime, kind: str, unit_id: int) -> datetime:
        if self.issued_at is None or at <= self.issued_at:
            return at
        system = SYSTEM_OF.get(UnitKind(kind), System.BUREAU)
        return at + timedelta(minutes=self.grace.at(system, unit_id))


class Blocker(NamedTuple):
    """A unit whose step others wait for, or is overdue, or simply open; waiting: how many units below get nothing yet."""

    standing: Standing
    what: str  # pass_on | acknowledge | do
    due: datetime
    is_late: bool
    waiting: int

    @property
    def blocks(self) -> bool:
        """Whether others wait for it or it is overdue: who still has time blocks nobody."""
        return self.is_late or self.waiting > 0


def blockers(rows: Sequence[Standing], hours: Hours, known: datetime | None = None) -> list[Blocker]:
    """Who blocks, the gravest first: those below whom nothing arrived, the overdue, then whoever is open."""
    waiting, now, found = _waiting(rows), known or clock.now(), []
    for row in rows:
        if row.at is None:
            continue
        due = hours.acknowledge_by(row.at, row.kind, row.unit_id)
        do_by = hours.do_by(row.at, row.kind, row.unit_id)
        if waiting.get(row.unit_id):
            found.append(Blocker(row, "pass_on", due, now > due, waiting[row.unit_id]))
        elif not row.is_acknowledged:
            found.append(Blocker(row, "acknowledge", due, now > due, 0))
        elif do_by and not row.done_at:
            found.append(Blocker(row, "do", do_by, now > do_by, 0))
    return sorted(found, key=lambda one: (-one.waiting, not one.is_late, one.due, len(one.standing.path)))


def _waiting(rows: Sequence[Standing]) -> dict[int, int]:
    """Unit → how many below wait for it: the deepest one that has it, above each that has not."""
    there = {row.unit_id for row in rows if row.at is not None}
    found: dict[int, int] = {}
    for row in rows:
        if row.at is None and (last := next((pk for pk in reversed(row.path[:-1]) if pk in there), None)):
            found[last] = found.get(last, 0) + 1
    return found
