"""Duty: what is manned, with whom, and the rosters of the drill's days. See facts.toml.

The account names ten veterans of Donghe, three stations (社区门卫岗、司法所、流动宣传车), and one evening's duty that ended at nine.
It does not say who stood where, when, or on which day: the ten are one pool of all three stations, and the roster of the
drill's days is made up, as its persons' names say. Only a facility with a synthetic name has a gap.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from fengsui.command.duty import actions as duty
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import SeatKind, Shift, Unit
from fengsui.ground.org.scope import SYSTEM

from . import troubles
from .papers import DONGHE, person_of
from .staff import HEADQUARTERS, MAIN, Roll, digits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from fengsui.command.duty.models import Post, Slot
    from fengsui.ground.org.models import Person

    from .diary import Agenda
    from .staff import People

VETERANS, VETERAN = 10, "演练退役军人"
STATIONS = ("社区门卫岗", "司法所", "流动宣传车")  # the account's words
EVENING_ENDS = time(21)  # “晚上九点值班结束后”: of one person on one evening, without a date
LIVE_GATE = "监狱大门值守（演练）"
WHOLE_DAY = 24 * 60


class Stand(NamedTuple):
    """A slot of a station of Donghe, and which of the ten stand there."""

    station: str
    begins: time
    ends: time
    who: tuple[int, ...]


STANDS = (
    Stand(STATIONS[0], time(9), time(15), (0, 1)),
    Stand(STATIONS[0], time(15), EVENING_ENDS, (2, 3)),
    Stand(STATIONS[1], time(9), time(17), (4, 5, 6)),
    Stand(STATIONS[2], time(9), time(17), (7, 8, 9)),
)


def plan(agenda: Agenda, people: People, first: date) -> None:
    """Posts from the drill's first day on; rosters of stations on the day before the main one."""
    agenda.add(clock.midnight(first) + timedelta(minutes=10), partial(_posts, people, first))
    before = clock.on(MAIN - timedelta(days=1), time(16))
    agenda.add(before, _veterans)
    agenda.add(before, partial(_live_gate, people))


def _posts(people: People, first: date) -> None:
    """The seats that staff.py fills, as posts: so that a gap in them is owed by somebody."""
    for code in HEADQUARTERS:
        unit = Unit.objects.get(code=code)
        for kind in (SeatKind.COMMANDER, SeatKind.DEPUTY, SeatKind.DUTY_CHIEF):
            post = _seat(unit, kind, time(9, 30), first)
            duty.set_pool(post, set(Shift.objects.filter(seat=post.seat).values_list("person", flat=True)), by=SYSTEM)
    for code, staff in people.staff.items():
        post = _seat(Unit.objects.get(code=code), SeatKind.LEADER_ON_DUTY, time(0), first)
        duty.set_pool(post, [person.pk for person in staff.leaders], by=SYSTEM)


def _seat(unit: Unit, kind: SeatKind, begins: time, since: date) -> Post:
    post = duty.man_seat(unit, kind, by=SYSTEM, since=since)
    duty.add_slot(post, begins, WHOLE_DAY, by=SYSTEM, since=since)
    return post


def _station(unit: Unit, name: str, capacity: int, slots: tuple[tuple[time, int, int], ...], by: Person) -> list[Slot]:
    """A station with its slots from the main day on: from when, how many minutes, how many people."""
    post = duty.man_station(unit, name, capacity=capacity, by=by, since=MAIN)
    return [duty.add_slot(post, begins, minutes, need=need, by=by, since=MAIN) for begins, minutes, need in slots]


def _veterans() -> None:
    """Ten at three stations: who stands where, and at which hours, is the drill's."""
    unit, leader = Unit.objects.get(code=DONGHE), person_of("donghe")
    ten = Roll().register(unit, [f"{VETERAN}{digits(f'{number:02}')}" for number in range(1, VETERANS + 1)])
    cells: dict[tuple[int, date], list[UUID]] = {}
    days = [MAIN + timedelta(days=number) for number in range(3)]
    for name in STATIONS:
        stands = [stand for stand in STANDS if stand.station == name]
        slots = _station(unit, name, 4, tuple((s.begins, _minutes(s), len(s.who)) for s in stands), leader)
        duty.set_pool(slots[0].post, [person.pk for person in ten], by=leader)
        cells |= {
            (slot.pk, day): [ten[number].pk for number in stand.who]
            for slot, stand in zip(slots, stands, strict=True)
            for day in days
        }
    publish(unit, days, cells, leader)


def _minutes(stand: Stand) -> int:
    return (stand.ends.hour - stand.begins.hour) * 60


def _live_gate(people: People) -> None:
    """The gate of the prison whose log-ins are printed: a swap can be tried there, and a gap is open on 4 February."""
    unit, leader, officers = (
        Unit.objects.get(code=troubles.LIVE),
        person_of("leader"),
        people.staff[troubles.LIVE].officers,
    )
    day, night = _station(unit, LIVE_GATE, 2, ((time(8), 720, 1), (time(20), 720, 1)), leader)
    duty.set_pool(day.post, [person.pk for person in officers], by=leader)
    tomorrow, later = MAIN + timedelta(days=1), MAIN + timedelta(days=2)
    turns = {(day, MAIN): 2, (night, MAIN): 1, (night, tomorrow): 0, (day, later): 1, (night, later): 2}
    cells = {(slot.pk, when): [officers[number].pk] for (slot, when), number in turns.items()}
    publish(unit, [MAIN, tomorrow, later], cells, leader)


def publish(unit: Unit, days: list[date], cells: Mapping[tuple[int, date], list[UUID]], by: Person) -> None:
    draft = duty.begin_draft(unit, days[0], days[-1], by=by)
    draft = duty.save_draft(draft, cells, revision=draft.revision, by=by)
    duty.publish(draft, revision=draft.revision, accepting=True, by=by)
