from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.reports import actions as reports
from fengsui.command.wall.playing import MOST, Playing
from fengsui.command.wall.tests.conftest import WALL


@pytest.fixture
def play(drill):
    """play(from_="12:00"): what an address asks for at an hour."""

    def ask(now="18:30", **query):
        return Playing.read({key.rstrip("_"): value for key, value in query.items()}, at(now))

    return ask


def test_a_day_is_played_from_eight_to_now_every_ten_minutes(play):
    playing = play()
    assert (playing.moments[0], playing.moments[1], playing.moments[-1]) == (
        "2020-02-03T08:00",
        "2020-02-03T08:10",
        "2020-02-03T18:30",
    )


def test_a_past_day_is_played_to_its_end(play):
    playing = play(day="2020-02-02", from_="12:00", step="30")
    assert playing.hours == ("12:00", "23:59")
    assert playing.moments[-2:] == ["2020-02-02T23:30", "2020-02-02T23:59"]


def test_nothing_to_come_is_played(play):
    assert play(day="2020-02-09").day == DAY
    assert play(to="23:00").hours[1] == "18:30"


def test_what_makes_no_sense_is_as_usual(play):
    playing = play(from_="noon", to="25:00", step="7", day="x")
    assert (playing.hours, playing.step) == (("08:00", "18:30"), 10)
    assert play(from_="18:00", to="17:00").hours == ("00:00", "18:30")
    assert play(now="00:00").moments == ["2020-02-03T00:00"]


def test_a_long_course_takes_larger_steps(play):
    playing = play(day="2020-02-02", from_="00:00", step="1")
    assert playing.step == 5
    assert len(playing.moments) <= MOST


def test_the_usual_speed_and_step_are_chosen(play):
    assert [step for step, on in play(step="5").steps if on] == [5]
    assert [speed for speed, on in play().speeds if on] == [300]


def test_a_frame_is_the_wall_as_known_then(as_, bao, drill, prison, officer, count):
    count(held=500, fevers=0)
    drill(at("18:35"))
    reports.sign(prison, DAY, {}, revision=0, by=officer)
    drill(at("18:40"))
    frames = [as_(bao).get(f"{WALL}frame/?as_known=2020-02-03T{hour}").content.decode() for hour in ("18:31", "18:36")]
    assert ["1 of 2" in frame for frame in frames] == [False, True]
    assert "As known at" in frames[0]
    assert "18:31" in frames[0]


def test_links_of_a_frame_keep_its_moment(as_, bao, drill, count):
    count(held=500, fevers=0)
    frame = as_(bao).get(f"{WALL}frame/?as_known=2020-02-03T18:20").content.decode()
    assert "/reports/prison/2020-02-03/?as_known=2020-02-03T18:20" in frame


def test_nothing_of_a_frame_counts_down(as_, bao, owe):
    owe("prison", "18:00")
    owe("prison", "18:45")
    frame = as_(bao).get(f"{WALL}frame/?as_known=2020-02-03T18:20").content.decode()
    assert "data-left" not in frame
    assert "overdue" in frame


def test_the_page_says_that_it_is_not_the_running_wall(as_, bao):
    page = as_(bao).get(f"{WALL}playback/?day={DAY - timedelta(days=1)}").content.decode()
    assert "not the running wall" in page
    assert "data-clock" not in page
    assert "2020-02-02T08:00" in page


def test_a_moment_to_come_is_refused(as_, bao):
    assert as_(bao).get(f"{WALL}frame/?as_known=2020-02-03T18:31").status_code == 400
