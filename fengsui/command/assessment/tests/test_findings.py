from datetime import timedelta

from fengsui.cast import DAY, at
from fengsui.command.assessment.findings import findings
from fengsui.command.assessment.queries import picture, trends
from fengsui.command.reports import actions as reports
from fengsui.command.reports.actions import Correction
from fengsui.ground.indicators import actions
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.org.queries import tree


def found(units, top="department"):
    return {finding.failure.check for finding in findings(DAY, tree("territory", DAY, units[top]))}


def test_a_number_beyond_its_threshold_is_found(units, count):
    count(held=500, fevers=2)
    assert "assessment.threshold" not in found(units)
    count(held=500, fevers=3)
    assert "assessment.threshold" in found(units)


def test_a_number_below_its_threshold_is_found(units, count, numbers, monkeypatch):
    from dataclasses import replace

    toy = replace(indicators.indicators()["toy.held"], low=100)
    monkeypatch.setattr(indicators, "of_kind", lambda kind: [toy] if kind == "prison" else [])
    count(held=99, fevers=0)
    texts = [f.text for f in findings(DAY, tree("territory", DAY, units["department"]))]
    assert any("below" in text for text in texts)


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
    rows = findings(DAY, tree("territory", DAY, units["league"]))
    assert {finding.unit.code for finding in rows} == {"centre"}


def test_the_gravest_comes_first(units, count, drill):
    count(held=500, fevers=3)
    drill(at("18:46"))
    severities = [finding.severity for finding in findings(DAY, tree("territory", DAY, units["department"]))]
    assert severities == sorted(severities, reverse=True)


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
    from dataclasses import replace

    tagged = {code: replace(one, tags=frozenset({"trend"})) for code, one in indicators.indicators().items()}
    for module in ("ground.indicators.queries", "ground.indicators.rollups"):
        monkeypatch.setattr(f"fengsui.{module}.indicators", lambda: tagged)
    count(held=500)
    assert trends(units["prison"], "prison", DAY) == []
    actions.freeze(units["prison"], DAY, {"toy.held": 500.0, "toy.fevers": None})
    rows = {indicator.code: values for indicator, _, values in trends(units["prison"], "prison", DAY)}
    assert rows == {"toy.held": [None] * 9 + [500]}


def test_findings_take_few_queries(units, count, drill, django_assert_max_num_queries):
    count(held=500, fevers=3)
    drill(at("18:46"))
    nodes = tree("territory", DAY, units["department"])
    with django_assert_max_num_queries(45):
        findings(DAY, nodes)


def test_the_tick_keeps_what_it_found_for_pages_in_a_hurry(units, drill):
    from django.utils import translation

    from fengsui.command.assessment.queries import observed
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
    with translation.override("zh-hans"):
        assert observed(DAY, prison).findings[0].text != seen.findings[0].text
