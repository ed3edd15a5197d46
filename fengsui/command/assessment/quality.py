"""How far a day's numbers can be relied on: who reported and when, what registers filled in, what was corrected."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Count
from django.urls import reverse

from fengsui.command.reports.checks import DRIFT, OVERRIDDEN
from fengsui.command.reports.models import Stage, Step, owing_units
from fengsui.command.reports.queries import standings
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.packs import EPOCH, load
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import System
from fengsui.ground.org.queries import tree, turns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.reports.queries import Standing
    from fengsui.ground.checks.declare import Failure
    from fengsui.ground.indicators.packs import Packs
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.queries import Node

DAYS = 7
FILLED, FIELDS = "reports.filled", "reports.fields"


@dataclass(frozen=True)
class Number:
    """So many, of so many (None: of nothing in particular), at these units; url: the rows, if a page shows them."""

    n: int
    of: int | None = None
    units: tuple[int, ...] = ()
    url: str = ""

    @property
    def share(self) -> float | None:
        """In per cent; None of nothing."""
        return 100 * self.n / self.of if self.of else None


@dataclass(frozen=True)
class OfSystem:
    """One system's reports of the day. A unit that owes none is not in it."""

    system: System
    owed: Number
    in_time: Number  # signed, and the first time by the cut-off
    late: Number  # signed, but after it
    silent: Number  # not signed, and the cut-off passed
    returned: Number  # given back at least once
    filled: Number  # fields that a register filled in, of all fields
    typed: Number  # the other fields
    overridden: Number  # fields declared otherwise than computed, with a reason
    signed_again: Number  # reports corrected after their signature
    drifted: Number  # signed fields that the registers contradict since
    oldest: datetime | None  # when the oldest number that still waits for a signature was computed


@dataclass(frozen=True)
class DayShare:
    """How many of a day's reports are signed."""

    day: date
    signed: Number


@dataclass(frozen=True)
class Quality:
    """The reports of a unit and all below it: by system, those with any, and the share signed of the last days."""

    systems: list[OfSystem]
    course: list[DayShare]


def quality(unit: Unit, line: str, day: date, known: datetime | None = None) -> Quality:
    """Judge the reports of a day along a line, as they are now or were known. As many queries for one unit as for all."""
    with measures.remembering():
        nodes = {node.unit_id: node for node in tree(line, day, unit, known)}
        owing = list(owing_units(day, known).filter(pk__in=nodes))
        places = _Places(unit, line, day, nodes)
        facts = _Facts.read(day, [one.pk for one in owing], known)
        rows: dict[System, list[Standing]] = defaultdict(list)
        for row in standings(day, owing, known):
            rows[row.unit.system].append(row)
        systems = [_of_system(system, rows[system], facts, places) for system in System if rows[system]]
        return Quality(systems, _course(unit, line, day, known))


@dataclass(frozen=True)
class _Places:
    """Where the rows of a number are: a report if it is one unit's, else a list of the whole line."""

    unit: Unit
    line: str
    day: date
    nodes: dict[int, Node]

    def reports(self, units: Iterable[int], n: int | None = None, of: int | None = None) -> Number:
        """So many reports (or fields of reports) of some units."""
        pks = tuple(units)
        return Number(len(pks) if n is None else n, of, pks, self._url(pks, "rollup"))

    def changes(self, units: Iterable[int], n: int) -> Number:
        pks = tuple(units)
        return Number(n, None, pks, self._url(pks, "changes") if pks else "")

    def _url(self, pks: tuple[int, ...], page: str) -> str:
        if len(pks) == 1 and page == "rollup":
            return reverse("reports:report", args=[self.nodes[pks[0]].code, self.day.isoformat()])
        code = self.nodes[pks[0]].code if len(pks) == 1 else self.unit.code
        return reverse(f"reports:{page}", args=[self.line, code, self.day.isoformat()])


