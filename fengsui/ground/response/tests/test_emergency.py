from datetime import date, timedelta

import pytest

from fengsui.cast import DAY, EVENING, at
from fengsui.ground.journal.models import Entry
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.response import actions
from fengsui.ground.response import queries as response
from fengsui.ground.response.models import Account, Stage, Step
from fengsui.ground.response.queries.emergencies import standings
from fengsui.house import Refused


def step(emergency, stage, hour="12:00", day=DAY, **more):
    return actions.take_step(emergency, stage, at=at(hour, day), by=SYSTEM, **more)


def test_an_emergency_has_a_name_a_kind_and_a_beginning(emergency):
    found = response.standing(emergency)
    assert (found.account.name, found.account.kind, found.stage) == ("测试疫情", "public_health", Stage.ACTIVATED)
    assert Entry.objects.get(kind="response.opened").about == emergency.about


def test_it_needs_a_name_and_has_begun(units, bao):
    with pytest.raises(Refused, match="called"):
        actions.open_emergency(units["department"], name=" ", kind="natural", begun=DAY, by=bao)
    with pytest.raises(Refused, match="Choose a kind"):
        actions.open_emergency(units["department"], name="x", kind="y", begun=DAY, by=bao)
    with pytest.raises(Refused, match="not happened"):
        actions.open_emergency(units["department"], name="x", kind="natural", begun=DAY + timedelta(days=1), by=bao)


def test_a_correction_replaces_and_keeps(emergency, bao, drill):
    drill(at("18:40"))
    actions.describe(emergency, name="改名", kind="natural", begun=DAY, by=bao)
    assert response.standing(emergency).account.name == "改名"
    assert response.standing(emergency, known=EVENING).account.name == "测试疫情"
    assert Account.objects.count() == 2


def test_it_goes_its_way_and_may_leave_stages_out(emergency):
    for stage, hour in (
        (Stage.ADJUSTED, "09:00"),
        (Stage.ADJUSTED, "10:00"),
        (Stage.LIFTED, "11:00"),
        (Stage.ARCHIVED, "12:00"),
    ):
        step(emergency, stage, hour)
    assert [one.stage for one in response.steps(emergency)] == [
        "activated",
        "adjusted",
        "adjusted",
        "lifted",
        "archived",
    ]
    assert response.current() is None


def test_it_does_not_go_back(emergency):
    with pytest.raises(Refused, match="go back"):
        step(emergency, Stage.WARNING)
    step(emergency, Stage.WARNING, day=date(2020, 1, 25))  # the same day as the activation, whose hour nobody knows
    with pytest.raises(Refused, match="taken already"):
        step(emergency, Stage.ACTIVATED)


def test_only_what_was_activated_is_adjusted(units, bao):
    other = actions.open_emergency(units["department"], name="雪灾", kind="natural", begun=DAY, by=bao)
    with pytest.raises(Refused, match="not activated"):
        step(other, Stage.ADJUSTED)


def test_a_step_is_one_that_happened(emergency):
    with pytest.raises(Refused, match="Choose"):
        step(emergency, "x")
    with pytest.raises(Refused, match="not happened"):
        step(emergency, Stage.LIFTED, "23:00")
    assert actions.take_step(emergency, Stage.ADJUSTED, by=SYSTEM).at == EVENING


def test_a_wrong_step_is_replaced_once(emergency, bao):
    row = Step.objects.get()
    actions.correct_step(row, Stage.WARNING, at=at("08:00", date(2020, 1, 24)), by=bao)
    assert [one.stage for one in response.steps(emergency)] == ["warning"]
    with pytest.raises(Refused, match="meanwhile"):
        actions.correct_step(row, Stage.LIFTED, at=EVENING, by=bao)


def test_the_days_count_from_the_activation(emergency):
    assert response.day_of_response(DAY) == 10
    assert response.day_of_response(date(2020, 1, 24)) is None
    step(emergency, Stage.LIFTED)
    assert response.day_of_response(DAY) is None


def test_without_a_step_the_first_level_counts(units, bao):
    other = actions.open_emergency(units["department"], name="雪灾", kind="natural", begun=DAY, by=bao)
    assert response.standing(other).stage is None
    assert response.standing(other).day_number is None
    actions.record_level(other, tier="league", issuer="测试市", grade=3, at=EVENING - timedelta(days=1), by=bao)
    assert response.standing(other).day_number == 2


def test_who_is_under_way_comes_first(emergency, units, bao):
    actions.open_emergency(units["department"], name="雪灾", kind="natural", begun=DAY, by=bao)
    assert [row.account.name for row in standings()] == ["雪灾", "测试疫情"]
    assert standings(known=EVENING - timedelta(days=1)) == []


def test_an_officer_records_nothing(emergency, officer, li):
    with pytest.raises(Refused, match="cannot"):
        actions.take_step(emergency, Stage.LIFTED, by=officer)
    assert actions.take_step(emergency, Stage.LIFTED, by=li)
