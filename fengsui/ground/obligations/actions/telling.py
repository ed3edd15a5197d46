"""Reminding before the hour and telling those above after it: one message a person and tick, never twice, never at night."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from fengsui.ground.messages import actions as messages
from fengsui.ground.messages.actions import Letter
from fengsui.ground.obligations.models import Obligation, Told
from fengsui.ground.obligations.queries.hours import hours
from fengsui.ground.obligations.queries.kinds import link, owings, own_titles
from fengsui.ground.obligations.queries.ladder import Ladder
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fengsui.ground.obligations.queries.hours import Hours
    from fengsui.ground.obligations.queries.ladder import Same
    from fengsui.ground.org.models import Person, Unit

    type Row = Obligation
    type Titles = dict[int, list[str]]  # obligation → its own title in Chinese and English
    type Heard = set[tuple[int, int, datetime]]  # obligation, stage, hour

BEHIND = timedelta(days=1)  # what was due longer ago is told to nobody
NAMED = 6  # so many things or units a message names


def remind(last: datetime, now: datetime) -> int:
    """Tell what is due soon to who can meet it, and what is overdue to those above. Return how many messages were new.

    One digest a person and tick: a late tick (a clock that jumped, a worker that was away) sends one. What the quiet
    hours hold back is told after them, if it is still open then. Every level above hears of a thing once.
    """
    measured = hours(now)
    rows = [row for row in _open(last, measured) if not measured.is_over(row) and not measured.is_held(row)]
    heard: Heard = set(
        Told.objects.filter(obligation__in=rows, stage__gte=0).values_list("obligation_id", "stage", "due_at")
    )
    soon = [row for row in rows if measured.remind_at(row) <= now and (row.pk, 0, row.due_at) not in heard]
    late = [(row, stage) for row in rows for stage in _stages(row, measured, heard)]
    return to_holders("obligations.digest", soon, now, stage=0)[1] + _to_superiors(late, now)


def _open(last: datetime, measured: Hours) -> list[Row]:
    span = (last - BEHIND, measured.now + measured.longest_lead)
    rows = Obligation.objects.open(measured.now).filter(due_at__gt=span[0], due_at__lte=span[1], kind__in=owings())
    return list(rows.select_related("unit").order_by("due_at", "pk"))


def _stages(row: Row, measured: Hours, heard: Heard) -> list[int]:
    """The levels above that should hear of it and have not."""
    if not owings()[row.kind].escalate_verb:
        return []
    return [stage for stage in range(1, measured.level(row) + 1) if (row.pk, stage, row.due_at) not in heard]


def to_holders(kind: str, rows: list[Row], now: datetime, *, stage: int, sender: Unit | None = None) -> tuple[int, int]:
    """One digest to everybody who can meet some of the rows. Return of how many rows somebody heard, and messages sent."""
    holders = {
        verb: scope.holders_of(verb, {row.unit_id for row in rows if owings()[row.kind].verb == verb})
        for verb in {owings()[row.kind].verb for row in rows}
    }
    theirs: dict[object, tuple[Person, list[Row]]] = {}
    told = []
    for row in rows:
        owing = owings()[row.kind]
        persons = [one for one in holders[owing.verb].get(row.unit_id, []) if owing.owed_by(row.subject, one)]
        told += [(row, stage)] if persons else []
        for person in persons:
            theirs.setdefault(person.pk, (person, []))[1].append(row)
    titles = own_titles(row for row, _stage in told)
    sent = messages.post(
        kind, [_digest(kind, person, mine, now, stage, sender, titles) for person, mine in theirs.values()]
    )
    note(told, now)
    return len(told), sent


def _digest(
    kind: str, person: Person, rows: list[Row], now: datetime, stage: int, sender: Unit | None, titles: Titles
) -> Letter:
    things = [
        {
            "what": row.kind, "title": titles.get(row.pk), "unit": names(row.unit), "due": row.due_at.isoformat(),
            "late": row.due_at < now,
        }
        for row in rows[:NAMED]
    ]  # fmt: skip
    units = {row.unit_id for row in rows}
    data = {"n": len(rows), "things": things, "more": len(rows) - len(things), "at": now.isoformat()}
    unit = sender or (rows[0].unit if len(units) == 1 else None)
    key = _key(kind, [(row, stage) for row in rows], now if stage == Told.CHASED else None)
    return Letter(person, key, unit, link(rows[0]) if len(rows) == 1 else "/", data)


def _key(kind: str, told: Iterable[tuple[Row, int]], again: datetime | None = None) -> str:
    """The same things at the same stage and hour make the same key, whenever they are sent; what is asked by hand does not."""
    said = sorted(f"{row.pk}:{stage}:{row.due_at.isoformat()}" for row, stage in told)
    mark = hashlib.sha256("|".join([*said, str(again or "")]).encode()).hexdigest()
    return f"{kind}:{mark}"


def names(unit: Unit) -> list[str]:
    """A unit's names as a message keeps them: Chinese, English."""
    return [unit.name, unit.name_en or unit.name]


def note(told: Iterable[tuple[Row, int]], now: datetime) -> None:
    """Write down what was told."""
    rows = [Told(obligation=row, stage=stage, due_at=row.due_at, at=now) for row, stage in told]
    Told.objects.bulk_create(rows, batch_size=1000)


@dataclass
class _Report:
    """What one person hears of the units below one superior: each row once, at its lowest stage."""

    person: Person
    superior: Unit
    line: str
    told: dict[int, tuple[Row, int]] = field(default_factory=dict)


def _to_superiors(late: list[tuple[Row, int]], now: datetime) -> int:
    """One message a person of what those below did not meet; a row goes to its level along every line it answers in."""
    if not late:
        return 0
    ladder = Ladder.of({row for row, _stage in late})
    reports: dict[tuple[object, int], _Report] = {}
    told = set()
    for row, stage in late:
        for line, superior, persons in ladder.above(row, stage):
            told.add((row, stage))
            for person in persons:
                found = reports.setdefault((person.pk, superior.pk), _Report(person, superior, line))
                found.told.setdefault(row.pk, (row, stage))
    sent = messages.post("obligations.unmet", [_report(one, ladder, now) for one in reports.values()])
    note(told, now)
    return sent


def _report(one: _Report, ladder: Ladder, now: datetime) -> Letter:
    groups: dict[Same, list[Row]] = {}
    for row, _stage in one.told.values():
        groups.setdefault(ladder.same(row), []).append(row)
    things = [_group(one, ladder, same, rows) for same, rows in list(groups.items())[:NAMED]]
    data: dict[str, Any] = {"things": things, "more": len(groups) - len(things), "at": now.isoformat()}
    url = f"/chase/{one.line}/{one.superior.code}/"
    return Letter(one.person, _key(f"obligations.unmet:{one.superior.pk}", one.told.values()), one.superior, url, data)


def _group(one: _Report, ladder: Ladder, same: Same, rows: list[Row]) -> dict[str, Any]:
    return {
        "what": same.kind, "title": ladder.titles.get(rows[0].pk), "due": same.due.isoformat(), "n": len(rows),
        "m": ladder.owed(same, one.superior.pk), "units": [names(row.unit) for row in rows[:NAMED]],
        "more": max(len(rows) - NAMED, 0),
    }  # fmt: skip
