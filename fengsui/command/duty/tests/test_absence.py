"""Illness at three in the morning: the rest of the shift is a gap, and somebody is owed to fill it."""

from datetime import date, timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.duty import actions
from fengsui.command.duty.models import Absence
from fengsui.command.duty.queries.changes import absences
from fengsui.command.duty.tests.conftest import TOMORROW, again, there
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.obligations import queries as owed
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


@pytest.fixture
def night(put, guards, drill):
    """Guard 0 stands at the gate; it is three in the morning."""
    put(guards[0])
    drill(at("03:00", TOMORROW))


def tonight():
    """What is owed about the night of the cast's day."""
    from fengsui.command.duty.models import Slot

    return Obligation.objects.get(kind="duty.gap", period=f"{Slot.objects.get(begins='20:00').pk}.2020-02-03")


def ill(guards, prison, by, until="12:00"):
    return actions.note_absence(guards[0], prison, at("03:00", TOMORROW), at(until, TOMORROW), "发热", by=again(by))


def test_what_was_is_theirs_the_rest_is_a_gap(night, guards, gate, prison, leader, drill):
    ill(guards, prison, guards[0])
    assert (there(gate, at("02:59", TOMORROW)), there(gate, at("03:00", TOMORROW))) == ([guards[0]], [])
    gap = tonight()
    assert (gap.unit, gap.due_at) == (prison, at("03:30", TOMORROW))
    assert Message.objects.filter(kind="duty.gap_opened", recipient=leader).count() == 1
    obligations.replan()
    gap.refresh_from_db()
    assert (gap.void_at, gap.due_at) == (None, at("03:30", TOMORROW))


def test_it_is_on_today_of_the_one_responsible_and_met_when_filled(night, guards, prison, leader, turn):
    ill(guards, prison, guards[0])
    mine, _later = owed.mine(again(leader))
    gap = next(row for row in mine if row.pk == tonight().pk)
    assert owed.titles([gap])[gap.pk].startswith("Nobody is at 大门")
    assert owed.link(gap) == f"/duty/at/prison/turns/{turn().slot.pk}/2020-02-03/"
    actions.fill(turn(), guards[1], by=again(leader))
    gap.refresh_from_db()
    assert (gap.met_at, gap.met_by) == (at("03:00", TOMORROW), leader)


def test_nobody_fills_it_so_it_stays_on_record(night, guards, prison, drill):
    ill(guards, prison, guards[0])
    drill(at("12:00", TOMORROW))
    obligations.replan()
    gap = tonight()
    assert (gap.met_at, gap.void_at) == (None, None)


def test_midnight_in_a_drill_and_the_clock_set_back(night, guards, gate, prison, leader, drill):
    ill(guards, prison, guards[0])
    drill(at("19:00"))
    assert there(gate, at("20:30")) == [guards[0]]
    obligations.replan()
    drill(at("00:00", TOMORROW))
    actions.undo(Absence.objects.get().act, by=again(leader))
    assert there(gate, at("04:00", TOMORROW)) == [guards[0]]
    assert Absence.objects.get().withdrawn_at == at("00:00", TOMORROW)


def test_noted_by_whoever_is_in_charge(night, guards, prison, leader, officer, bureau):
    for person in (officer, bureau, guards[1]):
        with pytest.raises(Refused, match="You cannot"):
            ill(guards, prison, person)
    assert ill(guards, prison, leader).by == leader


def test_why_is_sealed_and_read_only_by_who_writes_the_roster(night, guards, prison, leader, superior):
    made = ill(guards, prison, leader)
    assert "发热".encode() not in bytes(made.why_sealed)
    assert [one.why for one in absences(prison, again(leader))] == ["发热"]
    assert [one.why for one in absences(prison, again(superior))] == [""]


def test_twice_the_same_is_one(night, guards, prison):
    assert ill(guards, prison, guards[0]) == ill(guards, prison, guards[0])


def test_the_middle_of_a_shift(put, guards, gate, prison, leader):
    put(guards[0])
    actions.note_absence(guards[0], prison, at("22:00"), at("02:00", TOMORROW), by=leader)
    assert [there(gate, at(hour, day)) for hour, day in (("21:00", DAY), ("23:00", DAY), ("03:00", TOMORROW))] == [
        [guards[0]], [], [guards[0]]
    ]  # fmt: skip


def test_without_a_shift_it_is_only_noted(guards, gate, prison, leader):
    made = actions.note_absence(
        guards[0], prison, at("08:00", date(2020, 2, 9)), at("08:00", date(2020, 2, 10)), by=leader
    )
    assert made.act is None
    assert actions.withdraw_absence(made, by=leader).withdrawn_at


def test_withdrawn_what_nobody_took_is_theirs_again(night, guards, gate, prison, leader):
    made = ill(guards, prison, leader)
    actions.withdraw_absence(made, by=again(guards[0]))
    assert there(gate, at("05:00", TOMORROW)) == [guards[0]]
    assert actions.withdraw_absence(made, by=again(leader)).withdrawn_by == guards[0]


def test_withdrawn_while_somebody_else_is_there(night, guards, gate, prison, leader, turn):
    made = ill(guards, prison, leader)
    actions.fill(turn(), guards[1], by=again(leader))
    actions.withdraw_absence(made, by=again(leader))
    assert there(gate, at("05:00", TOMORROW)) == [guards[1]]
    assert Absence.objects.get().withdrawn_at


@pytest.mark.parametrize(
    ("since", "until", "why"), [("04:00", "03:00", ""), ("01:00", "02:00", ""), ("04:00", "05:00", "长" * 201)]
)
def test_absences_that_are_none(night, guards, prison, leader, since, until, why):
    with pytest.raises(Refused):
        actions.note_absence(guards[0], prison, at(since, TOMORROW), at(until, TOMORROW), why, by=again(leader))


def test_not_for_ever_and_not_of_strangers(night, guards, prison, leader, keeper):
    now = at("03:00", TOMORROW)
    with pytest.raises(Refused, match="within a year"):
        actions.note_absence(guards[0], prison, now, now + timedelta(days=400), by=again(leader))
    with pytest.raises(Refused, match="Only people of this unit"):
        actions.note_absence(keeper, prison, now, now + timedelta(days=1), by=again(leader))
