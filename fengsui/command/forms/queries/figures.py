"""Figures for cells: from the roll-up, within the right of whoever fills. A few queries, whatever the number of cells."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from fengsui.command.forms.models import Shown
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.queries import indicators
from fengsui.ground.indicators.rollups import Figure, rollups
from fengsui.ground.org import scope
from fengsui.ground.org.closed import heirs
from fengsui.ground.org.models import COMMAND_LINES, Tie, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.forms.spec import Spec
    from fengsui.ground.indicators.rollups import Rollup
    from fengsui.ground.org.scope import Actor


class State(StrEnum):
    WHOLE = "whole"
    INCOMPLETE = "incomplete"  # some units have not signed
    MISSING = "missing"  # nobody said anything
    CLOSED = "closed"  # the unit exists no longer
    FOREIGN = "foreign"  # outside what the filler may see
    UNKNOWN = "unknown"  # no such indicator, or the unit does not have it


FILLED = {State.WHOLE, State.INCOMPLETE}


@dataclass(frozen=True)
class Question:
    unit_id: int
    code: str
    first: date
    last: date
    shown: str = Shown.KNOWN

    @classmethod
    def of(cls, spec: Spec, unit_id: int, day: date) -> Question:
        last = day - timedelta(days=spec.back)
        first = spec.since if spec.days == 0 and spec.since else last - timedelta(days=max(spec.days, 1) - 1)
        return cls(unit_id, spec.code, min(first, last), last, spec.shown)


@dataclass(frozen=True)
class Answer:
    """value: what goes into the cell, None if it cannot be filled; n of m: units that signed, of those that owe."""

    state: State
    value: float | None = None
    confirmed: float | None = None
    unconfirmed: float | None = None
    n: int = 0
    m: int = 0
    unit: Unit | None = None
    heirs: tuple[Unit, ...] = ()  # who took over from a unit that is closed


def answers(questions: Iterable[Question], by: Actor, day: date) -> dict[Question, Answer]:
    """Answer all questions of a sheet. A unit outside the person's right to see reports is State.FOREIGN."""
    asked = set(questions)
    units = Unit.objects.in_bulk({one.unit_id for one in asked})
    seen = set(scope.units(by, "reports.view", day=day).filter(pk__in=units).values_list("pk", flat=True))
    after = heirs(pk for pk, unit in units.items() if unit.is_closed(day))
    found: dict[Question, Answer] = {}
    open_ones: list[Question] = []
    for one in asked:
        unit = units.get(one.unit_id)
        if one.code not in indicators():
            found[one] = Answer(State.UNKNOWN, unit=unit)
        elif unit is None or unit.is_closed(day):
            found[one] = Answer(State.CLOSED, unit=unit, heirs=tuple(after.get(one.unit_id, ())))
        elif unit.pk not in seen:
            found[one] = Answer(State.FOREIGN, unit=unit)
        else:
            open_ones.append(one)
    for one, answer in _rolled(open_ones, day).items():
        found[one] = Answer(
            answer.state, answer.value, answer.confirmed, answer.unconfirmed, answer.n, answer.m, units[one.unit_id]
        )
    return found


def _rolled(questions: list[Question], day: date) -> dict[Question, Answer]:
    if not questions:
        return {}
    lines = _lines({one.unit_id for one in questions}, day)
    by_line: dict[str, list[Question]] = defaultdict(list)
    for one in questions:
        by_line[lines.get(one.unit_id, "")].append(one)
    found = {one: Answer(State.UNKNOWN) for one in by_line.pop("", [])}
    for line, mine in by_line.items():
        days = {
            roll.day: (roll, {node.unit_id: row for row, node in enumerate(roll.nodes)}) for roll in _days(line, mine)
        }
        found |= {one: _answer(one, days) for one in mine}
    return found


def _days(line: str, questions: list[Question]) -> list[Rollup]:
    """The roll-ups of the days asked for: in one go where they follow each other."""
    wanted = sorted({day for one in questions for day in clock.days(one.first, one.last)})
    runs: list[list[date]] = []
    for day in wanted:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return [roll for run in runs for roll in rollups(run[0], run[-1], line)]


def _lines(units: set[int], day: date) -> dict[int, str]:
    """Along which line each unit is rolled up: by territory where it has one."""
    order = {line.value: n for n, line in enumerate(COMMAND_LINES)}
    ties = Tie.objects.on(day).filter(unit__in=units, line__in=COMMAND_LINES).values_list("unit_id", "line")
    return dict(sorted(ties, key=lambda tie: -order[tie[1]]))


def _answer(one: Question, days: dict[date, tuple[Rollup, dict[int, int]]]) -> Answer:
    figures = []
    for day in clock.days(one.first, one.last):
        roll, rows = days[day]
        row = rows.get(one.unit_id)
        figures.append(
            roll.figure(row, one.code) if row is not None and one.code in roll.codes else Figure(None, None, 0, 0)
        )
    return _summed(figures, one.shown)


def _summed(figures: list[Figure], shown: str) -> Answer:
    n, m = sum(one.n for one in figures), sum(one.m for one in figures)
    confirmed = _total([one.confirmed for one in figures])
    unconfirmed = _total([one.unconfirmed for one in figures])
    if m == 0:
        return Answer(State.UNKNOWN)
    value = confirmed if shown == Shown.CONFIRMED else _total([confirmed, unconfirmed])
    silent = any(one.total is None for one in figures)
    state = State.MISSING if value is None else State.INCOMPLETE if n < m or silent else State.WHOLE
    return Answer(state, value, confirmed, unconfirmed, n, m)


def _total(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
