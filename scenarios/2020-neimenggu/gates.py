"""Gates: Linxi's from 31 January at eight, Donghe's, and the facilities'. What passed them is made up and marked. See facts.toml.

The account says that Linxi's volunteers and the workers of Xing'an community stood at the gates of *some* estates from
eight every day; not which, nor until when. So the estates and the evening hour are the drill's own. Nobody has a fever
at a gate of a real name; the one that is planted is a driver's at a facility with a synthetic name.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from fengsui.command.duty import actions as duty
from fengsui.frontline.gates import wire
from fengsui.frontline.gates.actions import alarms, binding, gates, keeping, permits, regulars, syncing
from fengsui.frontline.gates.actions.asking import Guest
from fengsui.frontline.gates.models import Alert, Direction, Gate, GateKind, Permit, Regular, StepKind
from fengsui.frontline.gates.queries.balance import balance
from fengsui.frontline.gates.reading import Read
from fengsui.frontline.gates.roll import Entry
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import FACILITY_KINDS, Unit

from . import troubles
from .duty import LIVE_GATE, STATIONS, publish
from .papers import DONGHE, person_of
from .population import CLOSURE
from .staff import COUNTY, LAST, MAIN, digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.frontline.gates.models import Device
    from fengsui.ground.org.models import Person

    from .diary import Agenda
    from .staff import People

BEGIN, OPENS, CLOSES = date(2020, 1, 31), time(8), time(20)  # the last one is the drill's
COMMUNITY = "partner-xingan"
ESTATES = ("演练一小区门岗（合成）", "演练二小区门岗（合成）", "演练三小区门岗（合成）")
BUILDINGS, FLOORS, DOORS = 8, 6, 4  # of an estate
OUTINGS = 0.6  # of the residents, on a day, each out and in again
STRANGERS, CARS, UNREADABLE = 0.05, 0.08, 0.03  # shares of what passes
FLOCK = (1, 2, 5, 6, 4, 3, 3, 4, 5, 5, 3, 1)  # how many go out in each hour from eight on, against each other
SENDING = timedelta(hours=2)
FACILITY_GATE = "大门（演练）"
SUPPLIER, DRIVER = "演练物资配送", "演练驾驶员"
FEVER = datetime.combine(MAIN - timedelta(days=1), time(15, 20), tzinfo=clock.LOCAL)


class Passing(NamedTuple):
    """One record of an estate's gate, before it has an id."""

    at: datetime
    said: dict[str, Any]


def plan(agenda: Agenda, people: People, first: date) -> None:
    """From the drill's first day on: a short one has its gates from its beginning."""
    begins = max(BEGIN, first)
    agenda.add(clock.on(begins, time(7, 30)), partial(_estates, begins))
    for day in clock.days(begins, MAIN):
        for number, name in enumerate(ESTATES):
            _day(agenda, name, number, day)
    agenda.add(clock.on(max(MAIN - timedelta(days=1), first), time(16, 30)), _donghe)
    _facilities(agenda, people, first)


# ── Linxi ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _estates(since: date) -> None:
    """Three gates with the people who live behind them; the volunteers' roster begins with the main day."""
    unit, partner, leader = Unit.objects.get(code=COUNTY), Unit.objects.get(code=COMMUNITY), person_of("county")
    buildings = tuple(f"{number}号楼" for number in range(1, BUILDINGS + 1))
    for number, name in enumerate(ESTATES):
        place = name.removesuffix("门岗（合成）")
        looks = gates.Looks(GateKind.COMMUNITY, place, tuple(f"{place}{each}" for each in buildings), partner)
        gates.found(unit, name, looks, by=leader, since=since, synthetic=True)
        entries = dict(enumerate(_residents(place, number), 1))
        regulars.add(unit, entries, by=leader, synthetic=True)
    _volunteers(unit, leader)


def _residents(place: str, number: int) -> Iterator[Entry]:
    chance = random.Random(f"residents:{place}")
    homes = [(b, f, d) for b in range(1, BUILDINGS + 1) for f in range(1, FLOORS + 1) for d in range(1, DOORS + 1)]
    for count, (building, floor, door) in enumerate(homes):
        for member in range(chance.choice((1, 1, 2, 2, 3))):
            name = f"演练居民{digits(f'{number + 1}{count:03}{member}')}"
            plate = f"蒙D演{count:03}{number}" if member == 0 and chance.random() < 0.3 else ""
            yield Entry(name, f"{place}{building}号楼", f"{floor}0{door}", f"{chance.randrange(10_000):04}", plate)


