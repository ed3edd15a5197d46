"""Alarms over a line: who alarms, who says it for whom, and what is off."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fengsui.cast import DAY
from fengsui.command.assessment.alarms import alarms
from fengsui.command.assessment.ears import Status
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.actions import freeze, refresh
from fengsui.ground.indicators.declare import ROUTINE, Kind, RollUp
from fengsui.ground.org.queries import tree


@pytest.fixture
def course(units, count, numbers):
    """`course(14, prison=3, centre=1)`: so many days without a fever until yesterday, and then these."""

    def say(days=14, until=DAY, **today):
        for ago in range(days - 1, -1, -1):
            for code in ("prison", "prison-2", "centre"):
                cases = today.get(code.replace("-", "_"), 0)
                numbers["toy.fevers"][units[code].pk] = 0 if ago else cases
            numbers["toy.held"] = {}
            refresh(until - timedelta(days=ago))

    count()
    return say


@pytest.fixture
def found(units):
    def look(top="department", day=DAY, known=None, line="territory"):
        root = units[top] if top else None
        return alarms(day, line, root, tree(line, day, root, known), known)

    return look


def whose(found, units):
    codes = {unit.pk: code for code, unit in units.items()}
    return {(codes[one.unit_id], one.subject) for one in found.failures}


def test_a_quiet_fortnight_is_quiet_and_everything_is_on(course, found):
    course()
    assert (found().failures, found().off, found().series) == ([], [], 6)


def test_one_unit_alone_is_said_once_at_the_lowest_place(course, found, units):
    course(prison=4)
    assert whose(found(), units) == {("prison", "toy.fevers")}


def test_a_failure_says_its_rule_its_days_and_its_baseline(course, found):
    course(prison=4)
    [one] = found().failures
    assert (one.check, one.day, one.amount) == ("assessment.ears", DAY, 4)
    assert one.text == (
        "toy.fevers: 4, alarm C1, C2, C3. From 2020-01-27 to 2020-02-02 it was 0.0 a day (spread 0.0); an alarm begins at 3.0."
    )
    assert one.url == "/rollup/territory/prison/trend/toy.fevers/"
    assert all(isinstance(value, (str, int, float)) for value in one.params.values())


def test_what_is_small_everywhere_is_found_in_the_sum(course, found, units):
    course(prison=2, prison_2=2)
    assert whose(found(), units) == {("prisons", "toy.fevers/below")}
    [one] = found().failures
    assert "all units together: 4" in one.text


def test_two_units_are_said_and_their_superior_with_them(course, found, units):
    course(prison=3, prison_2=3)
    assert {code for code, _subject in whose(found(), units)} == {"prison", "prison-2", "prisons"}


def test_small_rises_of_three_days_are_c3(course, found, numbers, units):
    course(12, DAY - timedelta(days=3))
    for ago in (2, 1, 0):
        numbers["toy.fevers"][units["centre"].pk] = 1
        refresh(DAY - timedelta(days=ago))
    [one] = found("centre").failures
    assert one.params["which"] == "C3"
    assert one.text.startswith(
        "toy.fevers: 1, alarm C3: in three days together 3.0 more than expected. From 2020-01-25"
    )


def test_rows_are_linked_where_there_are_any(course, found, numbers, monkeypatch):
    toys = dict(indicators.indicators())
    toys["toy.fevers"] = replace(toys["toy.fevers"], rows="custody:rows")
    monkeypatch.setattr(indicators, "indicators", lambda: toys)
    course(prison=4)
    assert [one.url for one in found().failures] == ["/custody/prison/2020-02-03/rows/toy.fevers/"]


def test_a_superior_with_a_missing_number_has_no_sum(course, found, numbers, units):
    """Two units are at nought, the third says nothing on the day: its superiors cannot be judged, and say so."""
    course(prison=2, prison_2=2)
    numbers["toy.fevers"].pop(units["prison-2"].pk)
    refresh(DAY)
    seen = found()
    assert seen.failures == []
    off = {(one.alarm, one.why): (one.series, one.units, one.first_on) for one in seen.off}
    assert off == {(name, Status.OFF_MISSING): (3, 3, None) for name in ("C1", "C2", "C3")}
    assert seen.off[0].sentence == "off: no number yet"


def test_what_was_signed_counts(course, found, units):
    course()
    freeze(units["prison"], DAY, {"toy.fevers": 5.0})
    assert whose(found(), units) == {("prison", "toy.fevers")}


def test_a_young_series_says_when_it_will_be_on(course, found):
    course(8)
    seen = {one.alarm: one for one in found("prison").off}
    assert set(seen) == {"C2", "C3"}
    assert (seen["C2"].why, seen["C2"].series, seen["C2"].indicators) == (Status.OFF_SHORT, 1, 1)
    assert [seen[name].last_on for name in ("C2", "C3")] == [date(2020, 2, 5), date(2020, 2, 7)]


def test_it_is_on_on_the_day_it_said(course, found):
    course(8)
    course(3, DAY + timedelta(days=2))
    assert {one.alarm for one in found("prison", DAY + timedelta(days=1)).off} == {"C2", "C3"}
    assert {one.alarm for one in found("prison", DAY + timedelta(days=2)).off} == {"C3"}


def test_holes_are_no_noughts(course, found, numbers, units):
    course()
    numbers["toy.fevers"].pop(units["prison"].pk)
    refresh(DAY - timedelta(days=4))
    seen = {one.alarm: one for one in found("prison").off}
    assert {one.why for one in seen.values()} == {Status.OFF_HOLES}
    assert seen["C1"].first_on == seen["C1"].last_on == DAY + timedelta(days=4)


@pytest.mark.parametrize("more", [{"tags": frozenset({ROUTINE})}, {"kind": Kind.STOCK}, {"until": DAY}])
def test_only_flows_that_are_no_routine_are_judged(course, found, numbers, monkeypatch, more):
    course(prison=9)
    toys = {"toy.fevers": replace(indicators.indicators()["toy.fevers"], **more)}
    monkeypatch.setattr(indicators, "indicators", lambda: toys)
    assert found().series == 0


def test_what_does_not_add_up_has_no_sum(course, found, numbers, monkeypatch, units):
    toys = {"toy.fevers": replace(indicators.indicators()["toy.fevers"], rollup=RollUp.MAX)}
    monkeypatch.setattr(indicators, "indicators", lambda: toys)
    course(prison=4, prison_2=4)
    assert {code for code, _subject in whose(found(), units)} == {"prison", "prison-2"}


def test_a_superior_with_its_own_number_has_two_series(course, found, numbers, monkeypatch, units):
    from fengsui.ground.org.models import UnitKind

    toy = indicators.indicators()["toy.fevers"]
    toys = {"toy.fevers": replace(toy, kinds=(*toy.kinds, UnitKind.LEAGUE_BUREAU))}
    for module in ("queries", "actions", "rollups"):
        monkeypatch.setattr(f"fengsui.ground.indicators.{module}.indicators", lambda: toys)
    numbers["toy.fevers"][units["league"].pk] = 0
    course()
    numbers["toy.fevers"][units["league"].pk] = 3
    refresh(DAY)
    assert whose(found("league"), units) == {("league", "toy.fevers")}
    numbers["toy.fevers"][units["centre"].pk] = 3
    refresh(DAY)
    assert whose(found("league"), units) == {
        ("league", "toy.fevers"), ("league", "toy.fevers/below"), ("centre", "toy.fevers")
    }  # fmt: skip


def test_a_line_without_units_or_flows_is_empty(units, found, drill):
    assert alarms(DAY, "territory", None, []).series == 0


def test_the_past_is_judged_as_it_was_known(course, found, drill, numbers, units):
    from fengsui.cast import at

    course()
    drill(at("19:00"))
    freeze(units["prison"], DAY, {"toy.fevers": 5.0})
    assert found().failures
    assert not found(known=at("18:45")).failures


def test_a_whole_line_takes_two_queries(course, units, django_assert_max_num_queries):
    course(prison=4)
    nodes = tree("territory", DAY)
    with django_assert_max_num_queries(3):
        assert alarms(DAY, "territory", None, nodes).failures
