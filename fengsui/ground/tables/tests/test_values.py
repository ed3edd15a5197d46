from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengsui.ground.tables import values


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("１２０８", 1208), ("1,208", 1208), ("1，208", 1208), (" 12 ", 12), ("3.5", 3.5), ("12%", 0.12), ("－5", -5),
        ("−5", -5), ("–5", -5), (7, 7), ("", None), ("—", None), ("－", None), ("-", None), ("——", None), ("/", None), (None, None),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(written, read):
    assert values.number(written) == read


@pytest.mark.parametrize("written", ["三人", "12人", "1,20", "--5x", "=1+1", "1 2 a"])
def test_what_is_no_number_is_said_in_a_sentence(written):
    with pytest.raises(values.Unreadable, match="is not a number"):
        values.number(written)


@pytest.mark.parametrize(
    "written",
    ["2020年2月3日", "2020-2-3", "2020/02/03", "2020.2.3", "20200203", "２０２０年２月３日", "2020—02—03", "2020 年 2 月 3 日",
     "2020-02-03 18:40", datetime(2020, 2, 3, 8, 0), date(2020, 2, 3)],
)  # fmt: skip
def test_a_day_is_read_in_many_spellings(written):
    assert values.day(written) == date(2020, 2, 3)


@pytest.mark.parametrize("written", ["2月3日", "2020-02-30", "43864", "昨天", "3/2/2020"])
def test_what_is_no_day_is_said_in_a_sentence(written):
    with pytest.raises(values.Unreadable, match="is not a day"):
        values.day(written)


def test_an_empty_day_is_none():
    assert values.day("—") is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (" 演练　第五监狱 ", "演练 第五监狱"), ("赤峰（合成）", "赤峰（合成）"), ("乌兰·图雅", "乌兰·图雅"), ("Ａ１", "A1"), (150000.0, "150000"),
        (3.5, "3.5"), (True, "1"), (False, "0"), (None, ""), ("一\n监区", "一 监区"), (date(2020, 2, 3), "2020-02-03"),
        (datetime(2020, 2, 3), "2020-02-03"), (datetime(2020, 2, 3, 18, 40), "2020-02-03 18:40:00"),
    ],
)  # fmt: skip
def test_a_text_keeps_its_signs_and_loses_its_stray_blanks(written, read):
    assert values.text(written) == read


@pytest.mark.parametrize("written", ["prison-05", "prison－05", "prison—05", "prison–05", "ｐｒｉｓｏｎ‐０５ "])
def test_a_code_has_one_kind_of_dash(written):
    assert values.code(written) == "prison-05"


@given(st.integers(-(10**9), 10**9))
def test_any_number_survives_full_width_digits(number):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in str(number))
    assert values.number(wide) == number


@given(st.text())
def test_no_text_whatever_is_an_error(said):
    assert values.text(values.text(said)) == values.text(said)
