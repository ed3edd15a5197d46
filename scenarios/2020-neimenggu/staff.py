"""Persons, offices, seats and log-ins. All persons are synthetic and are called so; four have the cast's names.

The account describes the seats of the rehabilitation administration (commander, deputy, duty chief) and the leader on
duty of each site. The department's seats and all hours of change are this drill's own.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fengsui.command.reports.models import BUREAU_KINDS
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import FACILITY_KINDS, Office, Person, SeatKind, System, Unit
from fengsui.ground.org.scope import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator

META = tomllib.loads((Path(__file__).parent / "meta.toml").read_text(encoding="utf-8"))
FIRST, LAST, MAIN = date(2020, 1, 25), date(2020, 2, 5), date(2020, 2, 3)
LEADERS, OFFICERS = 2, 3  # of each facility
HOLDERS = 3  # of each seat of a headquarters
TURN = 3  # days that a leader stays inside on duty; 3 February begins a turn of the first leader
COUNTY = "bureau-150424"  # whose justice offices answer every day
HEADQUARTERS = ("department", "rehabilitation-administration")
REVIEWERS = {System.PRISON: "prisons", System.REHABILITATION: "rehab"}  # accounts that accept the reports
HELD = {SeatKind.COMMANDER: Office.COMMANDER, SeatKind.DEPUTY: Office.COMMANDER, SeatKind.DUTY_CHIEF: Office.DUTY_CHIEF}
TITLES = {
    SeatKind.COMMANDER: "演练指挥长",
    SeatKind.DEPUTY: "演练副指挥长",
    SeatKind.DUTY_CHIEF: "演练值班长",
    "leader": "演练带班领导",
    "bureau": "演练局领导",
    "officer": "演练民警",
    "clerk": "演练司法所工作人员",
}
DIGITS = "〇一二三四五六七八九"


@dataclass
class Staff:
    """Who works at a facility; the first leader and the first officer have the printed accounts, if any has."""

    leaders: list[Person]
    officers: list[Person]


@dataclass
class People:
    """Who enters and signs what: each facility's staff, who accepts its report, each day's commanders, each bureau's leader."""

    staff: dict[str, Staff] = field(default_factory=dict)
    reviewers: dict[System, Person] = field(default_factory=dict)
    commanders: dict[str, list[Person]] = field(default_factory=dict)
    clerks: dict[str, Person] = field(default_factory=dict)  # one at each justice office of one county
    bureaus: dict[str, Person] = field(default_factory=dict)


@dataclass
class Roll:
    """Names as they are given out, and everybody who was registered by name."""

    numbers: dict[str, Iterator[int]] = field(default_factory=lambda: {title: count(101) for title in TITLES.values()})
    persons: dict[tuple[str, str], Person] = field(default_factory=dict)

    def register(self, unit: Unit, names: list[str], capacity: str = "officer") -> list[Person]:
        made = org.register(names, unit=unit, capacity=capacity, by=SYSTEM, synthetic=True)
        self.persons |= {(unit.code, name): person for name, person in zip(names, made, strict=True)}
        return made

    def names(self, unit: Unit, title: str, office: str, number: int) -> list[str]:
        """So many names: those of the unit's accounts first, then plainly synthetic ones (演练民警一〇一)."""
        cast = [each["person"] for each in accounts(unit.code, office)]
        return (cast + [self._name(title) for _ in range(number - len(cast))])[:number]

    def _name(self, title: str) -> str:
        return title + digits(str(next(self.numbers[title])))


def digits(number: str) -> str:
    """012 → 〇一二."""
    return "".join(DIGITS[int(digit)] for digit in number)


def accounts(unit: str = "", office: str = "") -> list[dict[str, Any]]:
    """The printed accounts: all, or those of a unit and office."""
    return [
        each for each in META["accounts"]
        if (not unit or each["unit"] == unit) and (not office or each.get("office") == office)
    ]  # fmt: skip


