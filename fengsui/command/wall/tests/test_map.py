"""The colours of the map: as bad as the worst there, and what is not known or not drawn is said."""

from types import SimpleNamespace

import pytest

from fengsui.cast import DAY, at
from fengsui.command.reports import actions as reports
from fengsui.command.wall.places import Place
from fengsui.command.wall.queries import Grave, coming, figures, grave, look
from fengsui.command.wall.territory import WHOLE, Territory, addable, league_of, unshown
from fengsui.command.wall.tests.conftest import WALL
from fengsui.ground.checks.declare import Severity


@pytest.fixture
def land(units, place):
    """The prisons lie in two leagues, the league bureau and the county's serve one."""
    place(department="150000", prison="150402", prison_2="150500", league="150400", county="150424")

    def see(top="department", line="territory", found=None):
        seen = look(units[top], line)
        return Territory(seen, coming(seen), Grave(*found) if found else grave(seen))

    return see


def tones(territory, view=WHOLE):
    return {code: fill.tone for code, fill in territory.fills(view, lambda code: f"?view={code}").items()}


def test_before_anybody_looked_for_findings_nothing_is_in_order(land):
    assert tones(land()) == {"150400": "gap", "150500": "gap"}


def test_a_league_is_as_bad_as_the_worst_of_its_units(land, units, drill, officer, prison, count):
    count(held=5, fevers=0)
    reports.sign(prison, DAY, {}, revision=0, by=officer)
    nothing = (at("18:30"), [], 0)
    assert tones(land(found=nothing)) == {"150400": "good", "150500": "due"}
    assert tones(land(found=nothing), "150400") == {"150402": "good", "150424": "good"}
    drill(at("18:46"))
    assert tones(land(found=nothing)) == {"150400": "good", "150500": "bad"}


def test_a_league_leads_into_it_and_a_banner_to_its_bureau(land):
    assert land().fills(WHOLE, lambda code: f"?view={code}")["150400"].url == "?view=150400"
    banners = land().fills("150400", str)
    assert (banners["150424"].url, banners["150402"].url) == (f"/rollup/territory/county/{DAY}/", "")


@pytest.mark.parametrize(
    ("place", "tone"),
    [
        (Place(), "good"), (Place(owing=1), "due"), (Place(owing=1, signed=1), "good"), (Place(1, 0, 1), "bad"),
        (Place(worst=Severity.ALARM), "bad"), (Place(worst=Severity.WARNING), "due"), (Place(worst=Severity.NOTE), "good"),
        (Place(unread=Severity.ALARM, owing=1), "gap"), (Place(unread=Severity.WARNING), "gap"), (Place(unread=Severity.NOTE), "good"),
    ],
)  # fmt: skip
def test_the_tone_of_a_place(place, tone):
    assert place.tone == tone


def test_the_title_says_what_the_tone_says():
    assert Place().title == "nothing is owed here"
    assert Place(3, 1, 2, Severity.ALARM).title == "1 of 3 reports signed; 2 silent after the cut-off; an alarm"
    assert "not all read" in Place(unread=Severity.ALARM).title


def test_what_is_found_at_a_ward_counts_at_its_prison(land, units, monkeypatch):
    seen = look(units["department"], "territory")
    worst = {units["ward-1"].pk: Severity.ALARM, units["prison"].pk: Severity.NOTE}
    territory = Territory(seen, coming(seen), SimpleNamespace(unread=0, worst=worst))
    assert territory.states[units["prison"].pk].worst == Severity.ALARM


def test_a_key_figure_by_place_is_never_zero_where_it_is_missing(land, count, units):
    count(held=500, fevers=1)
    territory = land()
    key = figures(territory.look)[0]
    assert territory.values(WHOLE, key) == {"150400": 500, "150500": None}
    fills = territory.amounts(WHOLE, territory.counted(WHOLE, key), str)
    assert (fills["150400"].label, fills["150500"].tone, fills["150500"].label) == ("500", "gap", "missing")
    assert territory.amounts("150400", territory.counted("150400", key), str)["150402"].url == ""


def test_what_stands_at_no_place_is_said(land, count, units, place):
    count(unit=units["centre"], held=80)
    territory = land()
    assert territory.unplaced_amount(WHOLE, figures(territory.look)[0]) == 80
    assert [one.name for one in territory.unplaced(WHOLE)] == ["Test centre"]
    assert [one.name for one in territory.unplaced("150500")] == ["Test prison-2"]
    assert territory.unplaced_amount("150500", figures(territory.look)[0]) is None


def test_facilities_are_points_the_gravest_first(land, monkeypatch):
    marks, total = land().marks(WHOLE)
    assert ([mark.division for mark in marks], total) == (["150402", "150500"], 2)
    assert land().marks("150500") == ([], 0)
    monkeypatch.setattr("fengsui.command.wall.territory.MOST_MARKS", 1)
    assert unshown(len(land().marks(WHOLE)[0]), 2) == "1 facility more is not drawn."


def test_only_what_adds_up_can_colour_the_map(land):
    assert [addable(key) for key in figures(land().look)] == [True, False]


def test_the_view_is_one_in_which_the_unit_has_something(land):
    assert [land().view(wanted) for wanted in ("150400", "150900", "rubbish", "")] == ["150400", WHOLE, WHOLE, WHOLE]
    assert land("league").view("") == "150400"
    assert league_of("") == ""


def test_the_page_switches_view_and_colour(land, as_, bao, count):
    count(held=500, fevers=1)
    client = as_(bao)
    page = client.get(f"{WALL}?view=150400&fill=toy.held").content.decode()
    assert "The whole" in page
    assert "fill=toy.held" in page
    assert "Test centre" in client.get(WALL).content.decode()
    assert client.get(f"{WALL}?view=<x>&fill=nonsense").status_code == 200
