import io
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter

from fengsui.ground.tables.reading import MOST_ROWS, read, records
from fengsui.ground.tables.tests.sheets import book, opened, package, saved
from fengsui.ground.tables.values import day, number
from fengsui.house import Refused

HEADS = {"code": ["编码", "单位编码"], "name": ["名称", "Name"]}


def refusal(body):
    with pytest.raises(Refused) as refused:
        read(body)
    return refused.value.code


def test_a_workbook_is_read_row_by_row_as_the_person_counts_them():
    assert read(book(["编码", "名称"], [], ["p-1", "一监区"]))[0].rows == [
        (1, ["编码", "名称"]),
        (3, ["p-1", "一监区"]),
    ]


def test_a_table_that_begins_further_down_keeps_its_columns():
    made = openpyxl.Workbook()
    made.active["C4"] = "x"
    assert read(saved(made))[0].rows == [(4, [None, None, "x"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_is_read_whatever_its_encoding_and_mark(encoding, mark):
    body = f"编码{mark}名称\r\np-1{mark}一监区\r\n".encode(encoding)
    assert read(body)[0].rows == [(1, ["编码", "名称"]), (2, ["p-1", "一监区"])]


def test_a_merged_cell_says_the_same_in_all_its_places():
    made = opened(book(["监狱局", "一监狱"], ["", "二监狱"]))
    made.active.merge_cells("A1:A2")
    assert [cells for _number, cells in read(saved(made))[0].rows] == [["监狱局", "一监狱"], ["监狱局", "二监狱"]]


def test_a_formula_is_read_by_its_result():
    body = io.BytesIO()
    with xlsxwriter.Workbook(body) as made:
        made.add_worksheet().write_formula("A1", "=1+2", None, 3)
    assert read(body.getvalue())[0].rows == [(1, [3])]


def test_a_formula_without_a_result_is_named():
    made = openpyxl.Workbook()
    made.active["B2"] = "=SUM(A1:A9)"
    with pytest.raises(Refused, match="cell B2 is a formula without a result") as refused:
        read(saved(made))
    assert refused.value.code == "tables.formula"


def test_hidden_rows_are_read_and_said():
    made = opened(book(["a"], ["b"], ["c"]))
    made.active.row_dimensions[2].hidden = True
    sheet = read(saved(made))[0]
    assert len(sheet.rows) == 3
    assert sheet.notes == ["1 hidden row was read too: 2."]


def test_a_hidden_sheet_is_known_as_one():
    made = openpyxl.Workbook()
    made.active["A1"] = "x"
    made.create_sheet("old").sheet_state = "hidden"
    assert [sheet.hidden for sheet in read(saved(made))] == [False, True]


@pytest.mark.parametrize("old", [False, True])
def test_days_of_both_calendars_are_the_same_day(old):
    body = book([datetime(2020, 2, 3)], date_1904=old)
    assert day(read(body)[0].rows[0][1][0]) == date(2020, 2, 3)


def test_days_and_numbers_written_as_text_are_read():
    cells = read(book(["2020年2月3日", "１，２０８", "－"]))[0].rows[0][1]
    assert (day(cells[0]), number(cells[1]), number(cells[2])) == (date(2020, 2, 3), 1208, None)


def test_two_hundred_thousand_empty_rows_cost_nothing():
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, {"constant_memory": True}) as made:
        sheet, line = made.add_worksheet(), made.add_format({"border": 1})
        sheet.write(0, 0, "a")
        for row in range(1, 200_000):
            sheet.write_blank(row, 0, None, line)
    assert read(body.getvalue())[0].rows == [(1, ["a"])]


def test_too_many_rows_are_refused():
    assert refusal(("x\n" * (MOST_ROWS + 1)).encode()) == "tables.rows"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "tables.empty"), (b" \n\n", "tables.empty"), (b"%PDF-1.7", "tables.kind"), (b"\x89PNG\r\n", "tables.kind"),
        (b"\x00\x01\x02\xff\xfe\x00", "tables.kind"), (b"\xff\xfe\x00", "tables.kind"), (b"PK\x03\x04broken", "tables.damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "tables.password"),
        (OLE + "_VBA_PROJECT_CUR".encode("utf-16-le"), "tables.macros"), (OLE + b"x", "tables.kind"),
        (OLE + "Workbook".encode("utf-16-le"), "tables.damaged"),
        (package(xl__workbook="", xl__vbaProject="x") + b"", "tables.kind"),
        (package(**{"xl__workbook.xml": "<x/>", "xl__vbaProject.bin": "x"}), "tables.macros"),
        (package(**{"xl__workbook.xml": "<x/>", "xl__embeddings__oleObject1.bin": "x"}), "tables.embedded"),
        (package(**{"xl__workbook.xml": "<x/>"}), "tables.damaged"),
        (package(**{"word__document.xml": "<x/>"}), "tables.kind"), (package(mimetype="ods"), "tables.kind"),
        (package(**{"xl__workbook.xml": "0" * 30_000_000}), "tables.bomb"), (b"a," + b"x" * 200_000, "tables.damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_to_do(body, code):
    assert refusal(body) == code


def test_the_head_row_is_found_under_a_title_and_whatever_its_order():
    found = records(
        read(book(["组织机构表"], ["名称*", "备 注", "单位编码（必填）"], ["一监区", "x", "p-1"]))[0], HEADS
    )
    assert found.columns == {"name": "名称*", "code": "单位编码(必填)"} or found.columns["code"] == "单位编码（必填）"
    assert found.unknown == ["备 注"]
    assert found.rows == [(3, {"name": "一监区", "code": "p-1"})]


def test_a_sheet_without_heads_is_refused():
    with pytest.raises(Refused, match="No row names the columns"):
        records(read(book(["x", "y"], ["1", "2"]))[0], HEADS)
