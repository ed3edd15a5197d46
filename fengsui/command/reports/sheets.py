"""The roll-up as a workbook."""

from __future__ import annotations

from datetime import datetime, time
from typing import IO, TYPE_CHECKING

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.queries import indicators

if TYPE_CHECKING:
    from fengsui.ground.indicators.rollups import Rollup
    from fengsui.ground.indicators.trends import Course
    from fengsui.ground.org.models import Unit


def workbook(file: IO[bytes], unit: Unit, rollup: Rollup, known: datetime | None = None) -> None:
    """Write the totals of a unit, and below them every reporting unit's own figures. Missing stays empty, never 0."""
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        totals = book.add_worksheet(_("Totals"))
        day = date_format(rollup.day, _("j F Y"))
        totals.write(0, 0, _("%(unit)s, roll-up of %(day)s") % {"unit": unit, "day": day}, bold)
        totals.write(1, 0, said(known), bold)
        heads = [_("Indicator"), _("Unit of measure"), _("Confirmed"), _("Unconfirmed"), _("Signed"), _("Owing")]
        totals.write_row(2, 0, heads, bold)
        for row, code in enumerate(_codes(rollup), 3):
            figure, indicator = rollup.figure(0, code), indicators()[code]
            cells = [str(indicator.name), str(indicator.unit), figure.confirmed, figure.unconfirmed, figure.n, figure.m]
            totals.write_row(row, 0, cells)
        totals.set_column(0, 0, 34)
        _units_sheet(book.add_worksheet(_("Units")), rollup, bold)


def said(known: datetime | None) -> str:
    """As known when; empty for now."""
    return _("As known on %(at)s.") % {"at": date_format(clock.local(known), _("j F Y, H:i"))} if known else ""


def _codes(rollup: Rollup) -> list[str]:
    return [code for code in rollup.codes if rollup.figure(0, code).m]


def _units_sheet(sheet: xlsxwriter.worksheet.Worksheet, rollup: Rollup, bold: object) -> None:
    codes = _codes(rollup)
    sheet.write_row(0, 0, [_("Unit"), _("State"), *(str(indicators()[code].name) for code in codes)], bold)
    line = 1
    for row, node in enumerate(rollup.nodes):
        if node.unit_id not in rollup.own:
            continue
        state = _("signed") if rollup.own[node.unit_id] else _("not signed")
        sheet.write_row(line, 0, [node.name, state, *(rollup.figure(row, code).total for code in codes)])
        line += 1
    sheet.set_column(0, 0, 30)
    sheet.freeze_panes(1, 1)


def course_book(file: IO[bytes], unit: Unit, courses: list[Course], known: datetime | None = None) -> None:
    """Write courses day by day, a row each: the number if nobody's is missing, and beside it how many signed."""
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day_format = book.add_format({"num_format": "yyyy-mm-dd", "bold": True})
        sheet = book.add_worksheet(_("Trend"))
        sheet.write(0, 0, _("%(unit)s, trend") % {"unit": unit}, bold)
        sheet.write(1, 0, said(known), bold)
        sheet.write_row(3, 0, [_("Unit"), _("Indicator"), _("Unit of measure")], bold)
        for n, point in enumerate(courses[0].points if courses else []):
            sheet.write_datetime(3, 3 + 2 * n, datetime.combine(point.day, time()), day_format)
            sheet.write(3, 4 + 2 * n, _("Signed"), bold)
        for row, one in enumerate(courses, 4):
            sheet.write_row(row, 0, [one.node.name, str(one.indicator.name), str(one.indicator.unit)])
            for n, point in enumerate(one.points):
                cells = [point.value, _("%(n)d of %(m)d") % {"n": point.n, "m": point.m}]
                sheet.write_row(row, 3 + 2 * n, cells)
        sheet.set_column(0, 1, 28)
        sheet.freeze_panes(4, 3)
