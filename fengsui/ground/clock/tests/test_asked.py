"""The day of an address: one reader for every page and export."""

from datetime import date

import pytest

from fengsui.cast import DAY, at
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.converters import DayConverter


@pytest.mark.parametrize("text", ["", "gestern", "2020-02-30", "0001-01-01", "1999-12-31", "9999-12-31"])
def test_without_a_day_it_is_today(drill, text):
    assert clock.day_asked({"day": text}) == clock.day_asked({}) == DAY


def test_without_a_day_it_is_the_one_looked_back_to(drill):
    assert clock.day_asked({}, at("23:30", date(2020, 2, 1))) == date(2020, 2, 1)


def test_the_day_asked_for_stands_before_the_moment(drill):
    assert clock.day_asked({"day": "2020-01-31"}, at("10:00")) == date(2020, 1, 31)


def test_a_day_of_any_year_is_read():
    assert [clock.read_day(text) for text in ("1998-07-01", "", "x")] == [date(1998, 7, 1), None, None]


@pytest.mark.parametrize("text", ["0001-01-01", "1999-12-31", "9999-12-31", "2020-02-30"])
def test_a_day_beyond_the_calendar_is_no_page(text):
    with pytest.raises(ValueError, match=r"."):
        DayConverter().to_python(text)
    assert DayConverter().to_python("2020-02-03") == DAY
