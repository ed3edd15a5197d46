"""A workbook as people fill it in, brought and matched in one line."""

import io

import openpyxl
import pytest

from fengsui.cast import FOUNDED
from fengsui.ground.exchange import actions as exchange
from fengsui.ground.exchange.actions import storing
from fengsui.ground.exchange.tests import province

ID_A, ID_B = "11010519491231002X", "440524188001010014"  # the two examples of GB 11643-1999


def book(**sheets):
    """A workbook: sheet → rows, the first of them the heads."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    body = io.BytesIO()
    made.save(body)
    return body.getvalue()


@pytest.fixture
def system(units):
    """The system administrator of the department."""
    from fengsui.cast import _person

    return _person(units, "系统员", "department", "system_administrator")


@pytest.fixture
def bring():
    """`bring(by, unit, units=[…], persons=[…])`: uploaded and matched."""

    def give(by, unit, only="", **sheets):
        body = sheets.pop("body", None) or book(**sheets)
        batch = exchange.bring(body, "组织.xlsx", unit=unit, by=by, day=FOUNDED, only=only)
        return exchange.match(batch, by=by)

    return give


@pytest.fixture
def rows():
    """`rows(batch)`: row number → line; `rows(batch, "persons")` of one sheet."""
    return lambda batch, sheet="": {line.number: line for line in storing.lines(batch, sheet=sheet)}


@pytest.fixture
def second_province():
    return province.workbook()
