"""What a solver reads: needs, people, what is fixed, what is carried over; hours and holidays."""

from datetime import date, timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.duty import actions
from fengsui.command.duty.models import Profile
from fengsui.command.duty.queries import demand
from fengsui.command.duty.queries.finding import post_of, turn_at, units_of
from fengsui.command.duty.queries.hours import accounts, holidays, nights
from fengsui.command.duty.queries.people import meant, pool
from fengsui.command.duty.queries.turns import asked
from fengsui.command.duty.tests.conftest import TOMORROW, shift_of
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.org.models import Shift


def test_everything_is_in_it(put, gate, prison, guards, leader):
    put(guards[0])
    put(guards[1], 8, TOMORROW)
    actions.change_post(gate, women_only=True, skills="急救", by=leader)
    actions.describe(prison, {guards[2].pk: ("f", "急救")}, by=leader)
    actions.note_absence(guards[2], prison, at("08:00", TOMORROW), at("20:00", TOMORROW), by=leader)
    found = demand(prison, TOMORROW, date(2020, 2, 5))
    assert ([need.there for need in found.needs], found.rest) == ([(guards[1].pk,), (), (), ()], timedelta(hours=12))
    need, people = found.needs[1], {one.person: one for one in found.people}
    assert (need.place, need.count, need.women_only, need.skills, need.is_night) == ("大门", 1, True, {"急救"}, True)
    assert (people[guards[2].pk].woman, people[guards[2].pk].skills, len(people[guards[2].pk].absences)) == (
        True,
        {"急救"},
        1,
    )
    assert [one.since for one in people[guards[0].pk].shifts] == [at("20:00")]
    assert (people[guards[0].pk].nights, people[guards[1].pk].shifts) == (1, ())


def test_what_has_begun_is_fixed(put, gate, prison, guards, drill):
    put(guards[0])
    drill(at("21:00"))
    found = demand(prison, DAY, DAY)
    assert [need.is_begun for need in found.needs] == [True, True]
    assert next(one for one in found.people if one.person == guards[0].pk).shifts


@pytest.mark.parametrize(("hour", "number"), [("20:00", 1), ("03:00", 0), ("02:00", 1)])
def test_a_night_is_two_in_the_morning(hour, number):
    since = at(hour, TOMORROW)
    assert nights(since, since + timedelta(hours=8)) == number


def test_holidays_as_the_measures_say(drill, bao):
    is_holiday = holidays()
    days = [date(2020, 1, 27), date(2020, 1, 19), date(2020, 2, 1), date(2020, 2, 3), date(2020, 2, 8)]
    assert [is_holiday(day) for day in days] == [True, False, True, False, True]
    measures.put(parameters()["duty.holidays"], "2020-02-03 rubbish 2020-02-09/2020-02-01", basis="test", by=bao)
    drill(at("18:31"))
    assert holidays()(DAY)


def test_hours_are_counted_where_they_begin(put, guards):
    put(guards[0])
    found = accounts([guards[0].pk], DAY, DAY)[guards[0].pk]
    assert (found.shifts, found.hours, found.nights, found.holidays) == (1, 12, 1, 0)
    assert accounts([guards[0].pk], TOMORROW, TOMORROW)[guards[0].pk].shifts == 0


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("王伟", "王伟"),
        ("王  伟", "王伟"),
        ("wangwei", "王伟"),
        ("WW", "王伟"),
        ("li", "李娜"),
        ("mj", None),
        ("张三", None),
        (" ", None),
    ],
)
def test_who_is_meant(gate, word, name):
    found = meant(word, pool([gate], DAY))
    assert (found.name if found else None) == name


def test_initials_and_sounds(gate):
    one = next(one for one in pool([gate], DAY) if one.name == "李娜")
    assert (one.sounds, one.initials, one.sex, one.suits(gate)) == ("lina", "ln", "", True)


