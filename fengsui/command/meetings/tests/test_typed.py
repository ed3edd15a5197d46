"""What is typed in one line is understood as people write it."""

import pytest

from fengsui.cast import DAY, at
from fengsui.command.meetings.tests.conftest import TOMORROW
from fengsui.command.meetings.typed import read
from fengsui.command.tasks.queries import near


@pytest.fixture
def typed(units):
    return lambda line: read(line, near(units["department"]), at("18:30"))


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("今天20:00", at("20:00")), ("明日12时", at("12:00", TOMORROW)), ("19:00", at("19:00")), ("18:00", at("18:00", TOMORROW)),
        ("明早", at("09:00", TOMORROW)), ("明天", at("18:00", TOMORROW)), ("by tomorrow 9:30", at("09:30", TOMORROW)),
        ("请于明天9点半前", at("09:30", TOMORROW)), ("今天24:00", at("23:59")), ("2月4日8时", at("08:00", TOMORROW)),
        ("2月4日15时20分。", at("15:20", TOMORROW)),
    ],
)  # fmt: skip
def test_hours(typed, said, due):
    assert (typed(f"核查双岗 @测试监狱 {said}").due, typed(f"核查双岗 @测试监狱 {said}").text) == (due, "核查双岗")


def test_a_date_that_is_past_is_next_year_s(typed):
    assert typed("x 1月5日").due.year == DAY.year + 1


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("核查 26:61", "26:61"), ("核查 2月31日", "2月31日"), ("核查 今天25:00", "今天25:00"), ("核查 明天30点", "明天30点"),
        ("核查 24:30", "24:30"), ("共查30点", ""), ("三监区12人", ""),
    ],
)  # fmt: skip
def test_what_is_no_hour_stays_in_the_text_and_is_named(typed, line, wrong):
    assert (typed(line).due, typed(line).text, typed(line).wrong) == (None, line, wrong)


def test_units_by_name_code_pinyin_and_several(typed, units):
    for line in ("x @测试监狱", "x @prison", "x @csjy", "@ceshijianyu x", "x ＠测试监狱"):
        assert (typed(line).units, typed(line).text) == ([units["prison"]], "x"), line
    assert typed("x @测试监狱、测试第二监狱 @prison").units == [units["prison"], units["prison-2"]]
    assert {unit.code for unit in typed("x @全部").units} == {"prison", "prison-2", "centre"}


def test_what_means_no_unit_or_several_is_strange(typed):
    assert (typed("x @火星").strange, typed("x @测试").strange) == (["火星"], ["测试"])
