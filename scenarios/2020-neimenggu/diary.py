"""Enters what happened through the rooms' actions, hour by hour, the drill's clock going along.

An entry is known within five minutes of its event. Everybody who enters anything is a synthetic person.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from fengsui.command.assessment import actions as assessment
from fengsui.command.reports import actions as reports
from fengsui.command.reports.models import Report
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.models import Fever as Found
from fengsui.frontline.custody.models import Site
from fengsui.ground.clock import actions as clock_actions
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import actions as indicators
from fengsui.ground.org.models import FACILITY_KINDS, System, Unit
from fengsui.ground.org.queries import line_of

from . import bureaus, force, population, troubles
from .population import EVENING, HOURS, MORNING, Course, Facility, Fever, Move
from .staff import FIRST, digits, of_the_day, on_duty

if TYPE_CHECKING:
    from collections.abc import Callable

    from fengsui.ground.org.models import Person

    from .staff import People, Staff

GRID = timedelta(minutes=5)
COUNTING, CONFIRMING = (
    timedelta(minutes=12),
    timedelta(minutes=7),
)  # the facilities one after the other; then the leader
TICK, STRENGTH = time(0, 5), time(8, 30)
SIGNING = {System.PRISON: time(18, 2), System.REHABILITATION: time(16, 10)}
ACCEPTING = {System.PRISON: time(18, 35), System.REHABILITATION: time(17, 10)}
BRIEF = time(19, 30)  # after the evening meeting
TOO_LATE = time(19, 10)  # for a report that was due at 18:45
NOTHING_BEFORE = "登记自2020年1月25日开始，此前没有数字。"

type Deed = Callable[[], object]


class Entry(NamedTuple):
    """Something to be done at a moment. reads: it looks at numbers, which must be those of all entries before it."""

    moment: datetime
    deed: Deed
    reads: bool


@dataclass
class Agenda:
    """What is to be entered when; entries of one moment keep their order."""

    until: datetime
    entries: list[Entry] = field(default_factory=list)

    def add(self, at: datetime, deed: Deed, *, reads: bool = False) -> None:
        """Have it entered at the next five minutes after it happened, unless the drill opens before."""
        moment = at + (datetime.min.replace(tzinfo=at.tzinfo) - at) % GRID
        if moment <= self.until:
            self.entries.append(Entry(moment, deed, reads))

    def do(self, day: date) -> None:
        """Enter everything of a day. Numbers are computed together, at the latest when somebody reads them."""
        today = sorted((entry for entry in self.entries if entry.moment.date() == day), key=lambda entry: entry.moment)
        now = None
        for reads, run in groupby(today, key=lambda entry: entry.reads):
            with nullcontext() if reads else indicators.together():
                for entry in run:
                    now = entry.moment if entry.moment == now else clock_actions.move(entry.moment, rate=0)
                    entry.deed()


def facilities(kinds: dict[str, str]) -> list[Facility]:
    """The facilities with their sections, read off the units' codes (prison-05-ward-3 is a ward of prison-05)."""
    return [
        Facility(code, kind, tuple(each for each in kinds if each.startswith(f"{code}-")))
        for code, kind in kinds.items()
        if kind in FACILITY_KINDS
    ]


def courses(kinds: dict[str, str], days: list[date]) -> dict[str, Course]:
    """The simulated courses with the troubles planted. kinds: every unit's kind by its code, as the units file has them."""
    numbers = population.Numbers()
    made = population.courses(facilities(kinds), days, numbers=numbers)
    troubles.plant(made, numbers)
    return made


def plan(people: People, days: list[date], until: datetime) -> Agenda:
    """Everything that the facilities and bureaus enter over some days, the last one only until the drill opens."""
    agenda, units = Agenda(until), {unit.code: unit for unit in Unit.objects.order_by("pk")}
    for day in days:
        agenda.add(clock.on(day, TICK), clock_actions.tick)
    for at, measure, basis in force.dated(since=days[0]):
        agenda.add(at, partial(force.put, measure, basis, at))
    for code, course in courses({code: unit.kind for code, unit in units.items()}, days).items():
        writer = Writer(units, course, people.staff[code], people.reviewers[units[code].system], agenda, days[0])
        writer.write(days)
    bureaus.write(people.bureaus, agenda, days)
    for code, commanders in people.commanders.items():
        for day in days:
            agenda.add(clock.on(day, BRIEF), partial(_brief, units[code], day, of_the_day(commanders, day)), reads=True)
    return agenda


def _brief(unit: Unit, day: date, commander: Person) -> None:
    assessment.sign(unit, line_of(unit), day, revision=0, by=commander)


