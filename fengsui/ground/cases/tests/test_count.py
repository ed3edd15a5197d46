from datetime import date
from pathlib import Path

import pytest

from fengsui.cast import DAY, at
from fengsui.ground.cases import actions, curve, exports, own, page, queries
from fengsui.ground.cases.tests.conftest import DAYS
from fengsui.ground.indicators.declare import Indicator, Kind, RollUp
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Line
from fengsui.ground.org.scope import SYSTEM

REAL = Path(__file__).resolve().parents[5] / "shared" / "data" / "nm_cases.csv"


def count(code, day=DAY):
    return next(one for one in queries.counts(day) if one.code == code)


def test_new_and_existing_follow_from_the_cumulative_numbers(bring):
    bring()
    assert (count("150000").new, count("150000").existing, count("150000").value("suspected")) == (3, 35, None)
    assert (count("150100").new, count("150100").existing, count("150100").suspected) == (None, None, None)
    assert count("150700", date(2020, 2, 2)).new is None
    assert count("150700").existing is None


def test_cases_taken_back_are_a_negative_number_and_are_said(bring):
    bring()
    assert count("150700").new == -1
    assert queries.said(queries.counts(DAY)) == [
        "Hulun Buir City: cumulative confirmed cases fell from 7 to 6; the notices corrected it."
    ]


def test_more_recovered_than_confirmed_is_said(bring):
    bring(DAYS.replace(",6,,,0,", ",6,,7,0,"))
    assert count("150700").fallen[1] == "Hulun Buir City: more recovered and dead than confirmed."


def test_a_course_has_its_gaps(bring):
    bring()
    found = queries.course("150700", date(2020, 1, 31), DAY)
    assert [one.confirmed for one in found] == [None, None, 7, 6]


def test_all_rows_of_a_division_the_last_first(bring):
    bring()
    assert [(one.day.day, one.new) for one in queries.told("150700")] == [(3, -1), (2, None)]


def test_a_division_off_the_map_is_called_as_its_rows_call_it(bring):
    bring(f"{DAYS}2020-02-03,420100,武汉市,9,,,,,,\n")
    assert queries.name_of("420100") == "武汉市"
    assert queries.name_of("150000") == "Inner Mongolia"


def test_without_counts_there_is_no_span(units):
    assert queries.span() is None


def test_the_curve_shows_what_was_taken_back(bring):
    bring()
    drawn = curve.epidemic(queries.course("150700", date(2020, 2, 1), DAY), "x")
    assert 'class="curve-bar curve-taken"' in drawn
    assert curve.epidemic(queries.course("150100", DAY, DAY), "x") == ""


def test_the_page_holds_both_courses_and_the_map(bring, bao):
    bring()
    seen = page.situation(bao, {}, None)
    assert (seen["day"], seen["unit"].code) == (DAY, "department")
    assert "Hulun Buir City: New confirmed -1" in seen["map"]
    assert "most new confirmed cases on 2 February 2020 (7); last day 3" in seen["curve"]


def test_every_choice_of_the_map_is_drawn(bring, bao):
    bring()
    for choice in page.choices():
        assert "<svg" in page.situation(bao, {"show": choice.key, "day": "2020-02-02"}, None)["map"]


@pytest.fixture
def fevers(bring, units, keeper):
    """A fever at the centre of the league, which stands in 150700; the two prisons stand in no league of the map."""
    from fengsui.frontline.custody import actions as custody

    for code in ("league", "centre"):
        org.set_division(units[code], "150721" if code == "centre" else "150700", by=SYSTEM)
    custody.measure(units["centre"], units["brigade-1"], number="1", name="张某", celsius="37.9", by=keeper)
    return next(one for one in own.shown() if one.code == "custody.detainee_fevers")


def test_a_facility_counts_where_it_stands(fevers, bao, units):
    placed, elsewhere = own.placed(bao, DAY.replace(day=4), fevers)
    assert (placed["150700"].m, placed["150100"].m, elsewhere) == (1, 0, 0)
    prisoners = next(one for one in own.shown() if one.code == "custody.prisoner_fevers")
    assert own.placed(bao, DAY, prisoners)[1] == 2


def test_only_the_greatest_counts_where_numbers_do_not_add_up():
    parts = [(3.0, 1, 1), (5.0, 0, 1), (None, 0, 1)]
    one = Indicator("x.y", "y", "z", Kind.STOCK, (), None, rollup=RollUp.MAX)
    assert own._together(parts, one) == own.Placed(5.0, 1, 3)


def test_own_figures_are_those_of_ones_highest_unit(fevers, bao, superior, zhao):
    assert [found[0].code for found in (own.top(bao), own.top(superior))] == ["department", "prisons"]
    assert own.top(superior)[1] is Line.PRISON
    assert own.top(zhao) is None
    assert own.beside(zhao, DAY, DAY) is None
    assert own.placed(zhao, DAY, fevers) == ({}, 0)
    assert {one.indicator.code for one in own.beside(superior, DAY, DAY)[1]} == {
        "custody.prisoner_fevers", "custody.officers_isolation", "gates.fevers",
    }  # fmt: skip


def test_exports_hold_windows_and_sources(bring, bao):
    bring()
    first = list(exports._day(bao, {"day": "2020-02-03"}))
    assert first[0][:6] == [DAY, "150000", "Inner Mongolia", 3, 35, 37]
    assert first[0][11:13] == ["yes", "通报"]
    assert len(first[1]) == len(first[0])
    assert len(list(exports._division(bao, {"code": "150700"}))) == 2


@pytest.mark.skipif(not REAL.exists(), reason="the counts of 2020 are not at hand")
def test_the_counts_of_2020_are_those_that_were_announced(units, li, drill):
    drill(at("12:00", date(2020, 4, 1)))
    batch = actions.bring(REAL.read_bytes(), name=REAL.name, by=li)
    assert (batch.new, batch.rejected) == (911, [])
    region = count("150000", date(2020, 2, 25))
    assert (region.confirmed, region.row.recovered, region.existing) == (75, 35, 40)
    assert count("150000", date(2020, 2, 6)).existing is None
    assert actions.bring(REAL.read_bytes(), name=REAL.name, by=li).same == 911


def test_a_day_without_a_row_is_shown_as_missing(bring, bao, account, client):
    bring()
    client.force_login(account(bao))
    for show in ("new", "custody.detainee_fevers"):
        said = client.get("/cases/", {"day": "2020-02-04", "show": show}, headers={"accept-language": "en"})
        assert b"numbers are missing, not zero" in said.content
