"""How far a day's numbers can be relied on, by system; what is behind each number is a click away."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from fengsui.cast import DAY, FOUNDED, REMEMBERED, at
from fengsui.command.assessment.quality import quality
from fengsui.command.reports import actions as reports
from fengsui.command.reports.actions import Correction
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.actions import refresh
from fengsui.ground.indicators.declare import ASIDE, Indicator, Kind, RollUp
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import System
from fengsui.ground.org.scope import SYSTEM


@pytest.fixture
def look(units):
    """`look("prison")`: the quality of the day's reports in a system."""

    def see(system="prison", top="department", line="territory", **more):
        return {one.system: one for one in quality(units[top], line, DAY, **more).systems}.get(System(system))

    return see


def test_before_the_cutoff_nobody_is_silent(signed, look):
    seen = look()
    assert (seen.owed.n, seen.in_time.n, seen.late.n, seen.silent.n) == (2, 1, 0, 0)
    assert (seen.in_time.of, seen.in_time.share) == (2, 50)


def test_after_it_the_silent_and_the_late_are_told_apart(count, prison, officer, look, drill, units):
    count(held=500, fevers=0)
    drill(at("18:50"))
    reports.sign(prison, DAY, {}, revision=0, by=officer)
    seen = look()
    assert (seen.in_time.n, seen.late.units, seen.silent.units) == (0, (prison.pk,), (units["prison-2"].pk,))


def test_one_units_number_leads_to_its_report_and_several_to_the_roll_up(signed, look):
    seen = look()
    assert seen.in_time.url == "/reports/prison/2020-02-03/"
    assert seen.owed.url == "/rollup/territory/department/2020-02-03/"
    assert (seen.late.url, seen.late.units, seen.filled.url) == (seen.owed.url, (), "/reports/filled/")


def test_each_system_stands_by_itself_and_only_if_it_owes(signed, look):
    assert [look(system).owed.n for system in ("prison", "rehabilitation", "bureau")] == [2, 1, 2]
    assert look("rehabilitation", "prisons", "prison") is None


def test_what_was_returned_and_signed_again(signed, look, officer, superior):
    reports.give_back(signed, reason="look again", by=superior)
    assert (look().returned.n, look().signed_again.n) == (1, 0)
    reports.sign(signed.unit, DAY, {}, revision=1, by=officer)
    assert (look().returned.n, look().signed_again.n) == (1, 1)


def test_what_was_corrected_and_what_drifted(count, prison, officer, look):
    count(held=500, fevers=0)
    reports.sign(prison, DAY, {"toy.held": Correction(501, "one more")}, revision=0, by=officer)
    assert (look().overridden.n, look().drifted.n, look().drifted.url) == (1, 0, "")
    count(held=502, fevers=1)
    assert (look().drifted.n, look().drifted.url) == (2, "/rollup/territory/prison/2020-02-03/changes/")


def test_drift_at_several_units_is_shown_for_the_whole_line(count, prison, officer, look, units):
    for unit in (prison, units["prison-2"]):
        count(unit, held=500, fevers=0)
        reports.sign(unit, DAY, {}, revision=0, by=officer if unit == prison else SYSTEM)
    count(held=502)
    count(units["prison-2"], held=502)
    assert look().drifted.url == "/rollup/territory/department/2020-02-03/changes/"


@pytest.fixture
def aside(count, numbers, prison, monkeypatch):
    """Of the prison's four fields registers fill in three."""

    def declare(code, value, **more):
        tags = frozenset({ASIDE})
        return Indicator(code, code, "", Kind.STOCK, ("prison",), lambda _asked: {prison.pk: value}, tags=tags, **more)

    toys = dict(indicators.indicators())
    toys["reports.filled"] = declare("reports.filled", 75.0, rollup=RollUp.WEIGHTED, weight="reports.fields")
    toys["reports.fields"] = declare("reports.fields", 4.0)
    for module in ("queries", "actions", "rollups"):
        monkeypatch.setattr(f"fengsui.ground.indicators.{module}.indicators", lambda: toys)


def test_fields_that_fill_themselves_and_fields_that_are_typed(aside, look, prison):
    refresh(DAY)
    seen = look()
    assert (seen.filled.n, seen.filled.of, seen.typed.n, seen.filled.units) == (3, 4, 1, (prison.pk,))
    assert look("bureau").filled.share is None


def test_without_these_numbers_nothing_is_said_of_fields(look, monkeypatch, count):
    count(held=1)
    monkeypatch.setattr(indicators, "slots", lambda: {"toy.held": 0})
    assert (look().filled.of, look().filled.share) == (0, None)


def test_the_oldest_number_that_waits_for_a_signature(count, look, drill, prison, officer):
    count(held=500, fevers=0)
    drill(at("18:40"))
    assert look().oldest == at("18:30")
    reports.sign(prison, DAY, {}, revision=0, by=officer)
    assert look().oldest is None


def test_the_share_signed_of_each_of_seven_days(signed, units):
    course = quality(units["prisons"], "prison", DAY).course
    assert [one.day for one in course] == [DAY - timedelta(days=n) for n in range(6, -1, -1)]
    assert [one.signed.share for one in course] == [0] * 6 + [50]
    assert (course[-1].signed.units, course[-1].signed.url) == (
        (units["prison-2"].pk,), "/rollup/prison/prisons/2020-02-03/",
    )  # fmt: skip


def test_a_unit_that_came_later_owed_nothing_before(units):
    row = UnitRow("late", "prison", "新监狱", superiors={"territory": "prisons", "prison": "prisons"})
    org.arrange([row], since=DAY - timedelta(days=1), by=SYSTEM)
    course = quality(units["prisons"], "prison", DAY).course
    assert [one.signed.of for one in course] == [2, 2, 2, 2, 2, 3, 3]


def test_the_past_is_seen_as_it_was_known(signed, look, drill):
    drill(at("18:40"))
    assert (look(known=at("18:29")).in_time.n, look(known=at("18:31")).in_time.n) == (0, 1)


def test_more_units_cost_no_more_queries(signed, units):
    from django.db import connection

    def cost():
        with CaptureQueriesContext(connection) as caught:
            quality(units["department"], "territory", DAY)
        return sum(not any(known in one["sql"] for known in REMEMBERED) for one in caught.captured_queries)

    cost()
    before = cost()
    above = {"territory": "prisons", "prison": "prisons"}
    org.arrange(
        [UnitRow(f"more-{n}", "prison", f"又{n}监狱", superiors=above) for n in range(6)], since=FOUNDED, by=SYSTEM
    )
    assert cost() == before < 40
