from datetime import UTC, date, datetime

from fengsui.ground.tables.declare import Column, Table
from fengsui.ground.tables.reading import read
from fengsui.ground.tables.writing import csv_file, xlsx

COLUMNS = (Column("单位", 30), Column("人数", decimals=0), Column("体温", decimals=1), Column("时间"))
ROW = ("演练第五监狱", 12, 36.5, datetime(2020, 2, 3, 10, 40, tzinfo=UTC))


def test_a_workbook_says_title_notes_heads_and_rows():
    rows = read(xlsx("晚报告/汇总", COLUMNS, [ROW, ("=1+1", None, "", date(2020, 2, 3))], ["2月3日"]))[0].rows
    assert rows[0][1][0] == "晚报告/汇总"
    assert rows[1][1][0] == "2月3日"
    assert rows[2] == (4, ["单位", "人数", "体温", "时间"])
    assert rows[3][1] == ["演练第五监狱", 12, 36.5, datetime(2020, 2, 3, 18, 40)]
    assert rows[4][1][:3] == ["=1+1", "", ""]


def test_csv_is_read_by_excel_and_holds_no_formula():
    said = csv_file(COLUMNS, [ROW, ("=cmd|x", -3, None, True)]).decode("utf-8-sig")
    assert said.splitlines() == ["单位,人数,体温,时间", "演练第五监狱,12,36.5,2020-02-03 18:40", "'=cmd|x,-3,,True"]


def test_columns_may_follow_from_what_is_asked():
    fixed = Table("a.b", "x", "a.view", COLUMNS, lambda _person, _query: [])
    made = Table("a.b", "x", "a.view", lambda query: [Column(query["q"])], lambda _person, _query: [])
    assert (fixed.heads({}), made.heads({"q": "z"})[0].title) == (COLUMNS, "z")
