"""Makes superior-form.xlsx: a blank sheet such as a superior sends, invented for the drill. Run it from anywhere.

It is for trying the superior's form: upload it as `prisons` (演练 — synthetic; no real superior's sheet is copied).
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

FILE = Path(__file__).parent / "superior-form.xlsx"
UNITS = (
    "呼和浩特第一监狱",
    "呼和浩特第二监狱",
    "通辽监狱",
    "保安沼监狱",
    "演练五监",
    "演练第六监狱",
    "演练第八监狱",
    "演练第十一监狱",
    "演练第十三监狱",
)
HEADS = (
    ("罪犯", ("在押人数", "当日发热人数", "累计发热人数", "离监就医")),
    ("民警", ("执勤民警", "隔离民警", "备勤民警")),
)


def main() -> None:
    with xlsxwriter.Workbook(FILE) as book:
        sheet = book.add_worksheet("日报")
        base = {"font_name": "宋体", "font_size": 11, "align": "center", "valign": "vcenter", "text_wrap": True}
        title = book.add_format({**base, "font_size": 16, "bold": True})
        plain, lined = book.add_format(base), book.add_format({**base, "border": 1})
        sheet.merge_range("A1:J1", "监狱系统疫情防控情况日报表（演练·合成）", title)
        sheet.merge_range("A2:J2", "填报单位：              填报人：              填报时间：    年  月  日", plain)
        sheet.merge_range("A3:A4", "序号", lined)
        sheet.merge_range("B3:B4", "单位", lined)
        sheet.merge_range("J3:J4", "备注", lined)
        column = 2
        for group, heads in HEADS:
            sheet.merge_range(2, column, 2, column + len(heads) - 1, group, lined)
            for head in heads:
                sheet.write(3, column, head, lined)
                column += 1
        for row, unit in enumerate(UNITS, 4):
            sheet.write_row(row, 0, [row - 3, unit, *[""] * 8], lined)
        last = 4 + len(UNITS)
        sheet.merge_range(last, 0, last, 1, "合计", lined)
        for column in range(2, 9):
            letter = "ABCDEFGHI"[column]
            sheet.write_formula(last, column, f"=SUM({letter}5:{letter}{last})", lined, 0)
        sheet.write_blank(last, 9, None, lined)
        sheet.merge_range(last + 1, 0, last + 1, 9, "注：每日20时前报送；无情况的填0，未报不得填0。", plain)
        sheet.set_column(1, 1, 22)
        sheet.set_column(2, 9, 11)
        sheet.set_row(0, 32)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 1)


if __name__ == "__main__":
    main()
