"""Posts, hours and pools: by whom, what is refused, what follows at once."""

from datetime import date, time

import pytest

from fengsui.cast import DAY, FOUNDED, at
from fengsui.command.duty import actions
from fengsui.command.duty.models import Member, Post, Profile, Slot
from fengsui.command.duty.queries.people import pool
from fengsui.command.duty.tests.conftest import TOMORROW, there
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.models import Seat, Station
from fengsui.house import Refused


def test_a_seat_and_a_station_become_posts(prison, leader):
    seat = actions.man_seat(prison, "leader_on_duty", by=leader)
    assert actions.man_seat(prison, "leader_on_duty", by=leader) == seat
    gate = actions.man_station(prison, "大门", capacity=2, by=leader)
    assert actions.man_station(prison, " 大门 ", by=leader) == gate
    assert (Post.objects.count(), Seat.objects.count(), Station.objects.get().capacity) == (2, 1, 2)
    assert (str(gate), seat.place.unit) == ("大门", prison)


def test_only_by_whoever_writes_the_roster(prison, officer, bureau, zhao, superior):
    for person in (officer, bureau, zhao, superior):
        with pytest.raises(Refused, match="You cannot"):
            actions.man_seat(prison, "leader_on_duty", by=person)


def test_no_seat_that_there_is_not(prison, leader):
    with pytest.raises(Refused, match="Choose a seat"):
        actions.man_seat(prison, "king", by=leader)


@pytest.mark.parametrize("wrong", [{"minutes": 10}, {"minutes": 1441}, {"need": 0}, {"need": 201}, {"weekdays": "89"}])
def test_hours_that_are_none(gate, leader, wrong):
    with pytest.raises(Refused):
        actions.add_slot(gate, time(12), **{"minutes": 60, "by": leader} | wrong)


def test_a_seat_has_one_holder(prison, leader):
    with pytest.raises(Refused, match="one holder"):
        actions.add_slot(actions.man_seat(prison, "leader_on_duty", by=leader), time(9, 30), 1440, need=2, by=leader)


@pytest.mark.parametrize(("hour", "minutes"), [(19, 60 * 2), (7, 120), (23, 60), (2, 60)])
def test_the_hours_of_a_post_never_overlap(gate, leader, hour, minutes):
    with pytest.raises(Refused, match="overlap"):
        actions.add_slot(gate, time(hour), minutes, by=leader)


def test_the_night_from_sunday_reaches_into_monday(prison, leader):
    van = actions.man_station(prison, "宣传车", by=leader)
    actions.add_slot(van, time(20), 720, weekdays="7", by=leader)
    actions.add_slot(van, time(7), 60, weekdays="2", by=leader)
    with pytest.raises(Refused, match="overlap"):
        actions.add_slot(van, time(7), 60, weekdays="1", by=leader)


def test_a_day_shift_from_half_past_nine_follows_itself(prison, leader):
    slot = actions.add_slot(actions.man_seat(prison, "leader_on_duty", by=leader), time(9, 30), 1440, by=leader)
    assert (slot.hours, slot.label) == ("09:30–09:30", "09:30–09:30 (24 hours)")


def test_more_than_a_station_took_is_what_it_takes(gate, leader):
    actions.end_slot(gate.slots.first(), by=leader)
    actions.add_slot(gate, time(9), 600, need=3, by=leader, since=TOMORROW)
    assert Station.objects.get().capacity == 3


def test_what_is_manned_is_owed(gate, prison):
    assert Obligation.objects.filter(kind="duty.gap", unit=prison, void_at=None, met_at=None).exists()


def test_a_post_closes_with_what_is_planned_there(gate, leader, guards, put, prison):
    put(guards[0])
    put(guards[1], 8, TOMORROW)
    actions.close_post(gate, by=leader)
    assert actions.close_post(gate, by=leader).until == TOMORROW
    assert there(gate, at("21:00")) == [guards[0]]
    assert there(gate, at("09:00", TOMORROW)) == []
    assert not Obligation.objects.filter(
        unit=prison, due_at__gte=at("00:00", TOMORROW), void_at=None, met_at=None
    ).filter(kind="duty.gap")


def test_hours_end_with_what_is_planned_for_them(gate, leader, guards, put):
    put(guards[0], 8, TOMORROW)
    put(guards[1], 20, TOMORROW)
    slot = Slot.objects.get(begins=time(8))
    actions.end_slot(slot, by=leader)
    assert actions.end_slot(slot, by=leader).until == TOMORROW
    assert there(gate, at("09:00", TOMORROW)) == []
    assert there(gate, at("21:00", TOMORROW)) == [guards[1]]


def test_what_it_demands(gate, leader):
    actions.change_post(gate, women_only=True, skills="急救，驾驶、急救", by=leader)
    assert Post.objects.get().skills == "急救、驾驶"
    with pytest.raises(Refused, match="200"):
        actions.change_post(gate, women_only=True, skills="长" * 201, by=leader)


def test_the_pool_has_its_days(gate, leader, guards, drill):
    assert actions.set_pool(gate, [one.pk for one in guards], by=leader) == 0
    drill(at("08:00", date(2020, 2, 10)))
    assert actions.set_pool(gate, [guards[0].pk], by=leader) == 3
    assert Member.objects.on(DAY).count() == 4
    assert [one.name for one in pool([gate], date(2020, 2, 10))] == ["民警丙"]


def test_only_the_unit_s_own_people(gate, leader, keeper):
    with pytest.raises(Refused, match="Only people of this unit"):
        actions.set_pool(gate, [keeper.pk], by=leader)


def test_what_people_can(gate, leader, guards, keeper):
    said = {guards[0].pk: ("f", "驾驶"), guards[1].pk: ("", "")}
    assert actions.describe(gate.unit, said, by=leader) == 1
    assert actions.describe(gate.unit, said, by=leader) == 0
    row = Profile.objects.get()
    assert (row.skills, b"f" in bytes(row.sex_sealed)[:1]) == ("驾驶", False)
    assert [(one.sex, one.skills) for one in pool([gate], DAY) if one.pk == guards[0].pk] == [
        ("f", frozenset({"驾驶"}))
    ]
    for wrong in ({guards[0].pk: ("x", "")}, {guards[0].pk: ("f", "长" * 201)}, {keeper.pk: ("f", "")}):
        with pytest.raises(Refused):
            actions.describe(gate.unit, wrong, by=leader)


def test_two_of_one_name_are_told_apart(prison, gate, leader, guards):
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    second = org.register(["王伟"], unit=prison, capacity="officer", by=SYSTEM)[0]
    actions.set_pool(gate, [guards[2].pk, second.pk], by=leader)
    assert {one.name for one in pool([gate], DAY)} == {"王伟", "王伟2"}


def test_before_it_begins_a_post_and_hours_can_go_again(prison, leader):
    post = actions.man_station(prison, "岗亭", by=leader, since=date(2020, 3, 1))
    actions.add_slot(post, time(8), 60, by=leader, since=date(2020, 3, 1))
    assert actions.close_post(post, by=leader).until == date(2020, 3, 1)
    assert post.since > FOUNDED
