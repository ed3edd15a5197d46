"""A closed unit: since when, where it lives on, who still sees its past; and that nothing is entered there."""

from datetime import timedelta

import pytest
from django.utils import translation

from fengsui.cast import DAY, FOUNDED, _person
from fengsui.ground.org import actions as org
from fengsui.ground.org import scope
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.closed import check_open, closed, heirs, last_day
from fengsui.ground.org.models import Unit
from fengsui.ground.org.plans import Part
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def again(unit):
    return Unit.objects.get(pk=unit.pk)


def seen(person, verb="reports.view", **more):
    return set(scope.seen(person, verb, **more).values_list("code", flat=True))


def test_a_unit_that_stands_is_not_closed(prison):
    assert closed(prison) is None
    check_open(prison)
    assert last_day(prison, DAY) == DAY


def test_a_closing_to_come_closes_nothing_yet(units):
    org.close(units["office"], day=DAY + timedelta(days=1), by=SYSTEM)
    assert closed(again(units["office"])) is None


def test_it_says_since_when_and_its_last_day(units):
    org.close(units["office"], day=DAY, by=SYSTEM)
    office = again(units["office"])
    assert closed(office).sentence == "Test office is closed since 3 February 2020."
    assert last_day(office, DAY) == DAY - timedelta(days=1)


def test_it_says_where_a_merged_unit_lives_on(units, drill):
    org.merge([units["prison"]], units["prison-2"], since=DAY, by=SYSTEM)
    gone = closed(again(units["prison"]))
    assert gone.heirs == (units["prison-2"],)
    assert "it lives on in Test prison-2" in gone.refusal


def test_heirs_are_those_that_stand_now(units):
    org.merge([units["prison"]], units["prison-2"], since=DAY, by=SYSTEM)
    parts = [Part("p-3", "第三", takes=("ward-1", "ward-2")), Part("p-4", "第四", takes=("ward-3",))]
    org.split(again(units["prison-2"]), parts, since=DAY, by=SYSTEM)
    found = heirs([units["prison"].pk, units["prison-2"].pk, units["office"].pk])
    assert {pk: [one.code for one in some] for pk, some in found.items()} == {
        units["prison"].pk: ["p-3", "p-4"], units["prison-2"].pk: ["p-3", "p-4"],
    }  # fmt: skip


def test_who_was_above_it_still_sees_it(units, bao, superior, bureau, officer):
    org.close(units["prison"], day=DAY, by=SYSTEM)
    for person in (bao, superior):
        assert "prison" in seen(person)
        assert "prison" not in {unit.code for unit in scope.units(person, "reports.view")}
    assert "prison" not in seen(bureau)
    assert seen(SYSTEM) >= {"prison", "centre"}


def test_what_is_the_units_own_is_nobodys_any_more(units, bao, superior, leader):
    leader.shifts.all().delete()
    org.close(units["ward-1"], day=DAY, by=SYSTEM)
    assert "ward-1" in seen(leader, "custody.count")  # a section of one's own unit, to be read
    org.close(units["prison"], day=DAY, by=SYSTEM)
    leader._holdings = None
    assert seen(leader, "custody.count") == seen(superior, "custody.count") == set()


def test_a_refusal_says_that_it_is_closed(units, bao):
    org.close(units["office"], day=DAY, by=SYSTEM)
    with pytest.raises(Refused, match="closed since") as refused:
        scope.require(bao, "reports.review", again(units["office"]))
    assert refused.value.code == "org.closed"


def test_a_past_day_is_in_reach_though_ones_own_unit_moved(units):
    head = _person(units, "旗局长", "county", "leader")
    org.arrange(
        [UnitRow("league-2", "league_bureau", "二盟", superiors={"territory": "department"})], since=FOUNDED, by=SYSTEM
    )
    org.move(units["county"], "territory", Unit.objects.get(code="league-2"), since=DAY, by=SYSTEM)
    head._holdings = None
    for day in (DAY, DAY - timedelta(days=1)):
        assert {unit.code for unit in scope.units(head, "reports.view", day=day)} == {"county", "office"}