def enter(since: date) -> People:
    """Enter everybody, appointed from a day on. Return who will enter and sign what."""
    roll, people = Roll(), People()
    units = {unit.code: unit for unit in Unit.objects.exclude(kind="institute").order_by("pk")}
    for code in HEADQUARTERS:
        people.commanders[code] = _headquarters(roll, units[code], since)
    people.staff = {code: _facility(roll, unit, since) for code, unit in units.items() if unit.kind in FACILITY_KINDS}
    people.bureaus = {code: _bureau(roll, unit, since) for code, unit in units.items() if unit.kind in BUREAU_KINDS}
    people.clerks = _clerks(roll, units, since)
    _rest_of_the_cast(roll, units, since)
    named = {each["username"]: roll.persons[each["unit"], each["person"]] for each in accounts()}
    for username, person in named.items():
        org.open_account(person, username, META["password"], by=SYSTEM, check=False)
    people.reviewers = {system: named[username] for system, username in REVIEWERS.items()}
    return people


def _headquarters(roll: Roll, unit: Unit, since: date) -> list[Person]:
    """Three persons for each seat take turns from 9:30, when yesterday's and today's meet, to 9:30. Return the commanders."""
    holders: dict[SeatKind, list[Person]] = {}
    for seat, office in HELD.items():
        cast = office if seat != SeatKind.DEPUTY else "-"  # the cast's commander is no deputy
        holders[seat] = roll.register(unit, roll.names(unit, TITLES[seat], cast, HOLDERS))
        for person in holders[seat]:
            org.appoint(person, unit, office, by=SYSTEM, since=since)
        for day in clock.days(FIRST, LAST):
            begins = clock.midnight(day) + (timedelta(hours=9.5) if day > FIRST else timedelta())
            ends = clock.midnight(day) + timedelta(hours=33.5)
            org.hold_seat(of_the_day(holders[seat], day), unit, seat, since=begins, until=ends, by=SYSTEM)
    return holders[SeatKind.COMMANDER]


def of_the_day(persons: list[Person], day: date) -> Person:
    """Whose turn it is; on 3 February the first one's."""
    return persons[(day - MAIN).days % len(persons)]


def _facility(roll: Roll, unit: Unit, since: date) -> Staff:
    names = roll.names(unit, TITLES["leader"], "leader", LEADERS) + roll.names(
        unit, TITLES["officer"], "officer", OFFICERS
    )
    persons = roll.register(unit, names)
    staff = Staff(persons[:LEADERS], persons[LEADERS:])
    for person in persons:
        office = Office.LEADER if person in staff.leaders else Office.OFFICER
        org.appoint(person, unit, office, by=SYSTEM, since=since)
    for start in range(0, (LAST - FIRST).days + 1, TURN):
        day = FIRST + timedelta(days=start)
        begins, ends, seat = clock.midnight(day), clock.midnight(day + timedelta(days=TURN)), SeatKind.LEADER_ON_DUTY
        org.hold_seat(on_duty(staff, day), unit, seat, since=begins, until=ends, by=SYSTEM)
    return staff


def _bureau(roll: Roll, unit: Unit, since: date) -> Person:
    """The leader who signs a bureau's report."""
    leader = roll.register(unit, roll.names(unit, TITLES["bureau"], "leader", 1))[0]
    org.appoint(leader, unit, Office.LEADER, by=SYSTEM, since=since)
    return leader


def on_duty(staff: Staff, day: date) -> Person:
    """The leader on duty of a day."""
    return staff.leaders[(day - MAIN).days // TURN % len(staff.leaders)]


def _clerks(roll: Roll, units: dict[str, Unit], since: date) -> dict[str, Person]:
    """Somebody at each justice office of one county."""
    found = {}
    for code, unit in units.items():
        if unit.kind == "office" and unit.division == units[COUNTY].division:
            found[code] = roll.register(unit, roll.names(unit, TITLES["clerk"], "officer", 1))[0]
            org.appoint(found[code], unit, Office.OFFICER, by=SYSTEM, since=since)
    return found


def _rest_of_the_cast(roll: Roll, units: dict[str, Unit], since: date) -> None:
    """Accounts whose persons are not on a roster: bureau, administrators, volunteer, outsider."""
    for each in accounts():
        unit = units[each["unit"]]
        if (unit.code, each["person"]) not in roll.persons:
            person = roll.register(unit, [each["person"]], each.get("capacity", "officer"))[0]
            if "office" in each:
                org.appoint(person, unit, each["office"], by=SYSTEM, since=since)
