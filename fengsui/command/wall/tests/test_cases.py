"""Confirmed cases on the wall's map: of the last day that was counted, by league, as far as it was known."""

from fengsui.cast import DAY, at
from fengsui.command.wall.options import Options
from fengsui.command.wall.queries import cases, look
from fengsui.command.wall.tests.conftest import WALL
from fengsui.command.wall.tiles import wall
from fengsui.ground.cases.tests.conftest import bring  # noqa: F401

CASES = Options(fill="cases")


def the_map(unit, options=CASES):
    return next(tile.body for tile in wall(unit, "territory", options).tiles if tile.name == "map")


def test_the_counts_of_the_last_day_stand_by_league(units, bring):  # noqa: F811
    bring()
    found = cases(look(units["department"], "territory"))
    assert (found.day, found.counts["150700"], found.counts["150400"]) == (DAY, 6, None)


def test_a_day_that_is_not_counted_yet_shows_the_one_before(units, bring, drill):  # noqa: F811
    bring()
    drill(at("09:00", DAY.replace(day=5)))
    assert cases(look(units["department"], "territory")).day == DAY


def test_without_counts_the_map_says_so_and_leads_to_the_cases(units):
    body = the_map(units["department"])
    assert "Nobody has brought case counts" in body
    assert 'href="/cases/"' in body


def test_the_map_says_what_the_notices_count_and_of_which_day(units, bring, bao, as_):  # noqa: F811
    bring()
    page = as_(bao).get(f"{WALL}?fill=cases").content.decode()
    assert "Confirmed cases 6" in page
    assert "up to 3 February 2020" in page


def test_from_a_league_the_cases_lead_back_to_the_whole(units, bring, place):  # noqa: F811
    bring()
    place(prison="150402", prison_2="150500")
    body = the_map(units["department"], Options(fill="cases", view="150400"))
    assert "view=150000&amp;fill=cases" in body
