from datetime import date, timedelta

import pytest
from django.utils import translation

from fengsui.cast import EVENING, at
from fengsui.site import words


@pytest.mark.parametrize(
    ("language", "day", "weekday", "moment"),
    [
        ("zh-hans", "2020年2月3日", "星期一", "2020年2月3日 18:30"),
        ("en", "3 February 2020", "Monday", "3 February 2020, 18:30"),
    ],
)
def test_dates_read_as_in_the_language(language, day, weekday, moment):
    with translation.override(language):
        assert (words.day(EVENING), words.weekday(EVENING), words.moment(EVENING)) == (day, weekday, moment)


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "0分钟", "0 min"),
        (25, "25分钟", "25 min"),
        (60, "1小时", "1 h"),
        (130, "2小时10分钟", "2 h 10 min"),
        (2880, "2天", "2 days"),
    ],
)
def test_spans(minutes, zh, en):
    for language, said in (("zh-hans", zh), ("en", en)):
        with translation.override(language):
            assert words.span(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(18432, "18,432"), (0, "0"), (-1200, "−1,200"), (37.3, "37.3"), (None, ""), (1234567.0, "1,234,567")],
)
def test_numbers_group_by_thousands_in_chinese_too(value, said):
    with translation.override("zh-hans"):
        assert words.number(value) == said


def test_shares():
    assert [words.percent(share) for share in (0.971, 1, 0, None)] == ["97.1%", "100%", "0%", ""]


def test_time_is_seen_from_the_domains_clock(drill):
    with translation.override("en"):
        assert words.left(at("18:55")) == "25 min left"
        assert words.left(at("18:25")) == "5 min late"
        assert words.ago(at("18:30")) == "just now"
        assert words.ago(at("16:20")) == "2 h 10 min ago"
        assert words.stamp(at("08:05")) == "08:05"
        assert words.stamp(at("08:05", date(2020, 2, 1))) == "1 Feb, 08:05"
        assert words.stamp(at("08:05", date(2019, 2, 1))) == "1 February 2019, 08:05"
