"""Reach: rights follow appointments and shifts, along lines, downwards only."""

import pytest

from fengsui.cast import EVENING, FOUNDED, at
from fengsui.ground.org import actions as org
from fengsui.ground.org import scope
from fengsui.ground.org.models import Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def codes(person, verb):
    return {unit.code for unit in scope.units(person, verb)}


def test_the_commander_sees_all_that_is_commanded(bao):
    assert codes(bao, "reports.view") >= {"prison", "centre", "office", "ward-1"}


def test_institutes_are_seen_but_not_commanded(bao):
    assert "institute" in codes(bao, "org.view")
    assert "institute" not in codes(bao, "reports.view")


def test_a_bureau_sees_its_own_territory_only(bureau):
    assert codes(bureau, "reports.view") == {"league", "county", "centre", "brigade-1", "office"}


def test_an_administration_sees_its_line_wherever_it_lies(units):
    from fengsui.cast import _person

    head = _person(units, "局长", "centres", "leader")
    assert "centre" in codes(head, "reports.view")


def test_an_officer_sees_the_own_prison_and_its_wards(officer):
    assert codes(officer, "reports.view") == {"prison", "ward-1", "ward-2"}


def test_a_bureau_cannot_do_what_is_the_facilitys_own(bureau, centre):
    assert not scope.may(bureau, "reports.sign", centre)


def test_the_outsider_and_the_volunteer_see_nothing(zhao, uyunna):
    for person in (zhao, uyunna):
        assert codes(person, "org.view") == set()


def test_a_seat_carries_rights_only_during_the_shift(bao, units, drill):
    assert scope.may(bao, "org.view", units["department"])
    person = org.register(["顶班"], unit=units["department"], capacity="officer", by=SYSTEM)[0]
    org.hold_seat(person, units["prison"], "leader_on_duty", since=at("08:00"), until=at("20:00"), by=SYSTEM)
    assert scope.may(person, "reports.sign", units["prison"])
    drill(at("20:00"))
    person._holdings = None
    assert not scope.may(person, "reports.sign", units["prison"])


def test_an_appointment_that_ended_carries_nothing(officer, prison):
    officer.appointments.update(valid_to=EVENING.date())
    officer._holdings = None
    assert not scope.may(officer, "reports.view", prison)


def test_a_refusal_says_who_can(zhao, prison):
    with pytest.raises(Refused, match="Leader"):
        scope.require(zhao, "reports.sign", prison)


def test_holders_are_those_of_the_unit_itself(officer, leader, bureau, prison):
    assert set(scope.holders("reports.sign", prison)) == {officer, leader}


def test_a_unit_that_moved_is_in_reach_by_date(units, bureau):
    from fengsui.ground.org.models import Tie

    Tie.objects.filter(unit=units["county"], line="territory").update(valid_to=EVENING.date())
    assert "county" not in codes(bureau, "reports.view")
    assert Unit.objects.within(scope.scope(bureau, "reports.view"), FOUNDED).filter(code="county").exists()


@pytest.mark.parametrize("who", ["bao", "li", "officer", "leader", "bureau", "superior", "security", "uyunna"])
def test_reach_at_a_unit_is_what_each_verb_says(request, units, who):
    person = request.getfixturevalue(who)
    for code in ("prison", "ward-1", "centre", "institute", "league", "department"):
        asked = {key for key in scope.verbs() if scope.may(person, key, units[code])}
        assert scope.reach(person, units[code]).verbs == asked


def test_nobody_arranges_many_units_with_one_elsewhere(units, appointed):
    admin = appointed("league", "administrator")
    scope.require_all(admin, "org.arrange", [units["league"], units["county"]])
    with pytest.raises(Refused, match="You cannot"):
        scope.require_all(admin, "org.arrange", [units["county"], units["prison"]])


def test_what_was_closed_stays_in_reach_of_who_was_above(units, bureau, leader):
    org.close(units["office"], day=EVENING.date(), by=SYSTEM)
    assert [unit.code for unit in scope.past_units(bureau, "org.view")] == ["office"]
    assert not scope.past_units(leader, "org.view").exists()
