"""The answer of a trace: where somebody passed, and who was at the same gate within so many minutes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from fengsui.frontline.gates.models import Stray
from fengsui.frontline.gates.models.store import DRIFT
from fengsui.frontline.gates.queries.store import Seen, first_of, standing, within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from fengsui.frontline.gates.models import Passage, Trace

_MS = timedelta(milliseconds=1)


class Span(NamedTuple):
    """A time at a gate, both ends included."""

    gate: int
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Answer:
    """The person's passages by time; others who were near, by time. more: there are more than were asked for."""

    passages: list[Seen]
    others: list[Seen]
    more: bool = False


def answer(trace: Trace, gates: Collection[int], most: int = 20_000) -> Answer:
    """The whole answer within some gates. Four queries, and the cost of what is found."""
    whos = [UUID(one) for one in trace.who]
    mine = passages(gates, whos, trace.plate, trace.since, trace.until)
    near = together(spans(mine, trace.minutes), {row.pk for row in mine}, most + 1)
    others = [row for row in near if not _is(row, whos, trace.plate)]
    return Answer(mine, others[:most], len(near) > most)


def _is(row: Seen, whos: list[UUID], plate: UUID | None) -> bool:
    """Whether it is the person's own: just outside of the time asked for."""
    return row.who in whos if row.who else bool(plate) and row.plate == plate


def passages(
    gates: Collection[int], whos: Iterable[UUID], plate: UUID | None, since: datetime, until: datetime
) -> list[Seen]:
    """Where a person, or a vehicle, passed some gates from a moment to before another, by time."""
    rows, here = within(since, until), frozenset(gates)  # thousands in the query would cost more than they leave out
    asked = [Q(who__in=whos)] if (whos := list(whos)) else []
    asked += [Q(plate=plate)] if plate else []
    found = {row.pk: row for one in asked for row in _seen(rows.filter(one))}  # each has an index of its own
    return sorted((row for row in found.values() if row.gate_id in here), key=_by_time)


def _seen(rows: QuerySet[Passage]) -> Iterable[Seen]:
    return map(Seen._make, rows.values_list(*Seen._fields))


def _by_time(row: Seen) -> tuple[datetime, UUID]:
    return row.at, row.pk


def spans(rows: Iterable[Seen], minutes: int) -> list[Span]:
    """The times around passages, gate by gate; what overlaps is one."""
    around = timedelta(minutes=minutes)
    at: dict[int, list[datetime]] = defaultdict(list)
    for row in rows:
        at[row.gate_id].append(row.at)
    found: list[Span] = []
    for gate, moments in at.items():
        for moment in sorted(moments):
            last = found[-1] if found else None
            if last and last.gate == gate and moment - around <= last.until:
                found[-1] = Span(gate, last.since, moment + around)
            else:
                found.append(Span(gate, moment - around, moment + around))
    return found


# The columns of Seen. Each span looks into its own days only: the planner leaves out what no span needs, and at run time what this one does not.
_TOGETHER = """
    select p.id, p.at, p.gate_id, p.who, p.plate, p.key, p.direction, p.outcome, p.people, p.heat, p.heat_again, p.building, p.sealed
    from unnest(%(gates)s::bigint[], %(since)s::timestamptz[], %(until)s::timestamptz[], %(first)s::uuid[], %(last)s::uuid[])
        as w(gate, since, until, first, last)
    cross join lateral (
        select * from gates_passage
        where gate_id = w.gate and at >= w.since and at <= w.until and id >= w.first and id < w.last
            and id >= %(low)s and id < %(high)s
    ) p
    where not exists (select from gates_withdrawal g where g.passage = p.id and g.gate_id = p.gate_id)
    order by p.at, p.id limit %(most)s
"""


def together(times: list[Span], without: set[UUID], most: int) -> list[Seen]:
    """Everything that passed at these gates in these times but for some, by time."""
    if not times:
        return []
    first = [first_of(one.since - DRIFT) for one in times]
    last = [first_of(one.until + DRIFT + _MS) for one in times]
    values: dict[str, Any] = {
        "gates": [one.gate for one in times], "since": [one.since for one in times], "until": [one.until for one in times],
        "first": first, "last": last, "low": min(first), "high": max(last), "most": most + len(without),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_TOGETHER, values)
        found = {row.pk: row for row in map(Seen._make, cursor.fetchall())}
    found |= {row.pk: row for row in _strays(times)}
    return sorted((row for pk, row in found.items() if pk not in without), key=_by_time)


def _strays(times: list[Span]) -> list[Seen]:
    """Those whose id does not say when they happened."""
    lowest, highest = min(one.since for one in times), max(one.until for one in times)
    ids = set(Stray.objects.filter(at__gte=lowest, at__lte=highest).values_list("pk", flat=True))
    if not ids:
        return []
    rows = standing().filter(Q(pk__in=ids), gate__in={one.gate for one in times})
    return [
        row for row in _seen(rows) if any(one.gate == row.gate_id and one.since <= row.at <= one.until for one in times)
    ]
