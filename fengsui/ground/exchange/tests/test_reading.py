"""What people send: each fault has a sentence that says what to do."""

import csv
import io
from datetime import datetime

import openpyxl
import pytest
import xlsxwriter
from django.utils import translation

from fengsui.ground.exchange import reading
from fengsui.ground.exchange.columns import SHEETS
from fengsui.ground.exchange.layout import csv_file, template, workbook
from fengsui.ground.exchange.tests.conftest import book
from fengsui.house import Refused

HEADS = ["单位编码", "类别", "名称", "上级（属地）"]
ROW = ["x", "监狱", "演练（合成）监狱", "prisons"]


def read(body, only=""):
    found, _notes = reading.read(body, only)
    return {each.sheet.key: [row for _number, row in each.rows] for each in found}


def made(fill, **options):
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, options) as one:
        fill(one, one.add_worksheet("单位"))
    return body.getvalue()


def test_a_merged_cell_counts_for_all_its_rows():
    def fill(_book, page):
        page.write_row(0, 0, HEADS)
        page.write_row(1, 0, ROW)
        page.write_row(2, 0, ["y", "监狱", "y"])
        page.merge_range(1, 3, 2, 3, "prisons")

    assert [row["territory"] for row in read(made(fill))["units"]] == ["prisons", "prisons"]


def test_a_formula_counts_by_its_result():
    def fill(_book, page):
        page.write_row(0, 0, HEADS)
        page.write_row(1, 0, ROW)
        page.write_formula(1, 2, '="演练"&"监狱"', None, "演练监狱")

    assert read(made(fill))["units"][0]["name"] == "演练监狱"


def test_a_hidden_row_is_read_and_said():
    def fill(_book, page):
        page.write_row(0, 0, HEADS)
        page.write_row(1, 0, ROW)
        page.set_row(1, None, None, {"hidden": True})

    [one], _notes = reading.read(made(fill))
    assert (len(one.rows), "hidden row" in one.notes[0].sentence) == (1, True)


def test_a_hidden_sheet_is_read_and_said():
    def fill(one, page):
        page.write_row(0, 0, HEADS)
        page.write_row(1, 0, ROW)
        one.add_worksheet("x").activate()
        page.hide()

    [one], _notes = reading.read(made(fill))
    assert "hidden in the file" in one.notes[0].sentence


@pytest.mark.parametrize("old", [False, True])
def test_days_of_both_calendars_are_the_same_day(old):
    def fill(one, page):
        page.write_row(0, 0, ["姓名", "单位编码", "起始日期"])
        page.write_row(1, 0, ["王某", "prison"])
        page.write_datetime(1, 2, datetime(2020, 2, 3), one.add_format({"num_format": "yyyy-mm-dd"}))

    assert read(made(fill, date_1904=old), "persons")["persons"][0]["since"] == "2020-02-03"


def test_two_hundred_thousand_empty_rows_cost_nothing():
    def fill(one, page):
        page.write_row(0, 0, HEADS)
        page.write_row(1, 0, ROW)
        for number in range(2, 200_000, 1000):
            page.write_blank(number, 0, None, one.add_format({"bold": True}))
        page.write_blank(199_999, 0, None, one.add_format({"bold": True}))

    assert len(read(made(fill))["units"]) == 1


def test_a_title_may_stand_above_the_heads():
    assert len(read(book(单位=[["第二省机构表"], ["填表日期：2020-02-03"], HEADS, ROW]))["units"]) == 1


def test_a_sheet_is_known_by_its_heads_whatever_it_is_called():
    assert list(read(book(Sheet1=[HEADS, ROW]))) == ["units"]


def test_a_sheet_of_something_else_is_left_out_and_named():
    _found, notes = reading.read(book(单位=[HEADS, ROW], 菜谱=[["菜", "价"], ["鱼", "1"]]))
    assert "菜谱" in notes[0].sentence


@pytest.mark.parametrize(
    ("sheets", "sentence"),
    [
        ({"菜谱": [["菜", "价"], ["鱼", "1"]]}, "No sheet with known columns"),
        ({"单位": [["单位编码", "名称"], ["x", "y"]]}, "lacks these columns: Kind of unit"),
        ({"单位": [[*HEADS, "编码"], [*ROW, "z"]]}, "has a column twice: 单位编码、编码"),
        ({"单位": [HEADS, ROW], "机构": [HEADS, ROW]}, "Two sheets hold the same kind"),
    ],
)
def test_what_is_no_organisation_is_refused(sheets, sentence):
    with pytest.raises(Refused, match=sentence):
        reading.read(book(**sheets))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_as_it_comes(encoding, mark):
    body = io.StringIO()
    csv.writer(body, delimiter=mark).writerows([HEADS, ROW])
    assert read(body.getvalue().encode(encoding))["units"] == [
        {"code": "x", "kind": "监狱", "name": ROW[2], "territory": "prisons"}
    ]


def test_a_dash_comes_back_out_of_our_own_csv():
    body = csv_file(SHEETS["units"], [{"code": "x", "kind": "prison", "name": "=x", "territory": "-"}])
    [row] = read(body)["units"]
    assert (row["territory"], row["name"]) == ("-", "=x")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_template_can_be_read_and_nothing_is_said_of_its_explanations(language):
    with translation.override(language):
        body = template()
    assert list(read(body)) == list(SHEETS)
    assert reading.read(body)[1] == []


def test_the_rejected_column_is_read_over():
    heads = [*HEADS, "文件行号", "存在的问题"]
    [one], _notes = reading.read(book(单位=[heads, [*ROW, "7", "x"]]))
    assert one.notes == []


def test_every_sheet_comes_back_as_it_went():
    rows = [{"unit": "x", "station": "门", "capacity": "2"}]
    assert read(workbook([(SHEETS["stations"], rows)]))["stations"] == rows
    assert openpyxl.load_workbook(io.BytesIO(template())).sheetnames[-1] == "Explanations"
