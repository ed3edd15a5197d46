"""A simulated population: who is in which section when, so that every count follows from the one before.

Pure functions of the facilities and a seed; nothing here knows the database. A facility's course is a ledger of
movements of single persons; the counts of a roll-call are read off that ledger, so they conserve by construction.
All of it is synthetic: no number here is or resembles a figure of a real facility.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
SEED = "2020-neimenggu"
CLOSURE = datetime(2020, 1, 26, 14, tzinfo=LOCAL)  # for the prisons; see facts.toml
MORNING, EVENING = "morning", "evening"
HOURS = {MORNING: time(7, 0), EVENING: time(17, 35)}  # the first section of the first facility
SIZES = {"prison": (90, 170), "prison_hospital": (20, 45), "centre": (45, 95)}  # persons in a section
OFFICERS_PER_PERSON = {"prison": 0.27, "prison_hospital": 0.8, "centre": 0.35}
ARRIVING = {"admission", "transfer_in"}
LEAVING = {"release", "transfer_out"}


@dataclass(frozen=True)
class Facility:
    code: str
    kind: str
    sections: tuple[str, ...]

    @property
    def is_prison(self) -> bool:
        return self.kind != "centre"


@dataclass(frozen=True, order=True)
class Move:
    """A line of the ledger: one person. `person` numbers the synthetic persons of the whole region."""

    at: datetime
    facility: str
    section: str
    kind: str
    person: int
    to_section: str = ""
    counterpart: str = ""


@dataclass(frozen=True)
class Tally:
    """A section at a roll-call: persons present and outside (in hospital or on the way), readings that failed."""

    section: str
    present: int
    outside: int
    unreadable: int = 0

    @property
    def total(self) -> int:
        return self.present + self.outside


@dataclass(frozen=True)
class Fever:
    at: datetime
    section: str
    person: int
    celsius: float
    again: float  # measured again twenty minutes later
    outcome: str


@dataclass(frozen=True)
class Officers:
    on_duty: int
    in_isolation: int
    on_standby: int
    inside_since: date | None = None


@dataclass
class Course:
    """What happened at a facility, day by day."""

    facility: Facility
    start: dict[str, int]  # persons of each section before the first roll-call
    moves: list[Move] = field(default_factory=list)
    tallies: dict[tuple[date, str], list[Tally]] = field(default_factory=dict)
    fevers: list[Fever] = field(default_factory=list)
    officers: dict[date, Officers] = field(default_factory=dict)


class Numbers:
    """Gives out the numbers of synthetic persons."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        self.last += 1
        return self.last


def courses(
    facilities: list[Facility], days: list[date], seed: str = SEED, numbers: Numbers | None = None
) -> dict[str, Course]:
    """The courses of all facilities over some days, always the same for the same seed."""
    numbers = numbers or Numbers()
    made = {each.code: _begin(each, random.Random(f"{seed}:{each.code}")) for each in facilities}
    for course in made.values():
        chance = random.Random(f"{seed}:{course.facility.code}:moves")
        for day in days:
            course.moves += _day(course.facility, day, chance, numbers)
    for out, into in _transfers(facilities, days, random.Random(f"{seed}:transfers"), numbers):
        made[out.facility].moves.append(out)
        made[into.facility].moves.append(into)
    for course in made.values():
        _complete(course, days, random.Random(f"{seed}:{course.facility.code}:days"), numbers)
    return made


def _begin(facility: Facility, chance: random.Random) -> Course:
    return Course(facility, {section: chance.randint(*SIZES[facility.kind]) for section in facility.sections})


def _complete(course: Course, days: list[date], chance: random.Random, numbers: Numbers) -> None:
    course.moves.sort()
    slots = [(day, slot) for day in days for slot in HOURS]
    for day, slot in slots:
        course.tallies[day, slot] = tallies(course, day, slot, chance)
        if chance.random() < 0.08:
            course.fevers.append(_fever(course, day, slot, chance, numbers))
    total = round(sum(course.start.values()) * OFFICERS_PER_PERSON[course.facility.kind])
    course.officers = {day: _officers(course.facility, total, day, chance) for day in days}