@dataclass(frozen=True)
class _Facts:
    """What is read once for all systems, by unit."""

    signed: dict[int, int]  # how often
    returned: dict[int, int]
    fields: dict[int, tuple[int, int]]  # filled in, in all
    waiting: dict[int, datetime]  # since when the computed numbers of who has not signed stand
    overridden: dict[int, int]
    drifted: dict[int, int]

    @classmethod
    def read(cls, day: date, units: list[int], known: datetime | None) -> _Facts:
        steps = Step.objects.until(known).filter(report__day=day, report__unit__in=units)
        counted = steps.order_by().values_list("stage", "report__unit").annotate(n=Count("pk"))
        stages: dict[str, dict[int, int]] = defaultdict(dict)
        for stage, pk, n in counted.filter(stage__in=[Stage.SIGNED, Stage.RETURNED]):
            stages[stage][pk] = n
        positions = indicators.slots()
        packs = load(day, day, positions, known, units).get(day)
        return cls(
            stages[Stage.SIGNED],
            stages[Stage.RETURNED],
            _fields(packs, positions) if packs else {},
            _waiting(packs) if packs else {},
            _by_unit(OVERRIDDEN.run(day, known), set(units)),
            _by_unit(DRIFT.run(day, known), set(units)),
        )


def _fields(packs: Packs, positions: dict[str, int]) -> dict[int, tuple[int, int]]:
    """How many of each report's fields a register filled in: the share is kept, so it is turned into fields again."""
    if FILLED not in positions or FIELDS not in positions:
        return {}
    share, fields = packs.values[:, positions[FILLED]], packs.values[:, positions[FIELDS]]
    known = ~np.isnan(share) & ~np.isnan(fields)
    filled = np.rint(share[known] * fields[known] / 100).astype(int)
    rows = zip(packs.units[known].tolist(), filled.tolist(), fields[known].astype(int).tolist(), strict=True)
    return {pk: (n, of) for pk, n, of in rows}


def _waiting(packs: Packs) -> dict[int, datetime]:
    here = ~packs.signed & (packs.refreshed > 0)
    rows = zip(packs.units[here].tolist(), packs.refreshed[here].tolist(), strict=True)
    return {pk: EPOCH + timedelta(microseconds=at) for pk, at in rows}


def _by_unit(failures: list[Failure], units: set[int]) -> dict[int, int]:
    """How many fields fail at each unit: a failure is one field, or says how many."""
    found: dict[int, int] = defaultdict(int)
    for failure in failures:
        if failure.unit_id in units:
            found[failure.unit_id] += failure.params.get("fields", 1)
    return dict(found)


def _of_system(system: System, rows: list[Standing], facts: _Facts, places: _Places) -> OfSystem:
    pks = [row.unit.pk for row in rows]
    fields = {pk: facts.fields[pk] for pk in pks if pk in facts.fields}
    filled, of = (sum(each[n] for each in fields.values()) for n in (0, 1))
    reports, m = places.reports, len(rows)

    def some(counts: dict[int, int], least: int = 1) -> dict[int, int]:
        return {pk: counts[pk] for pk in pks if counts.get(pk, 0) >= least}

    overridden, drifted = some(facts.overridden), some(facts.drifted)
    return OfSystem(
        system,
        owed=reports(pks),
        in_time=reports((row.unit.pk for row in rows if row.is_signed and not row.is_late), of=m),
        late=reports((row.unit.pk for row in rows if row.is_signed and row.is_late), of=m),
        silent=reports((row.unit.pk for row in rows if row.is_silent), of=m),
        returned=reports(some(facts.returned), of=m),
        filled=Number(filled, of, tuple(fields), reverse("reports:filled")),
        typed=Number(of - filled, of, tuple(fields), reverse("reports:filled")),
        overridden=reports(overridden, sum(overridden.values())),
        signed_again=reports(some(facts.signed, 2), of=m),
        drifted=places.changes(drifted, sum(drifted.values())),
        oldest=min((facts.waiting[pk] for pk in pks if pk in facts.waiting), default=None),
    )


def _course(unit: Unit, line: str, day: date, known: datetime | None) -> list[DayShare]:
    """The share signed of each of the last days, by who owed a report on that day and answered to the unit then."""
    days = clock.days(day - timedelta(days=DAYS - 1), day)
    packs, turning, nodes = load(days[0], day, {}, known), turns(line, days[0], day), set[int]()
    found = []
    for when in days:
        if when == days[0] or when in turning:
            nodes = {node.unit_id for node in tree(line, when, unit, known)}
        owing = set(owing_units(when, known).values_list("pk", flat=True)) & nodes
        here = packs.get(when)
        signed = set(here.units[here.signed].tolist()) & owing if here else set()
        url = reverse("reports:rollup", args=[line, unit.code, when.isoformat()])
        found.append(DayShare(when, Number(len(signed), len(owing), tuple(sorted(owing - signed)), url)))
    return found