@dataclass
class Writer:
    """Puts one facility's course on the agenda."""

    units: dict[str, Unit]
    course: Course
    staff: Staff
    reviewer: Person
    agenda: Agenda
    first: date = FIRST

    def __post_init__(self) -> None:
        self.unit = self.units[self.course.facility.code]
        self.turn = crc32(self.unit.code.encode())
        self.offset = timedelta(minutes=self.turn % (COUNTING // timedelta(minutes=1)))

    def officer(self, day: date) -> Person:
        """The duty officer of a day."""
        return self.staff.officers[(self.turn + day.toordinal()) % len(self.staff.officers)]

    def write(self, days: list[date]) -> None:
        for day in days:
            for slot in (MORNING, EVENING):
                self._roll_call(day, slot)
            self._strength(day)
            self._report(day)
        for move in self.course.moves:
            self.agenda.add(move.at, self._moving(move))
        for fever in self.course.fevers:
            self._fever(fever)

    def _roll_call(self, day: date, slot: str) -> None:
        code, evening = self.unit.code, (day, slot) == (troubles.DAY, EVENING)
        if evening and code in {troubles.SILENT, troubles.LIVE}:
            return
        at = clock.on(day, HOURS[slot]) + self.offset
        officer, leader = self.officer(day), on_duty(self.staff, day)
        rows = [
            custody.Row(self.units[tally.section], tally.present, tally.outside,
                        measured=tally.present - tally.unreadable, unreadable=tally.unreadable)
            for tally in self.course.tallies[day, slot]
        ]  # fmt: skip
        self.agenda.add(at, lambda: custody.count(self.unit, day, slot, rows, by=officer, at=at))
        if not (evening and code == troubles.HALFWAY):
            later = at + CONFIRMING
            self.agenda.add(later, lambda: custody.confirm(self.unit, day, slot, by=leader, at=later))

    def _strength(self, day: date) -> None:
        at, officers = clock.on(day, STRENGTH) + self.offset, self.course.officers[day]
        self.agenda.add(at, lambda: custody.set_strength(
            self.unit, day, on_duty=officers.on_duty, in_isolation=officers.in_isolation,
            on_standby=officers.on_standby, inside_since=officers.inside_since, by=self.officer(day), at=at,
        ))  # fmt: skip

    def _moving(self, move: Move) -> Deed:
        number, name = self._person(move.person)
        counterpart = self.units.get(move.counterpart)
        place = "" if counterpart or not move.kind.startswith("escort") else "演练定点医院（合成）"
        return lambda: custody.move(
            self.unit, move.kind, number=number, name=name, section=self.units[move.section], at=move.at,
            to_section=self.units.get(move.to_section), counterpart=counterpart, place=place,
            by=self.officer(move.at.date()), synthetic=True,
        )  # fmt: skip

    def _person(self, person: int) -> tuple[str, str]:
        """Number and name of a synthetic person: D00012, 演练罪犯〇〇一二."""
        word = "演练罪犯" if self.course.facility.is_prison else "演练戒毒人员"
        return f"D{person:05}", word + digits(f"{person:04}")

    def _fever(self, fever: Fever) -> None:
        number, name = self._person(fever.person)
        found: list[Found] = []
        officer, again, later = self.officer(fever.at.date()), fever.at + 4 * GRID, fever.at + 6 * GRID
        self.agenda.add(fever.at, lambda: found.append(custody.measure(
            self.unit, self.units[fever.section], number=number, name=name, celsius=fever.celsius, by=officer,
            site=Site.FOREHEAD, at=fever.at, synthetic=True,
        )))  # fmt: skip
        self.agenda.add(again, lambda: custody.remeasure(found[0], celsius=fever.again, by=officer, at=again))
        self.agenda.add(later, lambda: custody.conclude(found[0], fever.outcome, by=officer, at=later))

    def _report(self, day: date) -> None:
        code, today = self.unit.code, day == troubles.DAY
        at = clock.on(day, SIGNING[self.unit.system]) + self.offset
        if today and code in {troubles.SILENT, troubles.LIVE}:
            return
        if today and code == troubles.HALFWAY:
            self.agenda.add(at, lambda: self._draft(day), reads=True)
            return
        if (code, day) in troubles.LATE:
            at = clock.on(day, TOO_LATE)
        self.agenda.add(at, lambda: self._sign(day), reads=True)
        accepted = max(at + 2 * GRID, clock.on(day, ACCEPTING[self.unit.system]) + self.offset)
        if (code, day) == troubles.RETURNED:
            self.agenda.add(at + GRID, lambda: self._give_back(day))
            self.agenda.add(accepted - GRID, lambda: self._sign(day, revision=1), reads=True)
        self.agenda.add(accepted, lambda: self._accept(day))

    def _draft(self, day: date) -> None:
        reports.save(self.unit, day, {}, revision=0, by=self.officer(day))

    def _sign(self, day: date, revision: int = 0) -> None:
        note = NOTHING_BEFORE if day == self.first and not self.course.facility.is_prison else ""
        reports.sign(self.unit, day, {}, revision=revision, by=on_duty(self.staff, day), note=note)

    def _give_back(self, day: date) -> None:
        reason = "请核对备勤警力与前日的变化（演练）。"
        reports.give_back(Report.objects.get(unit=self.unit, day=day), reason=reason, by=self.reviewer)

    def _accept(self, day: date) -> None:
        reports.accept(Report.objects.get(unit=self.unit, day=day), by=self.reviewer)
