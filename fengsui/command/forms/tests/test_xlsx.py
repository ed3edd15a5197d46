"""The file itself: nothing but the written cells changes, and the same values give the same bytes."""

import io
import zipfile
from datetime import date

import openpyxl
import xlsxwriter

from fengsui.command.forms.paper.written import Entry
from fengsui.command.forms.paper.xlsx import Book, moved
from fengsui.command.forms.paper.xlsx_writing import fill, serial
from fengsui.command.forms.tests import sheets


def written(body, *entries):
    book = Book(body)
    fill(book, [Entry("Sheet1" if "Sheet1" in book.pages else next(iter(book.pages)), *entry) for entry in entries])
    return book.save()


def parts(body):
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def drawn():
    """A sheet with a picture's kin: a chart, a list to choose from, a condition, a frozen head, a print area."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, ["在押", "发热"])
        sheet.write(0, 1, 0)
        sheet.write_formula(2, 1, "=SUM(B1:B2)", None, 99)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Sheet1!$B$1:$B$2"})
        sheet.insert_chart("D2", chart)
        sheet.data_validation("C1", {"validate": "list", "source": ["是", "否"]})
        sheet.conditional_format("B1:B2", {"type": "cell", "criteria": ">", "value": 5})
        sheet.freeze_panes(1, 1)
        sheet.print_area("A1:C9")
    return file.getvalue()


def test_charts_lists_conditions_and_print_areas_stay():
    before, after = parts(drawn()), parts(written(drawn(), ("B1", 580.0)))
    assert set(before) == set(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    for word in (b"dataValidation", b"conditionalFormatting", b"<pane", b"<drawing"):
        assert word in after["xl/worksheets/sheet1.xml"]


def test_the_stored_result_of_a_formula_is_todays():
    book = openpyxl.load_workbook(io.BytesIO(written(drawn(), ("B1", 580.0), ("B2", 3.0))), data_only=True)
    assert book.active["B3"].value == 583


def test_a_formula_nobody_can_work_out_loses_its_old_result():
    book = openpyxl.Workbook()
    book.active.append(["a", "=VLOOKUP(1,A1:A2,1)", "=A1+1"])
    found = openpyxl.load_workbook(io.BytesIO(written(sheets.saved(book), ("D1", 1.0))), data_only=True).active
    assert (found["B1"].value, found["C1"].value) == (None, "#VALUE!")


def test_the_same_values_give_the_same_bytes():
    body = drawn()  # once: a sheet says in itself when it was saved, to the second
    assert written(body, ("B1", 1.0, True, "说明")) == written(body, ("B1", 1.0, True, "说明"))


def test_cells_and_rows_that_are_not_there_are_made_in_order():
    body = written(sheets.saved(sheets.own()), ("D3", 1.0), ("C3", 2.0), ("A20", "x"), ("A15", None))
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    assert (sheet["D3"].value, sheet["C3"].value, sheet["A20"].value) == (1, 2, "x")


def test_a_comment_that_is_there_is_kept():
    body = written(sheets.saved(sheets.daily()), ("H3", "x", True, "new"), ("C5", 1.0, False, "new"))
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    assert (sheet["H3"].comment.text, sheet["C5"].comment.text) == ("请勿改动表样", "new")


def test_both_calendars():
    assert serial(date(2020, 2, 3), is_1904=False) == 43864
    assert serial(date(2020, 2, 3), is_1904=True) == 42402
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    assert not Book(sheets.saved(book)).is_1904
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert Book(sheets.saved(book)).is_1904


def test_a_shared_formula_is_read_in_each_of_its_cells():
    assert moved("SUM(A1:A3)", "A4", "B4") == "SUM(B1:B3)"
    body = parts(sheets.saved(sheets.daily()))
    xml = body["xl/worksheets/sheet1.xml"]
    xml = xml.replace(b"<f>SUM(C5:C6)</f>", b'<f t="shared" ref="C7:D7" si="0">SUM(C5:C6)</f>')
    xml = xml.replace(b"<f>SUM(D5:D6)</f>", b'<f t="shared" si="0"/>')
    book = Book(sheets.saved(sheets.daily()))
    book.package.parts["xl/worksheets/sheet1.xml"] = xml
    assert book.layout.spot("监狱", "D7").formula == "SUM(D5:D6)"


def test_rows_without_numbers_are_counted():
    book = Book(sheets.saved(sheets.own()))
    part = "xl/worksheets/sheet1.xml"
    import re

    book.package.parts[part] = re.sub(rb' r="[A-Z]*\d+"', b"", book.package.parts[part])
    assert book.layout.spot("Sheet", "A4").text == "在押罪犯总数"
