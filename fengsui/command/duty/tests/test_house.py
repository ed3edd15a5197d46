"""What the house gets from the room: the check, the indicators, the consequence, the end of a unit, programs, the search."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.duty import actions
from fengsui.command.duty.checks import MANNED as CHECK
from fengsui.command.duty.consequences import SHIFTS
from fengsui.command.duty.indicators import MANNED, OWED
from fengsui.command.duty.models import Act
from fengsui.command.duty.queries import open_for
from fengsui.command.duty.search import on_duty
from fengsui.command.duty.tests.conftest import TOMORROW, again, there
from fengsui.ground.indicators.declare import Asked
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Shift
from fengsui.ground.org.scope import SYSTEM


def test_a_seat_that_is_empty_now_is_an_alarm(gate, put, guards, drill):
    assert [failure.text for failure in CHECK.run(DAY, None)] == ["Nobody is at 大门 since 08:00, until 20:00"]
    put(guards[0])
    drill(at("20:30"))
    assert CHECK.run(DAY, None) == []
    assert CHECK.run(TOMORROW, None) == []


def test_owed_and_manned(gate, put, guards, prison, units):
    put(guards[0])
    asked = Asked(DAY, {})
    assert (OWED.compute(asked), MANNED.compute(asked)) == ({prison.pk: 2}, {prison.pk: 1})
    assert OWED.compute(Asked(DAY, {}, units=frozenset({units["centre"].pk}))) == {}


def test_a_unit_closes_and_its_shifts_end(gate, put, guards, prison, drill):
    put(guards[0])
    put(guards[1], 8, TOMORROW)
    assert SHIFTS.count([prison], TOMORROW) == 3  # the leader on duty of the cast among them
    prison.valid_to = TOMORROW
    prison.save()
    drill(at("00:00", TOMORROW))
    from fengsui.command.duty import settling

    settling.settle(at("23:00"), at("00:00", TOMORROW))
    settling.replan()
    assert there(gate, at("23:00")) == [guards[0]]
    assert not Shift.objects.filter(station__isnull=False, period__endswith__gt=at("00:00", TOMORROW)).exists()
    assert Act.objects.filter(kind="ended").count() == 1


def test_what_ended_is_not_taken_back(gate, put, guards, leader):
    from fengsui.house import Refused

    put(guards[0], 8, TOMORROW)
    actions.close_post(gate, by=leader)
    with pytest.raises(Refused, match="cannot be taken back"):
        actions.undo(Act.objects.get(kind="ended"), by=leader)


def test_only_who_writes_the_roster_takes_a_published_one_back(gate, leader, officer, guards):
    from fengsui.house import Refused

    draft = actions.begin_draft(gate.unit, TOMORROW, TOMORROW, by=leader)
    actions.save_draft(draft, {(gate.slots.first().pk, TOMORROW): [guards[0].pk]}, revision=0, by=leader)
    act = actions.publish(draft, revision=1, accepting=True, by=leader)
    org.hold_seat(officer, gate.unit, "deputy", since=at("18:00"), until=at("23:00"), by=SYSTEM)
    with pytest.raises(Refused, match="write rosters"):
        actions.undo(act, by=again(officer))


def test_found_by_the_unit_s_name(bao, zhao, gate, put, guards, drill):
    put(guards[0])
    drill(at("20:30"))
    assert next(hit.note for hit in on_duty(again(bao), "测试监狱", 5)).endswith("大门 民警丙")
    assert on_duty(zhao, "测试监狱", 5) == []


def test_what_is_open_comes_from_every_room(gate, prison):
    assert [group.key for group in open_for(prison)] == ["obligations.open"]
    assert open_for(prison, at("18:30") - timedelta(days=400)) == []
