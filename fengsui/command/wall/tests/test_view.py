"""Who sees which wall, and what stands on it on days on which there is little to show."""

from datetime import timedelta

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions as assessment
from fengsui.command.reports import actions as reports
from fengsui.command.wall.response import day_of_response
from fengsui.command.wall.tests.conftest import WALL
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.org.scope import SYSTEM


def text(client, path=WALL):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_the_menu_leads_to_the_wall_of_my_highest_unit(as_, bao, superior, bureau):
    for person, path in ((bao, WALL), (superior, "/wall/prison/prisons/"), (bureau, "/wall/territory/league/")):
        assert as_(person).get("/wall/")["Location"] == path


def test_who_may_not_see_it_is_told_nothing(as_, officer, zhao, bureau):
    for person, path in (
        (officer, "/wall/"),
        (zhao, "/wall/"),
        (officer, WALL),
        (bureau, WALL),
        (bureau, f"{WALL}tiles/"),
        (bureau, f"{WALL}frame/"),
    ):
        assert as_(person).get(path).status_code == 404


def test_only_units_with_a_commander_and_only_in_their_lines(as_, bao):
    for path in (
        "/wall/territory/prison/",
        "/wall/territory/county/",
        "/wall/rehabilitation/prisons/",
        "/wall/supervision/department/",
        "/wall/x/department/",
    ):
        assert as_(bao).get(path).status_code == 404
    assert as_(bao).get("/wall/prison/prisons/").status_code == 200


def test_the_first_day_says_what_will_be_here(as_, bao):
    page = text(as_(bao))
    for sentence in ("Nothing was looked through yet", "Nothing is running out", "serves a place on the map"):
        assert sentence in page
    assert "Response · day" not in page


def test_a_wall_without_key_figures_says_how_they_come(as_, bao, monkeypatch):
    monkeypatch.setattr("fengsui.command.wall.tiles.queries.figures", lambda look: [])
    assert "No key figures yet" in text(as_(bao))


def test_a_figure_that_nobody_knows_is_missing_not_zero(as_, bao):
    page = text(as_(bao))
    assert "missing" in page
    assert "0 of 3 confirmed" in page


def test_all_units_silent(as_, bao, drill):
    drill(at("18:46"))
    page = text(as_(bao))
    assert "3 have not signed" in page
    assert "3 of them silent" in page


def test_nobody_owing(as_, bao):
    measures.put(parameters()["reports.owed"], False, basis="test", by=SYSTEM, at=at("00:00"))
    assert "Nobody owes a report here today" in text(as_(bao))


def test_everybody_has_signed(as_, superior, units, signed):
    reports.sign(units["prison-2"], DAY, {}, revision=0, by=SYSTEM, note="—")
    page = text(as_(superior), "/wall/prison/prisons/")
    assert "Everybody has signed" in page
    assert "2 of 2" in page


def test_findings_are_of_the_last_tick_and_say_so(as_, bao, drill, count):
    count(held=500, fevers=9)
    assessment.look(DAY)
    drill(at("18:40"))
    page = text(as_(bao))
    assert "above the threshold" in page
    assert "as of <time" in page.split('id="tile-grave"')[1]
    assert "18:30:00" in page.split('id="tile-grave"')[1]


def test_the_response_counts_its_days_from_the_first_numbers(count, as_, bao):
    count(day=DAY - timedelta(days=9), held=1)
    assert day_of_response(DAY) == 10
    assert day_of_response(DAY - timedelta(days=10)) is None
    assert "Response · day 10" in text(as_(bao))


def test_a_screen_gets_its_theme_from_its_address(as_, bao):
    client = as_(bao)
    for theme in ("dark", "light"):
        assert f'data-bs-theme="{theme}"' in text(client, f"{WALL}?theme={theme}")
        assert f'data-bs-theme="{theme}"' in text(client, f"{WALL}playback/?theme={theme}")
    assert 'data-theme="auto"' in text(client, f"{WALL}?theme=pink")


def test_the_presentation_begins_with_the_key_figures(as_, bao):
    page = text(as_(bao), f"{WALL}?present=1")
    assert 'data-shown="figures"' in page
    assert 'data-show="all"' in page


def test_a_unit_that_is_gone_has_a_past_but_no_running_wall(as_, bao, units):
    league = units["league"]
    league.valid_to = DAY
    league.save()
    league.ties.update(valid_to=DAY)
    client = as_(bao)
    assert "has no running wall" in text(client, "/wall/territory/league/")
    assert client.get("/wall/territory/league/tiles/")["HX-Refresh"] == "true"
    assert "Nobody owes a report" in text(client, "/wall/territory/league/frame/")
    assert "cut-off" in text(client, "/wall/territory/league/frame/?as_known=2020-02-02T18:00")
