from datetime import date

import pytest
from django.core.management import call_command

from fengsui.cast import DAY, at
from fengsui.ground.cases import queries, reading
from fengsui.ground.cases.models import CaseCount
from fengsui.ground.cases.tests.conftest import DAYS, HEAD
from fengsui.ground.cases.windows import conventional
from fengsui.ground.clock.queries import local
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def row(code="150700", day=3):
    return queries.rows().get(code=code, day=date(2020, 2, day))


def test_rows_are_taken_and_what_is_missing_stays_missing(bring):
    batch = bring()
    assert (batch.new, batch.changed, batch.same, batch.rejected) == (5, 0, 0, [])
    assert (row().confirmed, row().recovered, row().suspected) == (6, None, None)
    assert (row().note, row().source_row_date) == ("核减", date(2020, 2, 4))
    assert Entry.objects.get(kind="cases.brought").data["new"] == 5


def test_the_same_file_again_changes_nothing(bring):
    bring()
    again = bring()
    assert queries.batches().first() == again
    assert (again.new, again.changed, again.same) == (0, 0, 5)


def test_only_what_differs_is_changed_and_the_past_is_kept(bring, drill):
    bring()
    drill(at("08:00", DAY.replace(day=4)))
    again = bring(DAYS.replace(",6,,,0,", ",7,,,0,"))
    assert (again.changed, again.same) == (1, 4)
    assert row().confirmed == 7
    then = queries.counts(DAY, at("01:00", DAY.replace(day=4)))
    assert next(one for one in then if one.code == "150700").confirmed == 6


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_file_as_people_send_it_is_read(bring, encoding):
    text = DAYS.replace(",", "\t").replace("date", "日期").replace("confirmed", "累计确诊").replace("code", "区划代码")
    assert bring(text, encoding=encoding).new == 5
    assert row().name == "呼伦贝尔市"


BAD = [
    ("2020-13-01,150000,x,1,,,,,,", "is not a day"),
    (",150000,x,1,,,,,,", "the date is missing"),
    ("1900-02-01,150000,x,1,,,,,,", "a notice can be about"),
    ("2020-02-01,15,x,1,,,,,,", "six digits, and “15” has not"),
    ("2020-02-01,,某地,1,,,,,,", "six digits"),
    ("2020-02-01,150100,x,,,,,,,", "no number stands in the row"),
    ("2020-02-01,150100,x,-1,,,,,,", "confirmed must be a whole number"),
    ("2020-02-01,150100,x,1.5,,,,,,", "confirmed must be a whole number"),
    ("2020-02-01,150100,x,many,,,,,,", "is not a number"),
    ("2020-02-02,150700,x,9,,,,,,", "twice"),
]


@pytest.mark.parametrize(("line", "why"), BAD)
def test_a_bad_row_is_set_aside_with_its_line_and_why(bring, line, why):
    batch = bring(f"{DAYS}{line}\n")
    assert batch.new == 5
    assert [number for number, _why in batch.rejected] == [7]
    assert why in batch.rejected[0][1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD, "No row can be taken. Line 0: it is empty"),
        (f"{HEAD}x,y,z,1,,,,,,\n", "No row can be taken. Line 2"),
        ("date,name\n2020-02-01,x\n", "lacks the columns code, confirmed"),
        (" \n", "is empty"),
    ],
)
def test_a_file_without_anything_to_take_changes_nothing(bring, text, why):
    with pytest.raises(Refused, match=why):
        bring(text)
    assert not CaseCount.objects.exists()


def test_a_workbook_without_rows_is_refused(bring, monkeypatch):
    monkeypatch.setattr(reading.reading, "read", lambda _content: [])
    with pytest.raises(Refused, match="no rows"):
        bring()


def test_who_commands_nothing_brings_nothing(bring, leader):
    with pytest.raises(Refused, match="You cannot"):
        bring(by=leader)


def test_what_a_drill_has_not_reached_is_known_when_its_window_is_over(bring, drill):
    bring(f"{DAYS}2020-02-20,150000,x,75,,,,,,\n")
    assert queries.span() == (date(2020, 2, 1), date(2020, 2, 3))
    drill(at("08:00", date(2020, 2, 20)))
    assert queries.span()[1] == date(2020, 2, 20)


def test_in_a_live_database_nobody_counts_the_future(bring, monkeypatch):
    monkeypatch.setattr(reading.clock, "is_drill", lambda: False)
    batch = bring(f"{DAYS}2020-02-20,150000,x,75,,,,,,\n")
    assert batch.new == 5
    assert "a notice can be about" in batch.rejected[0][1]


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        (date(2020, 1, 24), "01-24 00:00", "01-25 00:00"),
        (date(2020, 2, 8), "02-08 00:00", "02-08 10:00"),
        (date(2020, 2, 20), "02-19 10:00", "02-20 08:00"),
        (date(2020, 3, 13), "03-12 08:00", "03-13 07:00"),
    ],
)
def test_windows_follow_the_convention_of_the_notices(day, start, end):
    assert [f"{local(moment):%m-%d %H:%M}" for moment in conventional("150100", day)] == [start, end]


def test_elsewhere_and_in_other_years_there_is_no_convention():
    assert conventional("420100", date(2020, 2, 8)) is None
    assert conventional("150100", date(2019, 2, 8)) is None


def test_a_window_in_the_file_is_no_convention(bring):
    head = "date,code,confirmed,window_start,window_end\n"
    batch = bring(
        f"{head}2020-02-01,150100,1,2020-02-01 08:00,2020/02/02 08:00\n2020-02-01,420100,1,,\n"
        "2020-02-02,150100,1,2020-02-02,2020-02-01\n2020-02-03,150100,1,soon,\n"
    )
    assert [why[:20] for _line, why in batch.rejected] == ["the window ends befo", "“soon” is not a mome"]
    assert f"{local(row('150100', 1).window_end):%d %H}" == "02 08"
    assert not row("150100", 1).by_convention
    assert row("420100", 1).window_end is None


def test_moments_of_a_workbook_are_local(bring):
    from datetime import datetime

    assert reading._moment(datetime(2020, 2, 1, 8)) == at("08:00", date(2020, 2, 1))
    assert reading._moment(at("08:00")) == at("08:00")
    assert reading._moment("2020-02-03T08:00+08:00") == at("08:00")


def test_cases_from_abroad_belong_to_no_division(bring):
    bring(f"{DAYS}2020-02-03,,境外输入,2,,,,,,\n")
    assert queries.counts(DAY)[-1].confirmed == 2
    assert queries.name_of("abroad") == "Imported from abroad"


def test_the_command_says_what_it_took_and_what_not(units, tmp_path, capsys):
    (tmp_path / "cases.csv").write_text(f"{DAYS}x,150000,x,1,,,,,,\n", encoding="utf-8")
    call_command("cases", "import", str(tmp_path / "cases.csv"))
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "5 rows new, 0 changed, 0 the same, 1 rejected."
    assert said[1].startswith("  line 7: “x” is not a day")
