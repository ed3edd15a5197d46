"""What strangers send: a sentence for each."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from fengsui.command.forms import actions
from fengsui.command.forms.models import Cell
from fengsui.command.forms.paper.grid import Kind, kind_of
from fengsui.command.forms.paper.opening import opened
from fengsui.command.forms.paper.xlsx import Book
from fengsui.command.forms.tests import sheets
from fengsui.house import Refused

HERE = Path(__file__).parent
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def wide(text):
    return text.encode("utf-16-le")


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name.replace("__", "/"), body)
    return file.getvalue()


def with_part(name, body):
    file = io.BytesIO(sheets.saved(sheets.own()))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, body)
    return file.getvalue()


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "not a sheet"),
        ("在押人数,580\n".encode(), "plain text without any layout"),
        (OLE + wide("EncryptedPackage"), "password"),
        (OLE + wide("WordDocument"), r"old \.doc"),
        (OLE + wide("Workbook") + b"rubbish", r"old \.xls cannot be converted"),
        (b"PK\x03\x04 rubbish", "damaged"),
        (packed(xl__workbook="<x/>"), "not a sheet"),
        (sheets.saved(openpyxl.Workbook()), "not a word on this sheet"),
        (with_part("xl/vbaProject.bin", b"x"), "macros"),
        (sheets.saved(sheets.own())[:-400], "damaged"),
    ],
    ids=["empty", "pdf", "csv", "password", "doc", "xls", "zip", "no book", "no words", "macros", "cut off"],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(body, sentence):
    with pytest.raises(Refused, match=sentence):
        opened(body)


def test_a_sheet_that_defines_entities_is_damaged():
    body = sheets.saved(sheets.own())
    book = Book(body)
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    book.package.parts["xl/workbook.xml"] = bomb
    with pytest.raises(Refused, match="damaged"):
        opened(book.package.save())


def endless():
    """A sheet whose program wrote 200,000 empty rows."""
    book = Book(sheets.saved(sheets.own()))
    part = next(iter(book.pages.values())).part
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(12, 200_012))
    body = book.package.parts[part]
    book.package.parts[part] = body.replace(b"</sheetData>", rows + b"</sheetData>")
    return book.package.save()


def test_200000_empty_rows_are_left_out():
    found = opened(endless())
    assert found.remarks == ["tail"]
    assert len(found.body) < 20_000
    assert found.layout.spot("Sheet", "A4").text == "在押罪犯总数"


def test_merged_cells_are_one():
    layout = opened(sheets.saved(sheets.daily())).layout
    spot = layout.spot("监狱", "E3")
    assert (spot.ref, spot.text, spot.cols) == ("C3", "罪犯", 3)


def test_formulas_are_read_and_protected():
    spot = opened(sheets.saved(sheets.daily())).layout.spot("监狱", "C7")
    assert (spot.kind, spot.formula) == (Kind.FORMULA, "SUM(C5:C6)")


def test_hidden_rows_are_told():
    assert opened(sheets.saved(sheets.oddities())).remarks == ["hidden"]


@pytest.mark.parametrize("text", ["", "—", "－", "-", "–", "――", "／", "/", "＿＿", "　", "未报", "无"])
def test_dashes_of_every_kind_mean_nothing_is_there(text):
    assert kind_of(text) is Kind.BLANK


@pytest.mark.parametrize("text", ["580", "５８０", "1,234", "-3", "－３", "12.5%", "０"])
def test_full_width_digits_are_numbers(text):
    assert kind_of(text) is Kind.NUMBER


def test_oddities_do_not_hinder(counted, units, officer):
    form = actions.register(units["prison"], sheets.saved(sheets.oddities()), "x.xlsx", by=officer)
    codes = dict(Cell.objects.filter(version__form=form).values_list("ref", "code"))
    assert codes["B2"] == "custody.prisoners"
    assert codes["B3"] == "custody.prisoner_fevers"
    assert "B7" not in codes  # hidden


def test_a_date_written_as_text_keeps_its_spelling(counted, units, officer):
    form = actions.register(units["prison"], sheets.saved(sheets.oddities()), "x.xlsx", by=officer)
    assert Cell.objects.get(version__form=form, ref="B1").wording == "{iso}"


def test_an_old_xls_is_converted(counted, units, superior):
    found = opened((HERE / "daily.xls").read_bytes())
    sheet = found.layout.sheets["监狱"]
    assert (found.kind, found.remarks) == ("xlsx", ["xls"])
    assert (sheet.at(3, 3).cols, sheet.at(5, 2).text, sheet.at(5, 3).look.border) == (3, "测试监狱", True)
    assert sheet.at(7, 3).formula == "SUM(C5:C6)"


def test_an_xls_behind_a_password_says_so(monkeypatch):
    import xlrd

    def locked(**_rest):
        raise xlrd.XLRDError("Workbook is encrypted")

    monkeypatch.setattr(xlrd, "open_workbook", locked)
    with pytest.raises(Refused, match="password"):
        opened(OLE + wide("Workbook"))
