"""Swaps and take-overs: asked, agreed, approved; never of what has begun."""

from datetime import date

import pytest

from fengsui.cast import DAY, at, at_once
from fengsui.command.duty import actions
from fengsui.command.duty.models import Swap
from fengsui.command.duty.queries.swaps import doubts
from fengsui.command.duty.tests.conftest import TOMORROW, again, kinds, shift_of, there
from fengsui.command.duty.today import waiting
from fengsui.ground.messages.models import Message
from fengsui.house import Refused

AFTER = date(2020, 2, 5)


@pytest.fixture
def shifts(put, guards):
    """Guard 0 tonight, guard 1 the night after tomorrow."""
    put(guards[0])
    put(guards[1], 20, AFTER)
    return shift_of(guards[0], at("21:00")), shift_of(guards[1], at("21:00", AFTER))


@pytest.fixture
def swap(shifts, guards):
    return actions.ask(shifts[0], guards[1], back=shifts[1], note="家里有事", by=guards[0])


def test_it_stands_on_today_of_whoever_must_answer(swap, guards, leader, drill):
    assert list(waiting(guards[1], at("18:30"))) == [swap]
    assert not waiting(guards[0], at("18:30"))
    actions.agree(swap, by=guards[1])
    assert list(waiting(again(leader), at("18:30"))) == [swap]
    assert not waiting(guards[1], at("18:30"))


def test_asked_agreed_approved_it_is_the_roster(swap, guards, gate, leader):
    assert Message.objects.get(kind="duty.swap_asked").recipient == guards[1]
    actions.agree(swap, by=guards[1])
    assert Message.objects.get(kind="duty.swap_agreed").recipient == leader
    done = actions.approve(swap, by=leader)
    assert (there(gate, at("21:00")), there(gate, at("21:00", AFTER))) == ([guards[1]], [guards[0]])
    assert (done.stage, done.decided_by, done.act.kind) == ("done", leader, "swapped")
    assert kinds()[-2:] == ["duty.swapped", "duty.swap_approved"]


def test_each_click_counts_once(swap, guards, leader):
    assert actions.agree(swap, by=guards[1]) == actions.agree(swap, by=guards[1])
    assert actions.approve(swap, by=leader).act == actions.approve(swap, by=leader).act
    assert kinds().count("duty.swapped") == 1


def test_taken_over_for_nothing(shifts, guards, gate, leader):
    swap = actions.ask(shifts[0], guards[2], by=guards[0])
    actions.agree(swap, by=guards[2])
    assert actions.approve(swap, by=leader).act.kind == "taken"
    assert there(gate, at("21:00")) == [guards[2]]


def test_a_begun_shift_is_not_swapped(swap, guards, leader, drill, shifts):
    actions.agree(swap, by=guards[1])
    drill(at("20:00"))
    with pytest.raises(Refused, match="has begun; it cannot be swapped"):
        actions.approve(swap, by=again(leader))
    with pytest.raises(Refused, match="has begun"):
        actions.ask(shifts[0], guards[2], by=again(guards[0]))
    assert Swap.objects.get().stage == "agreed"


def test_what_is_taken_in_return_has_not_begun_either(shifts, guards, put, drill):
    swap = actions.ask(shifts[1], guards[0], back=shifts[0], by=guards[1])
    drill(at("20:30"))
    with pytest.raises(Refused, match="has begun"):
        actions.agree(swap, by=again(guards[0]))


def test_only_the_one_who_is_asked_answers(swap, guards, leader):
    for act in (actions.agree, actions.decline):
        with pytest.raises(Refused, match="Only the one who is asked"):
            act(swap, by=guards[2])
    with pytest.raises(Refused, match="Only the one who is asked"):
        actions.withdraw(swap, by=guards[1])
    with pytest.raises(Refused, match="asked"):
        actions.approve(swap, by=leader)


