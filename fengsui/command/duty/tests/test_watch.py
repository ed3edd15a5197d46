"""Signed in, signed off with what is open, taken by the next."""

import pytest

from fengsui.cast import DAY, at
from fengsui.command.duty import actions
from fengsui.command.duty.facts import SIGNED_IN
from fengsui.command.duty.models import Watch
from fengsui.command.duty.queries import handing
from fengsui.command.duty.queries.watches import seen, to_take
from fengsui.command.duty.tests.conftest import TOMORROW, again, shift_of
from fengsui.command.incidents import actions as incidents
from fengsui.command.tasks import actions as tasks
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


@pytest.fixture
def shift(put, guards):
    put(guards[0])
    put(guards[1], 8, TOMORROW)
    return shift_of(guards[0], at("21:00"))


@pytest.fixture
def watch(shift, guards, drill):
    drill(at("20:05"))
    return actions.sign_in(shift, by=again(guards[0]))


@pytest.mark.parametrize(("late", "said"), [(0, "in time"), (5, "5 minutes after the beginning")])
def test_the_history_says_in_time_or_how_late(late, said):
    data = {"late": late}
    assert str(SIGNED_IN.sentence).format(**data, **SIGNED_IN.words(data)) == f"Signed in, {said}."


def test_signed_in_once_and_how_late(watch, shift, guards):
    assert actions.sign_in(shift, by=guards[0]) == watch
    assert Entry.objects.get(kind="duty.signed_in").data == {"late": 5}


def test_not_too_early_not_for_another_not_after(shift, guards, drill):
    with pytest.raises(Refused, match="an hour before"):
        actions.sign_in(shift, by=guards[0])
    with pytest.raises(Refused, match="Only who is on the roster"):
        actions.sign_in(shift, by=guards[1])
    drill(at("19:01"))
    assert actions.sign_in(shift, by=again(guards[0])).signed_in_at == at("19:01")
    drill(at("09:00", TOMORROW))
    with pytest.raises(Refused, match="over"):
        actions.sign_in(shift, by=again(guards[0]))


def test_what_is_open_is_handed_on_by_itself(watch, guards, units, li, prison):
    tasks.give(units["department"], "核查双岗", to=prison, due_at=at("22:00"), by=again(li))
    done = actions.sign_off(watch, "东门锁坏了", by=again(guards[0]))
    assert [(one[0], one[1]) for one in done.items if one[0] == "tasks.open"] == [("tasks.open", "核查双岗")]
    assert done.note == "东门锁坏了"
    assert actions.sign_off(watch, "其他", by=again(guards[0])).note == "东门锁坏了"
    groups = handing.read(done.items)
    assert groups[0].title == "Open tasks"
    assert groups[0].items[0].due_at == at("22:00")


def test_incidents_that_go_on_are_handed_on_first(watch, guards, prison, officer):
    incidents.report(prison, incidents.Said("fire", "仓库冒烟，已扑灭"), by=again(officer))
    actions.sign_off(watch, by=again(guards[0]))
    groups = handing.read(Watch.objects.get().items)
    assert groups[0].title == "Incidents that are not over"
    assert groups[0].items[0].title == "Fire · Test prison"


def test_what_is_done_later_was_open_then(watch, guards, units, li, prison, officer):
    task = tasks.give(units["department"], "核查双岗", to=prison, due_at=at("22:00"), by=again(li))
    actions.sign_off(watch, by=again(guards[0]))
    tasks.finish(task, "到位", by=again(officer))
    assert "核查双岗" in str(Watch.objects.get().items)
    assert "核查双岗" not in str(handing.open_for(prison))


def test_only_one_s_own_and_not_endless(watch, guards):
    with pytest.raises(Refused, match="Only who signed in"):
        actions.sign_off(watch, by=guards[1])
    with pytest.raises(Refused, match="1,000"):
        actions.sign_off(watch, "长" * 1001, by=guards[0])


def test_the_next_one_takes_it(watch, guards, drill):
    actions.sign_off(watch, by=again(guards[0]))
    with pytest.raises(Refused, match="on duty there next"):
        actions.take(watch, by=again(guards[1]))
    drill(at("07:30", TOMORROW))
    taker = again(guards[1])
    assert list(to_take(taker, [shift_of(guards[1], at("08:30", TOMORROW))])) == [watch]
    assert seen(taker).get() == watch
    assert actions.take(watch, by=taker) == actions.take(watch, by=taker)
    with pytest.raises(Refused, match="Somebody else"):
        actions.take(watch, by=again(guards[2]))


def test_not_before_it_is_signed_off_and_not_by_oneself(watch, guards):
    with pytest.raises(Refused, match="not signed off"):
        actions.take(watch, by=guards[1])
    actions.sign_off(watch, by=again(guards[0]))
    with pytest.raises(Refused, match="on duty there next"):
        actions.take(watch, by=again(guards[0]))


def test_the_clock_set_back_breaks_nothing(watch, shift, guards, drill, browse):
    drill(at("18:00", DAY))
    assert browse(guards[0])("/duty/mine/").status_code == 200
    assert actions.sign_off(watch, by=again(guards[0])).signed_off_at == at("18:00")


def test_who_sees_a_watch(watch, leader, superior, bureau, zhao, guards):
    assert [seen(again(one)).exists() for one in (leader, superior, guards[0], bureau, zhao, guards[2])] == [
        True, True, True, False, False, False
    ]  # fmt: skip