def tallies(course: Course, day: date, slot: str, chance: random.Random | None = None) -> list[Tally]:
    """What the sections are counted at, read off the ledger: every earlier move has happened, no later one."""
    moment = datetime.combine(day, HOURS[slot], tzinfo=LOCAL)
    held, outside = Counter(course.start), Counter[str]()
    for move in course.moves:
        if move.at < moment:
            _apply(move, held, outside)
    return [
        Tally(section, held[section] - outside[section], outside[section],
              unreadable=int(chance is not None and chance.random() < 0.03))
        for section in course.facility.sections
    ]  # fmt: skip


def _apply(move: Move, held: Counter[str], outside: Counter[str]) -> None:
    if move.kind in ARRIVING:
        held[move.section] += 1
    elif move.kind in LEAVING:
        held[move.section] -= 1
    elif move.kind == "shift":
        held[move.section] -= 1
        held[move.to_section] += 1
    else:
        outside[move.section] += 1 if move.kind == "escort_out" else -1


def _day(facility: Facility, day: date, chance: random.Random, numbers: Numbers) -> list[Move]:
    """Return the moves that concern one facility alone: admissions, releases, moves inside, escorts to hospital."""
    closed = facility.is_prison and datetime.combine(day, time(14), tzinfo=LOCAL) >= CLOSURE
    often = {"admission": 0.05 if closed else 0.35, "release": 0.25, "shift": 0.05, "escort_out": 0.12}
    made = []
    for kind, likely in often.items():
        if chance.random() < likely:
            made += _single(facility, kind, _hour(day, chance, 8, 15), chance, numbers.next())
    return made


def _single(facility: Facility, kind: str, at: datetime, chance: random.Random, person: int) -> list[Move]:
    section, *others = chance.sample(facility.sections, 2)
    move = Move(at, facility.code, section, kind, person, to_section=others[0] if kind == "shift" else "")
    if kind != "escort_out":
        return [move]
    overnight = timedelta(days=1) if chance.random() < 0.25 else timedelta(minutes=chance.randint(60, 100))
    return [move, replace(move, at=at + overnight, kind="escort_back")]


def _transfers(
    facilities: list[Facility], days: list[date], chance: random.Random, numbers: Numbers
) -> list[tuple[Move, Move]]:
    """Return the transfers between prisons until their closure: out at one, in at the other, the same person."""
    prisons = [each for each in facilities if each.is_prison]
    made = []
    for day in days:
        if len(prisons) < 2 or datetime.combine(day, time(14), tzinfo=LOCAL) >= CLOSURE:
            continue
        one, other = chance.sample(prisons, 2)
        at, person = _hour(day, chance, 8, 11), numbers.next()
        out = Move(at, one.code, chance.choice(one.sections), "transfer_out", person, counterpart=other.code)
        later = at + timedelta(minutes=chance.randint(120, 240))
        into = Move(later, other.code, chance.choice(other.sections), "transfer_in", person, counterpart=one.code)
        made.append((out, into))
    return made


def _hour(day: date, chance: random.Random, first: int, last: int) -> datetime:
    """A minute between two hours: after the morning roll-call, and with time to come back before the evening's."""
    minutes = chance.randint(first * 60, last * 60)
    return datetime.combine(day, time(), tzinfo=LOCAL) + timedelta(minutes=minutes)


def _fever(course: Course, day: date, slot: str, chance: random.Random, numbers: Numbers) -> Fever:
    """One person whose first reading was high and whose second one was not."""
    at = datetime.combine(day, HOURS[slot], tzinfo=LOCAL) + timedelta(minutes=chance.randint(2, 12))
    first, second = 37.3 + chance.randint(0, 3) / 10, 36.4 + chance.randint(0, 6) / 10
    section = chance.choice(course.facility.sections)
    return Fever(at, section, numbers.next(), round(first, 1), round(second, 1), "cleared")


def _officers(facility: Facility, total: int, day: date, chance: random.Random) -> Officers:
    """Three teams: inside on duty, in isolation before going in, on standby at home; a little changes every day."""
    wobble = chance.randint(-1, 1)
    isolated = round(total * 0.3) + wobble
    on_duty = round(total * 0.36)
    inside = CLOSURE.date() if facility.is_prison and day >= CLOSURE.date() else None
    return Officers(on_duty, isolated, total - on_duty - isolated, inside)
