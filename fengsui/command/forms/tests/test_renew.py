import pytest

from fengsui.cast import DAY
from fengsui.command.forms import actions
from fengsui.command.forms.models import Block, Cell
from fengsui.command.forms.queries.days import version_on
from fengsui.command.forms.queries.sheets import last
from fengsui.command.forms.tests import sheets
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def changed(alter):
    book = sheets.daily()
    alter(book.active)
    return sheets.saved(book)


def renewed(form, superior, alter):
    version = actions.renew(form, changed(alter), "新表.xlsx", by=superior)
    return version, Entry.objects.get(kind="forms.renewed").data


def codes(version):
    return dict(Cell.objects.current().filter(version=version, what="number").values_list("ref", "code"))


def test_the_same_layout_is_said_to_be_the_same(mapped, superior):
    with pytest.raises(Refused, match=r"in use already \(version 1\)"):
        actions.renew(mapped, sheets.saved(sheets.daily()), "x.xlsx", by=superior)


def test_a_filled_sheet_coming_back_is_the_same_layout(mapped, superior):
    _filled, body = actions.fill(mapped, DAY, by=superior)
    with pytest.raises(Refused, match="in use already"):
        actions.renew(mapped, body, "x.xlsx", by=superior)


def test_an_inserted_row_and_column_move_the_cells(mapped, superior):
    def alter(sheet):
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_rows(5)
        sheet.insert_cols(3)
        sheets.put(sheet, "B5", "测试戒毒所")
        sheets.put(sheet, "C4", "在岗律师")

    version, told = renewed(mapped, superior, alter)
    assert (told["sure"] + told["unclear"], told["gone"]) == (11, 0)
    assert codes(version)["D6"] == "custody.prisoners"


def test_a_word_that_changed_a_little_is_unclear_and_only_suggested(mapped, superior):
    version, told = renewed(mapped, superior, lambda sheet: sheet.__setitem__("C4", "在押人员总数"))
    assert (told["sure"], told["unclear"], told["gone"]) == (9, 2, 0)
    assert not Cell.objects.current().get(version=version, ref="C5").sure


def test_a_column_that_is_gone_is_said_to_be_gone(mapped, superior):
    def alter(sheet):
        sheets.put(sheet, "G4", "车辆消毒次数")

    version, told = renewed(mapped, superior, alter)
    assert (told["sure"], told["gone"]) == (9, 2)
    assert "G5" not in codes(version)


def test_repeated_rows_go_with_their_head(counted, units, li):
    form = actions.register(units["department"], sheets.saved(sheets.listed()), "x.xlsx", by=li)
    actions.accept(last(form), by=li)
    book = sheets.listed(rows=9)
    book.active.insert_rows(2)
    version = actions.renew(form, sheets.saved(book), "x.xlsx", by=li)
    block = Block.objects.current().get(version=version)
    assert (block.row, block.rows) == (4, 9)
    assert Cell.objects.current().filter(version=version, sure=True).count() == 5


def test_each_day_has_the_version_in_use(mapped, superior, drill):
    from fengsui.cast import EVENING, timedelta

    drill(EVENING + timedelta(days=2))
    actions.renew(mapped, changed(lambda sheet: sheets.put(sheet, "G4", "车辆")), "x.xlsx", by=superior)
    assert version_on(mapped, DAY).number == 1
    assert version_on(mapped, DAY + timedelta(days=2)).number == 2
    assert version_on(mapped, DAY - timedelta(days=9)).number == 1


def test_only_who_keeps_it(mapped, bao):
    with pytest.raises(Refused, match="You cannot"):
        actions.renew(mapped, sheets.saved(sheets.own()), "x.xlsx", by=bao)
