"""Superiors' sheets of the kind seen in February 2020, all made up: python -m fengsui.command.forms.tests.sheets FOLDER"""

import io
import sys
from datetime import date
from pathlib import Path

import docx
import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

THIN = Border(*[Side(style="thin")] * 4)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put(sheet, ref, value, *, bold=False, lined=True):
    cell = sheet[ref.split(":")[0]]
    cell.value, cell.font, cell.alignment = value, Font(name="宋体", size=11, bold=bold), CENTRE
    if ":" in ref:
        sheet.merge_cells(ref)
    if lined:
        for row in sheet[ref] if ":" in ref else [[cell]]:
            for one in row:
                one.border = THIN


def daily(units=("测试监狱", "测试第二监狱"), *, word="罪犯"):
    """疫情防控情况日报表: a title, a line of particulars, heads of two levels, a row for each unit, a sum, notes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "监狱"
    put(sheet, "A1:H1", "监狱系统新冠肺炎疫情防控情况日报表", bold=True, lined=False)
    put(sheet, "A2:H2", "填报单位：            填报人：            填报时间：    年  月  日", lined=False)
    put(sheet, "A3:A4", "序号")
    put(sheet, "B3:B4", "单位")
    put(sheet, "C3:E3", word)
    put(sheet, "F3:G3", "民警")
    put(sheet, "H3:H4", "备注")
    for ref, head in zip(
        ("C4", "D4", "E4", "F4", "G4"),
        ("在押人数", "当日发热人数", "累计发热人数", "执勤民警", "备勤民警"),
        strict=True,
    ):
        put(sheet, ref, head)
    for n, unit in enumerate(units, 1):
        put(sheet, f"A{4 + n}", n)
        put(sheet, f"B{4 + n}", unit)
        for letter in "CDEFGH":
            put(sheet, f"{letter}{4 + n}", None)
    last = 5 + len(units)
    put(sheet, f"A{last}:B{last}", "合计", bold=True)
    for letter in "CDEFG":
        put(sheet, f"{letter}{last}", f"=SUM({letter}5:{letter}{last - 1})")
    put(sheet, f"H{last}", None)
    put(sheet, f"A{last + 1}:H{last + 1}", "注：本表每日17时前报送；无情况的填0。", lined=False)
    sheet.column_dimensions["B"].width = 24
    sheet.row_dimensions[1].height = 30
    sheet.page_setup.orientation = "landscape"
    sheet["H3"].comment = Comment("请勿改动表样", "上级")
    return book


def listed(rows=6):
    """A head and empty lines: one for each facility."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "监所"
    put(sheet, "A1:E1", "监所人员情况统计表", bold=True, lined=False)
    for letter, head in zip("ABCDE", ("序号", "单位名称", "在押罪犯", "在所戒毒人员", "备勤民警"), strict=True):
        put(sheet, f"{letter}2", head)
    for row in range(3, 3 + rows):
        for letter in "ABCDE":
            put(sheet, f"{letter}{row}", row - 2 if letter == "A" else None)
    return book


def own():
    """One facility's own sheet: labels down the side, blanks beside them."""
    book = openpyxl.Workbook()
    sheet = book.active
    rows = (
        "填报单位",
        "填报日期",
        "在押罪犯总数",
        "新收押",
        "刑满释放",
        "发热人数",
        "昨日发热人数",
        "执勤民警",
        "备勤民警",
        "律师会见次数",
    )
    put(sheet, "A1:B1", "每日情况", bold=True, lined=False)
    for row, label in enumerate(rows, 2):
        put(sheet, f"A{row}", label)
        put(sheet, f"B{row}", None)
    return book


def paper():
    """A document with a line of particulars and a table."""
    found = docx.Document()
    found.add_heading("监狱疫情防控情况日报", level=1)
    line = found.add_paragraph()
    line.add_run("填报单位：").bold = True
    line.add_run("________")
    line.add_run("  填报时间：").bold = True
    line.add_run("____年__月__日")
    table = found.add_table(rows=3, cols=4, style="Table Grid")
    for cell, head in zip(table.rows[0].cells, ("单位", "在押罪犯", "发热罪犯", "备勤民警"), strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    table.cell(1, 0).text, table.cell(2, 0).text = "测试监狱", "测试第二监狱"
    found.add_paragraph("以上情况属实。")
    return found


def oddities():
    """What strangers do: dates as text, full-width digits, dashes of three kinds, a hidden row, a date cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [
        ("统计日期", "2020-02-02"),
        ("在押罪犯", "５８０"),
        ("发热罪犯", "—"),
        ("刑满释放", "－"),
        ("收押罪犯", "-"),
        ("备勤民警", "／"),
        ("执勤民警", None),
    ]
    for row, (label, value) in enumerate(rows, 1):
        put(sheet, f"A{row}", label)
        put(sheet, f"B{row}", value)
    sheet.row_dimensions[7].hidden = True
    put(sheet, "A8", "日期")
    put(sheet, "B8", date(2020, 2, 2))
    sheet["B8"].number_format = "yyyy/m/d"
    sheet["B2"].fill = PatternFill("solid", fgColor="FFDDDDDD")
    return book


def main(folder):
    for name, make in (("daily", daily), ("listed", listed), ("own", own), ("oddities", oddities)):
        Path(folder, f"{name}.xlsx").write_bytes(saved(make()))
    Path(folder, "paper.docx").write_bytes(saved(paper()))


if __name__ == "__main__":
    main(sys.argv[1])
