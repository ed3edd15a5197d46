"""What running directives let units and persons owe: one query a kind, over all directives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from fengsui.command.directives.measures import GRACE
from fengsui.command.directives.queries.cascade import RUNNING
from fengsui.command.directives.queries.standing import Hours
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import COMMAND_LINES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

ACKNOWLEDGE, PASS_ON, DO = "directives.acknowledge", "directives.pass_on", "directives.do"
KINDS = (ACKNOWLEDGE, PASS_ON, DO)


class Owed(NamedTuple):
    """One thing owed, by a unit or (person_id) one person of it."""

    directive_id: UUID
    unit_id: int
    person_id: UUID | None
    at: datetime
    due: datetime


# What is due since then, and what came so late that its grace (measures.GRACE: two days at most) may last till then.
_FROM = f"""
    select d.directive_id, d.unit_id, {{person}}, d.at, u.kind, dd.acknowledge_by, dd.do_by, issued.at
    from (
        select e.* from directives_delivery e join directives_directive dd on dd.id = e.directive_id
        where {{hour}} >= %(since)s
        union
        select e.* from directives_delivery e where e.at >= %(since)s - interval '2 days'
    ) d
    join directives_directive dd on dd.id = d.directive_id
    join directives_step issued on issued.directive_id = dd.id and issued.stage = 'issued'
    join org_unit u on u.id = d.unit_id and (u.valid_to is null or u.valid_to > %(today)s)
    {{more}}
    where d.at < %(until)s and (%(directive)s::uuid is null or dd.id = %(directive)s) and {RUNNING}
"""  # noqa: S608 - made of constants
_NOT = "and not exists (select from directives_receipt r where r.delivery_id = d.id and r.mark = '{receipt}' {whose})"
_WAITED_FOR = "select from directives_addressee a where a.delivery_id = d.id and a.left_at is null"

_SQL = {
    ACKNOWLEDGE: (
        _FROM.format(person="null::uuid", more="", hour="dd.acknowledge_by")
        + _NOT.format(receipt="acknowledged", whose="and r.person_id is null")
        + f" and not exists ({_WAITED_FOR}) union all "
        + _FROM.format(
            person="a.person_id", hour="dd.acknowledge_by",
            more="join directives_addressee a on a.delivery_id = d.id and a.left_at is null",
        )
        + _NOT.format(receipt="acknowledged", whose="and r.person_id = a.person_id")
    ),
    PASS_ON: (
        _FROM.format(person="null::uuid", more="", hour="dd.acknowledge_by")
        + _NOT.format(receipt="passed_on", whose="")
        + """ and dd.stepwise and exists (
            select from org_tie tie join directives_delivery e on e.unit_id = tie.unit_id and e.directive_id = dd.id
            where tie.superior_id = d.unit_id and tie.line = any(%(command)s)
                and tie.valid_from <= %(today)s and (tie.valid_to is null or tie.valid_to > %(today)s)
        )"""
    ),
    DO: (
        _FROM.format(person="null::uuid", more="", hour="dd.do_by")
        + _NOT.format(receipt="done", whose="") + " and dd.do_by is not null"
    ),
}  # fmt: skip


def owed(kind: str, since: datetime, until: datetime, directive_id: UUID | None = None) -> Iterator[Owed]:
    """What is owed of a kind, in one directive or all, and was not met, whose time overlaps."""
    grace = measures.reading(GRACE)
    for directive, unit, person, at, unit_kind, acknowledge_by, do_by, issued_at in _rows(
        kind, since, until, directive_id
    ):
        hours = Hours(acknowledge_by, do_by, issued_at, grace)
        due = (hours.do_by if kind == DO else hours.acknowledge_by)(at, unit_kind, unit)
        if due is not None and due >= since:
            yield Owed(directive, unit, person, at, max(due, at))


def _rows(kind: str, since: datetime, until: datetime, directive_id: UUID | None) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {
        "directive": directive_id, "since": since, "until": until, "today": clock.today(), "command": [str(line) for line in COMMAND_LINES],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SQL[kind], values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
