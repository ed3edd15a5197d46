import pytest

from fengsui.cast import DAY
from fengsui.command.forms import actions
from fengsui.command.forms.models import Block
from fengsui.command.forms.queries.filling import sheetful
from fengsui.command.forms.queries.sheets import last
from fengsui.command.forms.tests import sheets
from fengsui.ground.org.models import Unit
from fengsui.house import Refused


@pytest.fixture
def listed(counted, units, li):
    """A sheet of empty lines, kept by the department."""
    return actions.register(units["department"], sheets.saved(sheets.listed()), "x.xlsx", by=li)


def said(version, by):
    return {(item.spec.ref, item.value) for item in sheetful(version, DAY, by).items if item.value is not None}


def test_empty_lines_under_a_head_are_recognised(listed):
    block = Block.objects.get(version=last(listed))
    assert (block.row, block.rows, block.kinds) == (3, 6, ["prison", "prison_hospital", "centre"])


def test_each_unit_gets_its_line(listed, li):
    version = last(listed)
    actions.accept(version, by=li)
    assert {
        ("A3", 1.0),
        ("B3", "测试监狱"),
        ("C3", 580.0),
        ("B4", "测试第二监狱"),
        ("A5", 3.0),
        ("B5", "测试戒毒所"),
    } <= said(version, li)


def test_units_that_do_not_fit_are_told(listed, li, units):
    version = last(listed)
    actions.repeat(version, "监所", 3, unit=units["department"], kinds=["prison", "centre"], rows=2, by=li)
    assert sheetful(version, DAY, li).over == [("监所", 3, 1)]


def test_a_closed_unit_has_no_line(listed, li, units):
    actions.accept(last(listed), by=li)
    Unit.objects.filter(code="prison").update(valid_to=DAY)
    assert ("B3", "测试第二监狱") in said(last(listed), li)


@pytest.mark.parametrize(
    ("row", "said", "sentence"),
    [
        (0, {}, "no such row"),
        (99, {}, "no such row"),
        (3, {"kinds": []}, "kinds of units"),
        (3, {"rows": 99}, "only 6 empty"),
    ],
)
def test_what_cannot_be_is_said(listed, li, units, row, said, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.repeat(last(listed), "监所", row, **{"unit": units["department"], "kinds": ["prison"], "by": li} | said)


def test_a_row_stands_for_itself_again(listed, li):
    actions.single(last(listed), "监所", 3, by=li)
    assert not Block.objects.current().exists()
    with pytest.raises(Refused, match="does not repeat"):
        actions.single(last(listed), "监所", 3, by=li)
