"""The day's picture as a map: tones, numbers, marks, and what is at no place of it."""

import pytest
from django.utils import translation

from fengsui.cast import DAY
from fengsui.command.assessment import actions, territory
from fengsui.command.assessment.queries import picture
from fengsui.command.reports import actions as reports
from fengsui.ground.checks.declare import Severity
from fengsui.ground.documents import render
from fengsui.ground.org.models import Unit

PLACES = {"department": "150000", "league": "150100", "county": "150102", "centre": "150102", "prison": "150700"}


@pytest.fixture
def placed(units):
    """The units serve divisions of the built-in map; the second prison none."""
    for code, division in PLACES.items():
        Unit.objects.filter(code=code).update(division=division)
    return {unit.code: unit for unit in Unit.objects.all()}


def found(unit, li, severity=Severity.ALARM):
    return actions.add(unit, DAY, "test", severity=severity, by=li)


def drawn(placed, code="department"):
    with translation.override("en"):
        return territory.territory(picture(placed[code], "territory", DAY))


def tones(made):
    return {code: one.tone for code, one in made.places.items() if code and one.tone != "none"}


def test_an_area_has_the_tone_of_the_worst(placed, li):
    assert tones(drawn(placed))["150100"] == "due"
    found(placed["centre"], li, Severity.WARNING)
    assert drawn(placed).places["150100"].others == 1
    found(placed["county"], li)
    found(placed["league"], li)
    made = drawn(placed)
    assert (tones(made)["150100"], made.places["150100"].found) == ("bad", 3)


def test_all_signed_and_nothing_found_is_good(placed, officer, count):
    count(held=500, fevers=0)
    assert drawn(placed).places["150700"].label == "1 missing"
    reports.sign(placed["prison"], DAY, {}, revision=0, by=officer)
    made = drawn(placed)
    assert (made.places["150700"].tone, made.places["150700"].label) == ("good", "")
    assert made.facilities[placed["prison"].pk].tone == "good"
    assert made.places["150200"].sentence("Baotou") == "Baotou: no report is due here."


def test_a_ward_stands_in_its_prison(placed, li):
    found(placed["ward-1"], li)
    made = drawn(placed)
    assert made.places["150700"].alarms == 1
    assert made.facilities[placed["prison"].pk].tone == "bad"


def test_what_is_at_no_place_is_counted_in_the_caption(placed, li):
    found(placed["department"], li)
    found(placed["ward-3"], li)
    made = drawn(placed)
    with translation.override("en"):
        assert made.caption.endswith(
            "2 findings belong to no place on the map. 1 missing report belongs to no place on the map."
        )


def test_many_bureaus_said_at_once_count_once_in_each_place(placed, li):
    from dataclasses import replace

    found(placed["county"], li)
    shown = picture(placed["department"], "territory", DAY)
    row = next(row for row in shown.main if row.unit == placed["county"])
    members = [row, replace(row, unit=placed["prison"]), replace(row, unit=placed["prison-2"])]
    made = territory.territory(replace(shown, findings=[replace(row, unit=placed["department"], members=members)]))
    assert {code: one.found for code, one in made.places.items() if one.found} == {"150100": 1, "150700": 1}


def test_a_league_shows_its_banners(placed, li):
    found(placed["county"], li)
    made = drawn(placed, "league")
    assert (made.view, tones(made)) == ("150100", {"150102": "bad"})
    assert list(made.facilities) == [placed["centre"].pk]


@pytest.mark.parametrize("division", ["", "150102", "110000"])
def test_without_a_picture_of_its_division_there_is_none(placed, division):
    Unit.objects.filter(code="league").update(division=division)
    shown = picture(Unit.objects.get(code="league"), "territory", DAY)
    assert (territory.map_block(shown), territory.screen_map(shown)) == (None, None)


def test_a_map_on_which_nothing_is_is_none(placed):
    Unit.objects.exclude(code="department").update(division="")
    assert drawn({"department": Unit.objects.get(code="department")}) is None


@pytest.mark.parametrize(("language", "said"), [("en", "Red: an alarm (1)"), ("zh-hans", "红：有告警（1处）")])
def test_the_block_is_printed_in_the_language_in_force(placed, li, language, said):
    found(placed["prison"], li)
    with translation.override(language):
        block = territory.map_block(picture(placed["department"], "territory", DAY))
        assert said in block["caption"]
        assert said in territory.screen_map(picture(placed["department"], "territory", DAY))[0]
    assert block["svg"].startswith("<svg ")
    body = {
        "series_label": "x",
        "unit": "x",
        "date": DAY,
        "day": DAY,
        "sections": [{"heading": "x", "blocks": [block]}],
    }
    assert render.pdf("bulletin", body)


def test_it_costs_few_queries(placed, li, django_assert_max_num_queries):
    for unit in ("prison", "centre", "county"):
        found(placed[unit], li)
    shown = picture(placed["department"], "territory", DAY)
    with translation.override("en"), django_assert_max_num_queries(20) as asked:
        assert territory.screen_map(shown)
    assert sum("org_unit" in one["sql"] for one in asked.captured_queries) == 1
