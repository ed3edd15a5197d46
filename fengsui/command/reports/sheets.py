"""The roll-up as a workbook."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.queries import indicators

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.indicators.rollups import Rollup
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
