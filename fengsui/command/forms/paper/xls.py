"""An old .xls made into .xlsx: values, merged cells, widths, heights, hidden rows, fonts, borders, fills, formats.

Formulas come over where they can be read; where one cannot, its cell stays empty, and the sheet says so.
"""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _

from fengsui.command.forms.paper.xls_formulas import formulas
from fengsui.house import Refused

_LINES: dict[int, Any] = {1: "thin", 2: "medium", 3: "dashed", 4: "dotted", 5: "thick", 6: "double", 7: "hair"}
_ACROSS = {1: "left", 2: "center", 3: "right", 6: "centerContinuous", 7: "distributed"}
_DOWN = {0: "top", 1: "center", 2: "bottom"}
_NUMBERS = {2, 3}  # xlrd: number, date
_POINTS = 20  # heights are twentieths of a point
_WIDTHS = 256  # widths are 256ths of a character


def converted(body: bytes) -> tuple[bytes, int]:
    """Return the sheet as .xlsx, and how many formulas could not be read. Raises Refused if it cannot be converted."""
    import openpyxl  # noqa: PLC0415 - takes a while to load, and old files are rare
    import xlrd  # noqa: PLC0415
    from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: PLC0415

    try:
        old = xlrd.open_workbook(file_contents=body, formatting_info=True, logfile=io.StringIO(), on_demand=True)
        sheets = [(old.sheet_by_index(number), formulas(old, number)) for number in range(old.nsheets)]
    except Exception as error:  # xlrd raises whatever its reading of strangers' bytes runs into
        raise _cannot(error) from error
    new = openpyxl.Workbook()
    new.remove(new.worksheets[0])
    if old.datemode:
        new.epoch = CALENDAR_MAC_1904
    for sheet, found in sheets:
        _sheet(old, sheet, new.create_sheet(sheet.name), found)
    file = io.BytesIO()
    new.save(file)
    return file.getvalue(), sum(not text for _sheet, found in sheets for text in found.values())


def _cannot(error: Exception) -> Refused:
    if "encrypt" in str(error).lower():
        return Refused(
            "forms.password",
            _("The file is protected by a password; open it, remove the password, save it and upload it again."),
            field="file",
        )
    return Refused(
        "forms.xls",
        _("This old .xls cannot be converted here. Open it in Excel or WPS, save it as .xlsx and upload that."),
        field="file",
    )


def _sheet(old: Any, sheet: Any, new: Any, found: dict[tuple[int, int], str]) -> None:
    for row in range(sheet.nrows):
        for col in range(sheet.row_len(row)):
            _cell(old, sheet, new, row, col)
    for (row, col), text in found.items():
        new.cell(row + 1, col + 1).value = f"={text}" if text else None
    for top, bottom, left, right in sheet.merged_cells:
        new.merge_cells(start_row=top + 1, end_row=bottom, start_column=left + 1, end_column=right)
    _sizes(sheet, new)
    new.sheet_state = ("visible", "hidden", "veryHidden")[sheet.visibility]


def _sizes(sheet: Any, new: Any) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for col, info in sheet.colinfo_map.items():
        if col < sheet.ncols + 20:
            one = new.column_dimensions[get_column_letter(col + 1)]
            one.width, one.hidden = info.width / _WIDTHS, bool(info.hidden)
    for row, info in sheet.rowinfo_map.items():
        one = new.row_dimensions[row + 1]
        one.hidden = bool(info.hidden)
        if info.height_mismatch and info.height:
            one.height = info.height / _POINTS


def _cell(old: Any, sheet: Any, new: Any, row: int, col: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

    kind, value = sheet.cell_type(row, col), sheet.cell_value(row, col)
    cell = new.cell(row + 1, col + 1)
    cell.value = value if kind == 1 or kind in _NUMBERS else bool(value) if kind == 4 else None
    xf = old.xf_list[sheet.cell_xf_index(row, col)]
    font, lines, align = old.font_list[xf.font_index], xf.border, xf.alignment
    cell.font = Font(
        name=font.name, size=font.height / _POINTS, bold=bool(font.bold), italic=bool(font.italic),
        underline="single" if font.underlined else None, color=_colour(old, font.colour_index),
    )  # fmt: skip
    sides: dict[str, Any] = {
        side: Side(style=_LINES.get(getattr(lines, f"{side}_line_style")))
        for side in ("left", "right", "top", "bottom")
    }
    cell.border = Border(**sides)
    cell.alignment = Alignment(
        horizontal=_ACROSS.get(align.hor_align),
        vertical=_DOWN.get(align.vert_align),
        wrap_text=bool(align.text_wrapped),
    )
    if xf.background.fill_pattern == 1 and (colour := _colour(old, xf.background.pattern_colour_index)):
        cell.fill = PatternFill("solid", fgColor=colour)
    cell.number_format = old.format_map[xf.format_key].format_str


def _colour(old: Any, index: int) -> str | None:
    found = old.colour_map.get(index)
    return "{:02X}{:02X}{:02X}".format(*found) if found else None
