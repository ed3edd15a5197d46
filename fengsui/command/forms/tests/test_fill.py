import hashlib
import io
from datetime import timedelta

import openpyxl
import pytest

from fengsui.cast import DAY
from fengsui.command.forms import actions
from fengsui.command.forms.models import Filled
from fengsui.command.forms.queries.filling import changes, produced, sheetful
from fengsui.command.forms.tests import sheets
from fengsui.command.reports import actions as reports
from fengsui.ground.journal.models import Entry
from fengsui.ground.org.models import Appointment, Unit
from fengsui.house import Refused


def opened(body):
    return openpyxl.load_workbook(io.BytesIO(body)).active


@pytest.fixture
def sheet(mapped, superior):
    return opened(actions.fill(mapped, DAY, by=superior)[1])


def test_the_figures_stand_in_their_cells(sheet):
    assert [sheet[ref].value for ref in ("C5", "D5", "F5", "G5")] == [580, 0, 40, 35]


def test_words_are_put_in(sheet):
    assert sheet["A2"].value == "填报单位：测试监狱管理局    填报人：值班长乙    填报时间： 2020年2月3日"


def test_missing_is_a_word_on_yellow_with_a_comment_and_never_zero(sheet):
    assert sheet["C6"].value == "未报"
    assert sheet["C6"].fill.fgColor.rgb == "FFFFF2CC"
    assert "0/1" in sheet["C6"].comment.text


def test_what_is_not_signed_by_all_is_given_with_a_comment(sheet):
    assert "尚未签报" in sheet["C5"].comment.text
    assert sheet["C5"].fill.fgColor.rgb == "00000000"


def test_signed_numbers_stand_without_a_word(mapped, units, officer, superior):
    reports.sign(units["prison"], DAY, {}, revision=0, by=officer, note="—")
    assert opened(actions.fill(mapped, DAY, by=superior)[1])["C5"].comment is None


def test_a_sum_that_lacks_a_missing_number_is_marked(sheet):
    assert sheet["C7"].value == "=SUM(C5:C6)"
    assert "C6" in sheet["C7"].comment.text


def test_the_layout_stays(sheet):
    blank = sheets.daily().active
    assert {str(area) for area in sheet.merged_cells.ranges} == {str(area) for area in blank.merged_cells.ranges}
    assert sheet.column_dimensions["B"].width == blank.column_dimensions["B"].width
    assert sheet.page_setup.orientation == "landscape"
    assert sheet["H3"].comment.text == "请勿改动表样"
    assert (sheet["C5"].font.name, sheet["C5"].border.top.style) == ("宋体", "thin")


def test_what_was_downloaded_is_kept_and_can_be_made_again(mapped, superior):
    filled, body = actions.fill(mapped, DAY, by=superior)
    assert hashlib.sha256(body).hexdigest() == filled.sha256
    assert produced(filled.version, Filled.objects.get(pk=filled.pk).values, superior)[0] == body


def test_no_persons_name_is_kept(mapped, superior):
    filled, _body = actions.fill(mapped, DAY, by=superior)
    assert "值班长乙" not in str(filled.values)


def test_every_download_is_journalled(mapped, superior):
    filled, _body = actions.fill(mapped, DAY, by=superior)
    data = Entry.objects.get(kind="forms.filled").data
    assert data == {"version": 1, "day": "2020-02-03", "cells": 11, "gaps": 5, "sha256": filled.sha256}


def test_what_changed_since_is_told(mapped, version, units, officer, superior):
    from fengsui.frontline.custody import actions as custody

    filled, _body = actions.fill(mapped, DAY, by=superior)
    assert changes(filled, sheetful(version, DAY, superior)) == []
    custody.set_strength(
        units["prison"], DAY, on_duty=41, in_isolation=30, on_standby=35, inside_since=DAY, reason="补录", by=officer
    )
    [change] = changes(filled, sheetful(version, DAY, superior))
    assert (change.ref, change.before, change.now) == ("F5", 40.0, 41.0)


def test_a_closed_unit_is_marked_with_what_to_do(mapped, version, superior):
    Unit.objects.filter(code="prison").update(valid_to=DAY)
    item = sheetful(version, DAY, superior).by_place["监狱", "C5"]
    assert item.entry.value == "未报"
    assert "closed since 2020-02-03: choose another unit" in item.note


def test_numbers_outside_the_fillers_right_are_not_filled(mapped, version, superior):
    Appointment.objects.filter(person=superior).update(office="system_administrator")
    del superior._holdings
    assert {item.answer.state for item in sheetful(version, DAY, superior).gaps} == {"foreign"}


def test_a_day_that_has_not_begun_is_refused(mapped, superior):
    with pytest.raises(Refused, match="has not begun"):
        actions.fill(mapped, DAY + timedelta(days=1), by=superior)


def test_nothing_mapped_is_refused(form, superior):
    with pytest.raises(Refused, match="No cell is mapped"):
        actions.fill(form, DAY, by=superior)


def test_nobody_else_fills_it(mapped, bao, officer):
    for person in (bao, officer):
        with pytest.raises(Refused, match="You cannot"):
            actions.fill(mapped, DAY, by=person)
