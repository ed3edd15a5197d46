import pytest

from fengsui.command.forms import actions
from fengsui.command.forms.guess.cells import worded
from fengsui.command.forms.models import Cell
from fengsui.command.forms.tests import sheets


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("填报单位：", "填报单位：{unit}"),
        ("填报单位（盖章）：＿＿＿＿", "填报单位（盖章）：{unit}"),
        ("填报人:      联系电话:", "填报人:{filler}    联系电话:"),
        ("    年  月  日", "{date}"),
        ("填报时间：2020年2月2日", "填报时间：{date}"),
        ("2020-02-02", "{iso}"),
        ("2020.2.2", "{dotted}"),
        ("填报单位：测试监狱", "填报单位：测试监狱"),
        ("2月1日-2月7日", "2月1日-2月7日"),
        ("在押人数", "在押人数"),
    ],
)
def test_blanks_in_a_line_of_words(text, wording):
    assert worded(text) == wording


def guessed(unit, book, by):
    form = actions.register(unit, sheets.saved(book), "x.xlsx", by=by)
    return {cell.ref: cell for cell in Cell.objects.filter(version__form=form).select_related("unit")}


def test_a_facilitys_own_sheet(counted, units, officer):
    found = guessed(units["prison"], sheets.own(), officer)
    codes = {ref: cell.code.removeprefix("custody.") for ref, cell in found.items() if cell.code}
    assert codes == {
        "B4": "prisoners", "B5": "prisoner_admissions", "B6": "prisoner_releases", "B7": "prisoner_fevers",
        "B8": "prisoner_fevers", "B9": "officers_on_duty", "B10": "officers_standby",
    }  # fmt: skip
    assert (found["B8"].back, found["B2"].wording, found["B3"].wording) == (1, "{unit}", "{date}")


def test_units_are_found_by_name_and_running_totals_since_the_first_day(counted, units, superior):
    found = guessed(units["prisons"], sheets.daily(), superior)
    assert (found["C5"].unit.code, found["C6"].unit.code) == ("prison", "prison-2")
    assert (found["E5"].days, found["E5"].since is not None) == (0, True)


def test_a_unit_that_nobody_knows_is_unclear(counted, units, superior):
    found = guessed(units["prisons"], sheets.daily(["外省某监狱", "测试第五监狱"]), superior)
    assert not {"C5", "C6"} & set(found)


def test_another_word_for_the_same_persons(counted, units, superior):
    assert guessed(units["prisons"], sheets.daily(word="服刑人员"), superior)["D5"].code == "custody.prisoner_fevers"


def test_what_nobody_counts_is_left_alone(counted, units, officer):
    assert "B11" not in guessed(units["prison"], sheets.own(), officer)  # visits of lawyers
