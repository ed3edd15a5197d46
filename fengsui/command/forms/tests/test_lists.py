"""Rows of a list: what the rooms declare for export can stand on a superior's sheet, line by line."""

from datetime import UTC, date, datetime

import pytest

from fengsui.cast import DAY
from fengsui.command.forms import actions
from fengsui.command.forms.models import What
from fengsui.command.forms.queries.filling import one_value, sheetful
from fengsui.command.forms.queries.lists import cell, columns, lines, tables
from fengsui.command.forms.queries.sheets import last
from fengsui.command.forms.spec import Spec
from fengsui.command.forms.tests import sheets
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

LIST = "reports.standings"


@pytest.fixture
def listed(counted, units, li):
    """A sheet whose lines are the reports of the day."""
    form = actions.register(units["department"], sheets.saved(sheets.listed()), "x.xlsx", by=li)
    actions.repeat(last(form), "监所", 3, unit=units["department"], table=LIST, rows=2, by=li)
    return last(form)


def column(version, by, ref="C3", code="1"):
    return actions.point(version, Spec("监所", ref, What.COLUMN, code), by=by)


def test_each_row_of_the_list_gets_its_line(listed, li):
    column(listed, li)
    found = sheetful(listed, DAY, li)
    names = {item.spec.ref: item.value for item in found.items}
    assert set(names) == {"C3", "C4"}
    assert names["C3"] == "Test centre"
    assert found.over[0][:2] == ("监所", 3)
    assert one_value(listed, Spec("监所", "D3", What.COLUMN, "0"), DAY, li).value == "centre"


def test_a_column_that_the_list_lost_is_empty(listed, li):
    assert one_value(listed, Spec("监所", "D3", What.COLUMN, "99"), DAY, li).value == ""


@pytest.mark.parametrize("code", ["", "x", "99"])
def test_a_column_is_one_of_the_list(listed, li, code):
    with pytest.raises(Refused, match="which column"):
        column(listed, li, code=code)


def test_only_in_a_line_of_a_list(listed, li):
    with pytest.raises(Refused, match="does not repeat for a list"):
        column(listed, li, ref="C9")


def test_only_a_list_of_ones_own(listed, li, units):
    with pytest.raises(Refused, match="one of your lists"):
        actions.repeat(listed, "监所", 3, unit=units["department"], table="no.list", by=li)


def test_who_may_not_take_the_list_out_gets_none_of_it(listed, zhao, li):
    assert lines(LIST, zhao, DAY, 9) == []
    assert lines(LIST, SYSTEM, DAY, 9) == []
    assert LIST in tables(li)
    assert len(columns(tables(li)[LIST])) == 6


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""), (True, "是"), (False, "否"), (3, 3.0), ("x", "x"), (date(2020, 2, 3), "2020-02-03"),
        (datetime(2020, 2, 3, 10, tzinfo=UTC), "2020-02-03 18:00"),
    ],
)  # fmt: skip
def test_values_as_a_sheet_takes_them(value, said):
    assert cell(value) == said