def _volunteers(unit: Unit, leader: Person) -> None:
    """Who keeps the first gate from the main day on: the cast's volunteer."""
    post = duty.man_station(unit, ESTATES[0], capacity=3, by=leader, since=MAIN)
    slot = duty.add_slot(post, OPENS, 12 * 60, need=1, by=leader, since=MAIN)
    volunteer = person_of("uyunna")
    duty.set_pool(post, [volunteer.pk], by=leader)
    days = clock.days(MAIN, LAST)
    publish(unit, days, {(slot.pk, day): [volunteer.pk] for day in days}, leader)


def _day(agenda: Agenda, name: str, number: int, day: date) -> None:
    """A phone is bound at eight; it sends every two hours what it has, and at the end says how much that was."""
    phones: list[Device] = []
    agenda.add(clock.on(day, OPENS), partial(_bind, name, day, phones))
    chance = random.Random(f"gate:{name}:{day}")
    passing: list[Passing] = []
    agenda.add(clock.on(day, OPENS), partial(_dream, name, number, day, chance, passing))
    sent = clock.on(day, OPENS)
    while (sent := sent + SENDING) <= clock.on(day, CLOSES):
        agenda.add(sent, partial(_send, phones, passing, sent))
    agenda.add(clock.on(day, CLOSES), partial(_hand_over, name, day, phones))
    if day == MAIN:
        agenda.add(agenda.until - timedelta(minutes=5), partial(_send, phones, passing, agenda.until))


def _bind(name: str, day: date, phones: list[Device]) -> None:
    gate, leader = Gate.objects.get(station__name=name), person_of("county")
    until = clock.on(day, CLOSES) + timedelta(hours=1)
    code = binding.invite(gate, person_of("uyunna") if name == ESTATES[0] else None, until=until, by=leader)
    phones.append(binding.bind(code, "演练手机")[0])


def _dream(name: str, number: int, day: date, chance: random.Random, into: list[Passing]) -> None:
    """Everything that will pass a gate on a day: residents out and in again, strangers, cars."""
    place = name.removesuffix("门岗（合成）")
    unit = Unit.objects.get(code=COUNTY)
    people = list(_living(unit, place))
    for person in people:
        if chance.random() < OUTINGS:
            out = clock.on(day, OPENS) + timedelta(hours=_hour(chance), seconds=chance.randrange(3600))
            back = out + timedelta(minutes=chance.randint(15, 90))
            into.append(Passing(out, _resident(person, "out", chance)))
            if back < clock.on(day, CLOSES):
                into.append(Passing(back, _resident(person, "in", chance)))
    whole = len(into)
    into.extend(_stranger(day, number, count, chance) for count in range(int(whole * STRANGERS)))
    into.extend(_car(day, number, count, chance) for count in range(int(whole * CARS)))
    into.sort(key=lambda one: one.at)


def _living(unit: Unit, place: str) -> Iterator[Regular]:
    yield from Regular.objects.filter(unit=unit, building__startswith=place).order_by("building", "room", "pk")


def _hour(chance: random.Random) -> int:
    return chance.choices(range(len(FLOCK)), FLOCK)[0]


def _body(chance: random.Random) -> dict[str, Any]:
    """An outdoor reading in winter, never a fever; some thermometers freeze."""
    if chance.random() < UNREADABLE:
        return {"site": "unreadable"}
    return {"heat": min(max(round(chance.gauss(364, 2.5)), 356), 371), "site": "forehead"}


def _resident(person: Regular, way: str, chance: random.Random) -> dict[str, Any]:
    said = {"way": way, "kind": "person", "who": person.pk, "building": person.building}
    return said | (_body(chance) if way == "in" else {})


def _stranger(day: date, number: int, count: int, chance: random.Random) -> Passing:
    at = clock.on(day, OPENS) + timedelta(hours=_hour(chance), seconds=chance.randrange(3000))
    said = {"way": "in", "kind": "visitor", "name": f"演练访客{digits(f'{number}{day.day:02}{count:02}')}"} | _body(
        chance
    )
    if chance.random() < 0.4:
        said |= {"outcome": "refused", "reason": "stranger"}
    return Passing(at, said)


def _car(day: date, number: int, count: int, chance: random.Random) -> Passing:
    at = clock.on(day, OPENS) + timedelta(hours=_hour(chance), seconds=chance.randrange(3000))
    plate = f"蒙D演{day.day % 10}{number}{count:02}"
    way = chance.choice(("in", "out"))
    return Passing(at, {"way": way, "kind": "vehicle", "plate": plate, "people": chance.choice((1, 1, 1, 2, 2, 3))})


