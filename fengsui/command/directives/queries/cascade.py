"""Whom a directive reaches, and its way down: as sets, so that a thousand units cost what ten do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count

from fengsui.command.directives.models import NEVER
from fengsui.command.directives.rights import WORKING
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import COMMAND_LINES, Unit

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.directives.models import Delivery, Directive

# A tie that holds today: `today('tie')`.
_TODAY = "{0}.valid_from <= %(today)s and ({0}.valid_to is null or {0}.valid_to > %(today)s)"


def _sql(text: str) -> str:
    """Spell out “today(x)”."""
    for name in ("tie", "top", "up", "a"):
        text = text.replace(f"today({name})", _TODAY.format(name))
    return text


# A unit with two superiors is there once: nearest first, and of two alike by its business line, which commands it.
_REACHED = _sql("""
    with tops as (
        select top.path, top.line, 0 as extra from org_tie top
        where top.unit_id = %(issuer)s and top.line = any(%(lines)s) and today(top)
        union all
        select top.path, top.line, 1 from org_tie top
        where top.unit_id = any(%(chosen)s) and top.line = any(%(command)s) and today(top)
    )
    select distinct on (tie.unit_id) tie.unit_id, tie.line, found.level::smallint as level,
        case when found.level = 1 then %(issuer)s else tie.superior_id end as origin_id
    from tops join org_tie tie on tie.line = tops.line and tie.path <@ tops.path and today(tie)
    join org_unit u on u.id = tie.unit_id and (u.valid_to is null or u.valid_to > %(today)s) and u.kind <> all(%(never)s)
    cross join lateral (select nlevel(tie.path) - nlevel(tops.path) + tops.extra as level) found
    where found.level >= 1 and (%(depth)s::int is null or found.level <= %(depth)s) and tie.unit_id <> %(issuer)s
    order by tie.unit_id, found.level, tie.line = 'territory'
""")

_DELIVER = f"""
    insert into directives_delivery (directive_id, unit_id, line, level, origin_id, at)
    select %(directive)s, r.unit_id, r.line, r.level, r.origin_id,
        case when %(stepwise)s and r.level > 1 then null else %(now)s end
    from ({_REACHED}) r on conflict do nothing
"""  # noqa: S608 - made of constants

_ADDRESS = _sql("""
    insert into directives_addressee (delivery_id, person_id)
    select distinct d.id, a.person_id from directives_delivery d
    join org_appointment a on a.unit_id = d.unit_id and a.office = any(%(offices)s) and today(a)
    where d.directive_id = %(directive)s and d.at = %(now)s on conflict do nothing
""")

RUNNING = """
    exists (select from directives_step s where s.directive_id = d.directive_id and s.stage = 'issued')
    and not exists (select from directives_step s where s.directive_id = d.directive_id
        and s.stage in ('withdrawn', 'replaced'))
"""

# What waits goes on to whoever stands below one that passed it on, and to whoever has nobody left to wait for.
_RELEASE = _sql(f"""
    update directives_delivery w set at = %(now)s, origin_id = found.origin_id, line = found.line
    from (
        select d.id, coalesce(passed.superior_id, d.origin_id) as origin_id, coalesce(passed.line, d.line) as line
        from directives_delivery d
        left join lateral (
            select up.superior_id, up.line from org_tie up
            join directives_delivery p on p.directive_id = d.directive_id and p.unit_id = up.superior_id
            join directives_receipt r on r.delivery_id = p.id and r.mark = 'passed_on'
            where up.unit_id = d.unit_id and up.line = any(%(command)s) and today(up)
            order by up.line = 'territory' limit 1
        ) passed on true
        where d.at is null and (%(directive)s::uuid is null or d.directive_id = %(directive)s) and {RUNNING}
            and (passed.superior_id is not null or not exists (
                select from org_tie up
                join directives_delivery p on p.directive_id = d.directive_id and p.unit_id = up.superior_id
                where up.unit_id = d.unit_id and up.line = any(%(command)s) and today(up)
            ))
    ) found where w.id = found.id returning w.directive_id, w.unit_id
