"""What is found on a day, how it is said, and what a picture of the day makes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from fengsui.cast import DAY, FOUNDED, at
from fengsui.command.assessment import actions as assessment
from fengsui.command.assessment.content import sections
from fengsui.command.assessment.queries import looked, observed, picture, rows, trends
from fengsui.command.reports import actions as reports
from fengsui.command.reports.actions import Correction
from fengsui.ground.indicators import actions
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.queries import tree
from fengsui.ground.org.scope import SYSTEM


def look(units, top="department"):
    assessment.look(DAY)
    return rows(DAY, tree("territory", DAY, units[top]))


def found(units, top="department"):
    return {row.check for row in look(units, top)}


def test_a_number_beyond_its_threshold_is_found(units, count):
    count(held=500, fevers=2)
    assert "assessment.threshold" not in found(units)
    count(held=500, fevers=3)
    assert "assessment.threshold" in found(units)


def test_a_number_below_its_threshold_is_found(units, count, numbers, monkeypatch):
    toys = {code: replace(one, low=100) for code, one in indicators.indicators().items() if code == "toy.held"}
    monkeypatch.setattr(indicators, "indicators", lambda: toys)
    count(held=99, fevers=0)
    assert any("below" in row.text for row in look(units))


def test_a_rise_against_yesterday_is_found_and_noise_is_not(units, count):
    count(day=DAY - timedelta(days=1), held=500, fevers=1)
    count(held=500, fevers=2)
    assert "assessment.change" not in found(units)
    count(held=500, fevers=6)
    assert "assessment.change" in found(units)


def test_the_first_day_has_no_change(units, count):
    count(held=500, fevers=2)
    assert "assessment.change" not in found(units)


def test_silent_units_are_found_once_the_cutoff_passed(units, drill):
    assert "reports.silent" not in found(units)
    drill(at("18:46"))
    assert "reports.silent" in found(units)


def test_late_overridden_and_drifted_reports_are_found(units, count, prison, officer, drill):
    count(held=500, fevers=0)
    drill(at("18:50"))
    reports.sign(prison, DAY, {"toy.held": Correction(501, "one more")}, revision=0, by=officer)
    count(held=502)
    assert {"reports.late", "reports.overridden", "reports.drift"} <= found(units)


def test_a_bureau_finds_only_what_is_below_it(units, drill):
    drill(at("18:46"))
    assert {row.unit.code for row in look(units, "league")} == {"centre", "county", "league"}


def test_the_gravest_comes_first_and_what_is_only_noticed_last(units, count, prison, officer, drill):
    count(held=500, fevers=3)
    drill(at("18:46"))
    reports.sign(prison, DAY, {}, revision=0, by=officer)
    seen = look(units)
    weights = [(row.is_noise, -row.severity) for row in seen]
    assert weights == sorted(weights)
    assert (seen[0].word, seen[-1].check) == ("alarm", "reports.late")


def test_the_picture_says_how_complete_it_is(units, signed):
    seen = picture(units["department"], "territory", DAY)
    assert (seen.signed, seen.owing, len(seen.missing), seen.late) == (1, 3, 2, [])
    assert seen.cutoff == at("18:45")
    assert not seen.is_final
    assert [indicator.code for indicator, _, _ in seen.figures] == ["toy.held", "toy.fevers"]
    assert seen.key_figures == []


def test_a_unit_without_facilities_has_nothing_to_sign(units):
    assert not picture(units["county"], "territory", DAY).is_final


def test_a_trend_has_gaps_where_nothing_was_known(units, count, numbers, monkeypatch):
    tagged = {code: replace(one, tags=frozenset({"trend"})) for code, one in indicators.indicators().items()}
    for module in ("ground.indicators.queries", "ground.indicators.rollups"):
        monkeypatch.setattr(f"fengsui.{module}.indicators", lambda: tagged)
    count(held=500)
    assert trends(units["prison"], "prison", DAY) == []
    actions.freeze(units["prison"], DAY, {"toy.held": 500.0, "toy.fevers": None})
    courses = {indicator.code: values for indicator, _, values in trends(units["prison"], "prison", DAY)}
    assert courses == {"toy.held": [None] * 9 + [500]}


def test_a_look_takes_few_queries(units, count, drill, django_assert_max_num_queries):
    count(held=500, fevers=3)
    drill(at("18:46"))
    with django_assert_max_num_queries(75):
        assessment.look(DAY)


def test_the_ledger_is_read_with_few_queries(units, count, drill, django_assert_num_queries):
    count(held=500, fevers=3)
    drill(at("18:46"))
    assessment.look(DAY)
    nodes = tree("territory", DAY, units["department"])
    with django_assert_num_queries(4):  # findings, their units, what was done about them, the rules' records
        assert rows(DAY, nodes)


def test_the_tick_keeps_what_it_found_for_pages_in_a_hurry(units, drill):
    from fengsui.ground.clock.actions import tick

    prison = {units["prison"].pk}
    assert observed(DAY, prison) is None
    drill(at("18:46"))
    tick()
    seen = observed(DAY, prison)
    assert seen.at == at("18:46")
    assert any("18:45" in finding.text for finding in seen.findings)
    assert {finding.unit.code for finding in seen.findings} == {"prison"}
    assert seen.total == len(seen.findings)
    line = next(line for line in seen.findings if "18:45" in line.text)
    assert (line.tone, line.word, line.state, line.state_tone, line.state_word) == (
        "bad",
        "alarm",
        "found",
        "due",
        "found",
    )
    with translation.override("zh-hans"):
        assert observed(DAY, prison).findings[0].text != seen.findings[0].text


def test_nothing_below_a_unit_is_no_finding(units):
    assessment.look(DAY)
    assert observed(DAY, {units["office"].pk}).findings == []
    assert looked(DAY) == at("18:30")


@pytest.fixture
def counties(units, drill):
    """Five more banners under the league, all of them silent once the cut-off passed."""
    made = [
        UnitRow(f"county-{n}", "county_bureau", f"又{n}旗司法局", superiors={"territory": "league"}) for n in range(5)
    ]
    org.arrange(made, since=FOUNDED, by=SYSTEM)
    drill(at("18:46"))
    return units


def silent(counties, top="department"):
    return {row.unit.code: row for row in look(counties, top) if row.check == "reports.silent"}


def test_many_bureaus_of_one_superior_are_one_line(counties):
    seen = silent(counties)
    assert set(seen) == {"prison", "prison-2", "centre", "league"}
    assert len(seen["league"].members) == 6
    line = next(x for x in observed(DAY, {counties["league"].pk}).findings if not x.row)
    assert (line.state, line.state_tone, line.state_word) == ("", "", "")
    assert seen["league"].text.count("旗司法局") == 5
    assert seen["league"].page == "/assessment/territory/league/findings/?check=reports.silent&day=2020-02-03"


def test_the_superiors_own_silence_is_one_of_its_superiors_lines(counties):
    mine = [row for row in look(counties) if row.unit.code == "league" and row.check == "reports.silent"]
    assert sorted(len(row.members) for row in mine) == [0, 6]


def test_one_that_somebody_has_in_hand_is_said_alone(counties, li):
    first = silent(counties)["league"].members[0]
    assessment.take(first.finding, by=li)
    seen = silent(counties)
    assert len(seen["league"].members) == 5
    assert seen[first.unit.code].state == "taken"


def test_a_county_alone_keeps_its_own_line(units, drill):
    drill(at("18:46"))
    assert "county" in silent(units)


def test_the_names_are_few_and_in_the_readers_language(counties):
    with translation.override("en"):
        said = silent(counties)["league"].text
    assert said.startswith("6 of its bureaus have not signed: Test county, ")


def test_the_brief_names_them_by_superior(counties):
    assessment.look(DAY)
    seen = picture(counties["department"], "territory", DAY)
    assert [(unit.code, len(below)) for unit, below in seen.missing_below] == [("league", 6)]
    assert {row.unit.code for row in seen.missing_alone} == {"prison", "prison-2", "centre", "league"}
    with translation.override("en"):
        said = sections(seen, "")[0]["blocks"][-1]["text"]
    assert said.endswith("6 bureaus of Test league.")