def _send(phones: list[Device], passing: list[Passing], until: datetime) -> None:
    """What passed since the last time, as the phone would send it."""
    due = [one for one in passing if one.at < until]
    del passing[: len(due)]
    for start in range(0, len(due), wire.MOST_RECORDS):
        part = due[start : start + wire.MOST_RECORDS]
        records = [(n, wire.Passed(id=keeping.ident(one.at), at=one.at, **one.said)) for n, one in enumerate(part)]
        syncing.sync(phones[-1], Read(clock.now(), 0, None, "scenario", records))


def _hand_over(name: str, day: date, phones: list[Device]) -> None:
    gate = Gate.objects.select_related("unit", "station").get(station__name=name)
    mine = next(one for one in balance(gate, day).phones if one.device == phones[-1])
    said = wire.HandedOver(
        id=keeping.ident(clock.now()), at=clock.now(), registered=mine.arrived, people=mine.arrived_people
    )
    syncing.sync(phones[-1], Read(clock.now(), 0, None, "scenario", [(0, said)]))


# ── Donghe, facilities ───────────────────────────────────────────────────────────────────────────────────────────


def _donghe() -> None:
    """The account's 社区门卫岗 is a gate; where it stands the account does not say."""
    unit, leader = Unit.objects.get(code=DONGHE), person_of("donghe")
    gates.found(unit, STATIONS[0], gates.Looks(GateKind.COMMUNITY), by=leader, since=MAIN - timedelta(days=1))


def _facilities(agenda: Agenda, people: People, first: date) -> None:
    """Every facility has a gate; prisons close theirs with the order of 26 January; supplies pass by permit."""
    agenda.add(max(CLOSURE - timedelta(hours=5), clock.on(first, time(0, 15))), partial(_found_gates, people))
    for code in people.staff:
        if code in troubles.SPARED:
            continue  # real names: no traffic is made up for them
        for number, day in enumerate(clock.days(max(MAIN - timedelta(days=1), first), MAIN)):
            at = clock.on(day, time(9)) + timedelta(minutes=7 * (sum(code.encode()) % 12))
            if not number:
                agenda.add(at - timedelta(minutes=30), partial(_permit, people, code))
            agenda.add(at, partial(_supply, people, code, Direction.IN))
            agenda.add(at + timedelta(minutes=35), partial(_supply, people, code, Direction.OUT))
    if first <= FEVER.date():
        agenda.add(FEVER, partial(_fever, people))


def _found_gates(people: People) -> None:
    for unit in Unit.objects.filter(code__in=people.staff, kind__in=FACILITY_KINDS).order_by("pk"):
        name = LIVE_GATE if unit.code == troubles.LIVE else FACILITY_GATE
        gates.found(
            unit, name, gates.Looks(GateKind.FACILITY), by=people.staff[unit.code].leaders[0], since=clock.today(), synthetic=True
        )  # fmt: skip


def _supplier(code: str) -> str:
    return f"{SUPPLIER}{digits(code.rpartition('-')[2])}"


def _permit(people: People, code: str) -> None:
    """Asked for by an officer, approved by the leader: two persons."""
    unit, staff = Unit.objects.get(code=code), people.staff[code]
    asked = permits.ask(
        unit, [Guest(_supplier(code))], since=clock.now(), until=clock.now() + timedelta(days=3), reason="物资配送（演练）",
        by=staff.officers[0], synthetic=True,
    )  # fmt: skip
    permits.approve(asked, by=staff.leaders[0])


def _supply(people: People, code: str, way: int) -> None:
    gate = Gate.objects.select_related("unit", "station").get(unit__code=code)
    driver = Permit.objects.filter(unit=gate.unit).order_by("-pk")[0].regular
    heat = 364 if way == Direction.IN else None
    entry = keeping.Entry(keeping.ident(clock.now()), way, regular=driver, heat=heat, site="forehead" if heat else "")
    keeping.register(gate, entry, by=people.staff[code].officers[0])


def _fever(people: People) -> None:
    """A driver with 37.6, measured again 37.5, at the gate of a facility with a synthetic name: turned away, and dealt with."""
    gate = Gate.objects.select_related("unit", "station").get(unit__code=troubles.FEVERISH)
    entry = keeping.Entry(
        keeping.ident(clock.now()), Direction.IN, name=f"{DRIVER}九", heat=376, again=375, site="wrist", note="演练",
    )  # fmt: skip
    officer = people.staff[troubles.FEVERISH].officers[0]
    passage = keeping.register(gate, entry._replace(reason="fever"), by=officer)
    alert = Alert.objects.get(passage=passage.pk)
    alarms.step(alert, StepKind.ISOLATED, by=officer)
    alarms.step(alert, StepKind.CLINIC, by=people.staff[troubles.FEVERISH].leaders[0], note="演练")