def test_from_a_shift_to_its_turn(put, gate, guards, leader, prison):
    put(guards[0])
    shift = shift_of(guards[0], at("21:00"))
    assert turn_at(shift) == (gate.slots.last().pk, "2020-02-03")
    assert post_of(shift) == gate
    other = shift_of(leader, at("18:30"))
    assert (post_of(other), turn_at(other)) == (None, None)
    gate.slots.all().update(until=date(2020, 1, 2))
    assert turn_at(shift) is None


def test_where_somebody_is_on_duty(put, guards, prison, zhao):
    put(guards[0])
    assert units_of(guards[0], at("20:00"), at("21:00")) == [prison]
    assert units_of(guards[1], at("20:00"), at("21:00")) == [prison]
    assert units_of(zhao, at("21:00"), at("20:00")) == []


def test_turns_that_there_are_not(gate, prison, units):
    slot = gate.slots.first()
    assert asked(prison, slot.pk, DAY).key == (slot.pk, DAY)
    assert asked(units["prison-2"], slot.pk, DAY) is None
    assert asked(prison, slot.pk, date(2019, 12, 31)) is None
    prison.valid_to = DAY
    prison.save()
    assert asked(prison, slot.pk, DAY) is None


def test_a_destroyed_person_is_nobody(gate, guards):
    from fengsui.ground.vault.actions import destroy

    Profile.objects.create(person=guards[0], sex_sealed=b"")
    destroy([guards[0].pk])
    assert guards[0].pk not in {one.pk for one in pool([gate], DAY)}
    assert Shift.objects.exists()


def test_who_goes_when_another_comes_leaves_one_gap(gate, guards, leader, prison):
    from datetime import time

    from fengsui.command.duty.models import Slot
    from fengsui.command.duty.queries.turns import Manned, turn_of
    from fengsui.ground.org.actions.manning import Stint

    slot = Slot(post=gate, begins=time(8), minutes=720, need=2, since=DAY)
    halves = [(guards[0], "08:00", "14:00"), (guards[1], "14:00", "20:00")]
    shifts = [Stint(one, gate.place, at(since), at(until)).row() for one, since, until in halves]
    (gap,) = Manned(turn_of(slot, DAY), shifts).gaps()
    assert (gap.since, gap.until, gap.missing) == (at("08:00"), at("20:00"), 1)


def test_what_is_on_the_roster_already_is_not_judged_again(put, guards, gate, prison, leader):
    from fengsui.command.duty.queries.judging import Planned, judge

    put(guards[0])
    put(guards[0], 8, TOMORROW, accepting=True)
    later = Planned(guards[0].pk, gate, at("20:00", date(2020, 2, 6)), at("08:00", date(2020, 2, 7)))
    assert judge(prison, [later]) == []
    assert judge(prison, []) == []


def test_a_cell_reads_names_however_they_are_typed(gate, leader, guards):
    from fengsui.command.duty.queries.sheets import cell_name, sheet

    draft = actions.begin_draft(gate.unit, TOMORROW, TOMORROW, by=leader)
    gate.slots.filter(begins="20:00").update(weekdays="7")
    slot = gate.slots.first()
    found = sheet(draft, {cell_name((slot.pk, TOMORROW)): "民警丙、 、民警丙，ln"})
    (line,) = found.lines
    assert (line.fields[0].text, line.fields[1].is_there) == ("民警丙、李娜", False)


def test_signs_go_on_after_z():
    from fengsui.command.duty.queries.grids import _sign

    assert [_sign(n) for n in (0, 25, 26)] == ["A", "Z", "AA"]


def test_a_swap_at_a_place_that_is_no_post(guards, prison):
    from fengsui.command.duty.models import Swap
    from fengsui.command.duty.queries.swaps import doubts

    station = prison.stations.create(name="外")
    swap = Swap(unit=prison, person=guards[0], other=guards[1], station=station, since=at("20:00"), until=at("21:00"))
    assert doubts(swap) == []


def test_a_day_on_which_nothing_is_manned(gate, leader):
    from fengsui.command.duty.queries.grids import by_day

    gate.slots.filter(begins="20:00").update(weekdays="7")
    (line,) = by_day(gate.unit, TOMORROW, TOMORROW, leader).lines
    assert [box.row is None for box in line.boxes] == [False, True]