""")  # noqa: S608 - made of constants

# Whose unit is closed and who is not done hands over; an heir that has it itself keeps its own.
_HEIRS = f"""
    insert into directives_delivery (directive_id, unit_id, line, level, origin_id, at, heir_of_id)
    select distinct on (d.directive_id, way.after_id) d.directive_id, way.after_id, d.line, d.level, d.origin_id,
        case when d.at is null then null else %(now)s end, d.id
    from org_succession way
    join org_change c on c.id = way.change_id and c.withdrawn_at is null and c.day <= %(today)s
    join org_unit old on old.id = way.before_id and old.valid_to = c.day
    join directives_delivery d on d.unit_id = old.id
    join directives_directive dd on dd.id = d.directive_id
    where {RUNNING} and not exists (
        select from directives_receipt r where r.delivery_id = d.id
        and r.mark = case when dd.do_by is null then 'acknowledged' else 'done' end
    )
    order by d.directive_id, way.after_id, d.id
    on conflict do nothing returning directive_id, unit_id
"""  # noqa: S608 - made of constants

_LEFT = _sql(f"""
    update directives_addressee who set left_at = %(now)s
    from directives_delivery d join directives_directive dd on dd.id = d.directive_id
    where who.delivery_id = d.id and who.left_at is null and dd.acknowledge_by > %(since)s and {RUNNING}
    and not exists (select from directives_receipt r where r.delivery_id = d.id and r.person_id = who.person_id
        and r.mark = 'acknowledged')
    and not exists (select from org_appointment a where a.person_id = who.person_id and a.unit_id = d.unit_id
        and a.office = any(%(offices)s) and today(a))
    returning d.directive_id
""")  # noqa: S608 - made of constants

_BELOW = _sql("""
    select distinct d.unit_id from directives_delivery d
    join org_tie tie on tie.unit_id = d.unit_id and tie.line = any(%(command)s) and today(tie)
    where d.directive_id = %(directive)s and tie.superior_id = %(unit)s
""")


def _values(directive: Directive | None = None, now: datetime | None = None, **more: Any) -> dict[str, Any]:
    common = {
        "today": clock.today(), "now": now, "command": [str(line) for line in COMMAND_LINES],
        "offices": [str(office) for office in WORKING], "directive": directive.pk if directive else None,
    }  # fmt: skip
    return common | more


def _whom(directive: Directive) -> dict[str, Any]:
    chosen = list(directive.chosen.values_list("unit", flat=True))
    return {
        "issuer": directive.unit_id, "lines": list(directive.lines), "chosen": chosen, "depth": directive.depth,
        "never": [str(kind) for kind in NEVER], "stepwise": directive.stepwise,
    }  # fmt: skip


def _run(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def reach(directive: Directive) -> list[tuple[int, int]]:
    """The units that it would reach if it were issued now, with their level of recipients (1: from the unit itself)."""
    rows = _run(_REACHED, _values(directive) | _whom(directive))
    return [(unit_id, level) for unit_id, _line, level, _origin in rows]


def deliver(directive: Directive, now: datetime) -> None:
    """Give every addressed unit its delivery, and in a directive to persons every person theirs."""
    _run(_DELIVER, _values(directive, now) | _whom(directive))
    address(directive, now)


def address(directive: Directive, now: datetime) -> None:
    """Where each person acknowledges: whoever holds an office at a unit that has it since this moment."""
    if directive.per_person:
        _run(_ADDRESS, _values(directive, now))


def release(now: datetime, directive: Directive | None = None) -> dict[UUID, list[int]]:
    """Let what waits go on where it can, in one directive or all; which units have it from now on."""
    return _by_directive(_run(_RELEASE, _values(directive, now)))


def hand_over(now: datetime) -> dict[UUID, list[int]]:
    """Let the open duty of closed units go to their successors, through those that were closed themselves."""
    rows: list[tuple[Any, ...]] = []
    while more := _run(_HEIRS, _values(now=now)):
        rows += more
    return _by_directive(rows)


def _by_directive(rows: list[tuple[Any, ...]]) -> dict[UUID, list[int]]:
    found: dict[UUID, list[int]] = {}
    for directive_id, unit_id in rows:
        found.setdefault(directive_id, []).append(unit_id)
    return found


def let_go(now: datetime, since: datetime) -> set[UUID]:
    """Wait no more for persons who left their office unasked; the directives of which some did."""
    return {directive_id for (directive_id,) in _run(_LEFT, _values(now=now, since=since))}


def below(delivery: Delivery) -> list[int]:
    """The addressed units that answer to a unit directly, along any line of command."""
    values = _values(delivery.directive, unit=delivery.unit_id)
    return [unit_id for (unit_id,) in _run(_BELOW, values)]


def kinds(directive: Directive) -> list[tuple[str, int]]:
    """What it would reach, by kind of unit."""
    ids = [unit_id for unit_id, _level in reach(directive)]
    rows = Unit.objects.filter(pk__in=ids).order_by("kind").values_list("kind").annotate(n=Count("pk"))
    return list(rows)