def test_declined_withdrawn_refused(shifts, guards, leader, gate):
    for act, who in ((actions.decline, guards[1]), (actions.withdraw, guards[0])):
        swap = actions.ask(shifts[0], guards[1], by=guards[0])
        assert act(swap, by=who) == act(swap, by=who)
        with pytest.raises(Refused, match="already; nothing more"):
            actions.agree(swap, by=guards[1])
    swap = actions.agree(actions.ask(shifts[0], guards[1], by=guards[0]), by=guards[1])
    assert actions.refuse(swap, by=leader) == actions.refuse(swap, by=leader)
    assert there(gate, at("21:00")) == [guards[0]]
    assert Message.objects.filter(kind="duty.swap_refused").count() == 2


def test_only_the_leader_approves(swap, guards, officer, bureau, zhao):
    actions.agree(swap, by=guards[1])
    for person in (officer, bureau, zhao, guards[1]):
        with pytest.raises(Refused, match="You cannot"):
            actions.approve(swap, by=person)


def test_nobody_approves_their_own(gate, guards, leader, put):
    actions.set_pool(gate, [leader.pk, guards[0].pk], by=leader)
    put(guards[0], 20, AFTER)
    swap = actions.ask(shift_of(guards[0], at("21:00", AFTER)), leader, by=guards[0])
    actions.agree(swap, by=leader)
    with pytest.raises(Refused, match="of their own"):
        actions.approve(swap, by=leader)


def test_only_one_s_own_and_theirs(shifts, guards, leader, put):
    with pytest.raises(Refused, match="own shift"):
        actions.ask(shifts[0], guards[2], by=guards[1])
    with pytest.raises(Refused, match="must be theirs"):
        actions.ask(shifts[0], guards[2], back=shifts[1], by=guards[0])
    with pytest.raises(Refused, match="200"):
        actions.ask(shifts[0], guards[1], note="长" * 201, by=guards[0])
    with pytest.raises(Refused, match="somebody else"):
        actions.ask(shifts[0], guards[0], by=guards[0])


def test_one_is_asked_at_a_time(swap, shifts, guards):
    assert actions.ask(shifts[0], guards[1], by=guards[0]) == swap
    with pytest.raises(Refused, match="asked for this shift already"):
        actions.ask(shifts[0], guards[2], by=guards[0])


def test_who_cannot_be_there_is_not_asked(shifts, guards, prison, leader, officer):
    actions.note_absence(guards[2], prison, at("22:00"), at("23:00"), by=leader)
    with pytest.raises(Refused, match="is absent then"):
        actions.ask(shifts[0], guards[2], by=guards[0])
    with pytest.raises(Refused, match="pool"):
        actions.ask(shifts[0], officer, by=guards[0])


def test_the_leader_sees_what_to_look_at(shifts, guards, put):
    put(guards[2], 8, TOMORROW)
    swap = actions.ask(shifts[0], guards[2], by=guards[0])
    assert doubts(swap) == [(True, "only 0 hours of rest, 12 are due")]


def test_both_sides_of_a_swap_are_looked_at(swap, guards, put):
    assert doubts(swap) == []
    put(guards[0], 8, AFTER, accepting=True)
    assert (False, "only 0 hours of rest, 12 are due") in doubts(swap)


def test_the_roster_changed_meanwhile(swap, shifts, guards, leader, gate):
    actions.agree(swap, by=guards[1])
    actions.override(shift_of(guards[0], at("21:00")), guards[2], "x", by=leader)
    with pytest.raises(Refused, match="not there any more"):
        actions.approve(swap, by=leader)
    assert there(gate, at("21:00")) == [guards[2]]
    assert not doubts(
        Swap(
            unit=gate.unit,
            person=guards[0],
            other=guards[1],
            station=gate.station,
            since=at("20:00", DAY),
            until=at("21:00"),
        )
    )


def test_approved_and_withdrawn_at_once(swap, guards, leader, transactional_db):
    actions.agree(swap, by=guards[1])
    made = at_once(lambda: actions.approve(swap, by=again(leader)), lambda: actions.withdraw(swap, by=again(guards[0])))
    assert sum(isinstance(one, Refused) for one in made) == 1
    assert Swap.objects.get().stage in {"done", "withdrawn"}
