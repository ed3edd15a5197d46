"""Passed on level by level, with measures of one's own on the way."""

import pytest

from fengsui.cast import at
from fengsui.command.directives import actions
from fengsui.command.directives.models import Local
from fengsui.command.directives.queries.sheet import sheet
from fengsui.ground.measures import actions as measures
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def test_each_level_gets_it_when_the_one_above_passes_it_on(issued, got, at_unit, bureau, county):
    row = issued(stepwise=True, lines=["territory"])
    assert got(row) == ["centres", "league", "prisons"]
    actions.pass_on(at_unit(row, "league"), by=bureau)
    assert got(row) == ["centre", "centres", "county", "league", "prisons"]
    actions.pass_on(at_unit(row, "county"), by=county)
    assert "office" in got(row)


def test_the_first_of_two_superiors_that_passes_on_is_where_it_came_from(issued, at_unit, bureau, head):
    row = issued(stepwise=True)
    actions.pass_on(at_unit(row, "league"), by=bureau)
    centre = at_unit(row, "centre")
    actions.pass_on(at_unit(row, "centres"), by=head)
    again = at_unit(row, "centre")
    assert (centre.origin.code, centre.line, again.at) == ("league", "territory", centre.at)


def test_passing_on_is_owed_and_met(issued, at_unit, bureau):
    row = issued("league", stepwise=True)
    owed = Obligation.objects.filter(kind="directives.pass_on", period=str(row.pk), met_at=None)
    assert [one.unit.code for one in owed] == ["league"]
    actions.pass_on(at_unit(row, "league"), by=bureau)
    assert [one.unit.code for one in owed.all()] == ["county"]  # which has an office below it; the centre has nobody
    actions.acknowledge(at_unit(row, "league"), by=bureau)  # it was by passing on


def test_pressed_twice_it_is_passed_on_once(issued, at_unit, bureau):
    row = issued("league")
    first = actions.pass_on(at_unit(row, "league"), by=bureau)
    assert actions.pass_on(at_unit(row, "league"), by=bureau) == first


def test_who_has_nobody_below_passes_nothing_on(issued, at_unit, clerk):
    row = issued()
    with pytest.raises(Refused, match="Nobody below"):
        actions.pass_on(at_unit(row, "office"), by=clerk)


def test_who_has_not_got_it_can_do_nothing_with_it(issued, at_unit, clerk):
    row = issued(stepwise=True)
    with pytest.raises(Refused, match="has not passed"):
        actions.acknowledge(at_unit(row, "office"), by=clerk)


def test_who_gets_it_late_has_time(issued, at_unit, bureau, drill):
    row = issued("league", stepwise=True)
    drill(at("21:00"))
    actions.pass_on(at_unit(row, "league"), by=bureau)
    owed = Obligation.objects.get(kind="directives.acknowledge", unit__code="county", period=str(row.pk))
    assert owed.due_at == at("22:00")


def test_without_a_grace_it_is_late_at_once(issued, at_unit, bureau, drill):
    from fengsui.command.directives.measures import GRACE

    measures.put(GRACE, 0, basis="test", by=SYSTEM)
    row = issued("league", stepwise=True)
    drill(at("21:00"))
    actions.pass_on(at_unit(row, "league"), by=bureau)
    owed = Obligation.objects.get(kind="directives.acknowledge", unit__code="county", period=str(row.pk))
    assert owed.due_at == at("21:00")


def test_a_local_measure_is_seen_below_once_it_is_passed_on(issued, at_unit, bureau, clerk):
    row = issued()
    actions.add_local(at_unit(row, "league"), "本市另加一条。", by=bureau)
    assert sheet(at_unit(row, "office"), clerk).above == []
    actions.pass_on(at_unit(row, "league"), by=bureau)
    ((above, local),) = sheet(at_unit(row, "office"), clerk).above
    assert (above.code, local.text) == ("league", "本市另加一条。")
    assert sheet(at_unit(row, "prison"), clerk).above == []


def test_who_had_it_hears_of_the_local_measure(issued, at_unit, bureau, county):
    row = issued()
    actions.add_local(at_unit(row, "league"), "另加", by=bureau)
    actions.pass_on(at_unit(row, "league"), by=bureau)
    note = Message.objects.get(recipient=county, kind="directives.passed_on")
    assert note.data["superior"] == "测试市司法局"


def test_a_local_measure_is_added_to_never_changed(issued, at_unit, bureau):
    row = issued()
    first = actions.add_local(at_unit(row, "league"), "一", by=bureau)
    assert actions.add_local(at_unit(row, "league"), " 一 ", by=bureau) == first
    actions.add_local(at_unit(row, "league"), "二", seen=str(first.pk), by=bureau)
    assert [one.text for one in Local.objects.order_by("pk")] == ["一", "二"]
    with pytest.raises(Refused, match="meanwhile"):
        actions.add_local(at_unit(row, "league"), "三", seen=str(first.pk), by=bureau)
    with pytest.raises(Refused, match="in addition"):
        actions.add_local(at_unit(row, "league"), " ", seen="2", by=bureau)
