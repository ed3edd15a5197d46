"""Units out of a file: the code is the key, the order of the rows does not matter, nothing outside one's reach."""

import pytest

from fengsui.cast import FOUNDED
from fengsui.ground.exchange import actions as exchange
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Tie, Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

HEADS = ["单位编码", "单位类别", "单位名称", "上级（属地）", "上级（监狱条线）"]
NEW = ["x-prison", "监狱", "演练（合成）监狱", "prisons", "prisons"]
WARD = ["x-ward", "监区", "一监区", "x-prison", "x-prison"]


def said(line):
    return " ".join(problem.sentence for problem in line.problems)


@pytest.fixture
def matched(units, bring, rows):
    """`matched([…], […])`: what is said of each row, by its number."""

    def give(*listed, by=SYSTEM, unit="department", heads=HEADS):
        return rows(bring(by, units[unit], units=[heads, *listed]))

    return give


def test_superiors_may_stand_below_their_units(system, units, bring):
    batch = bring(system, units["department"], units=[HEADS, WARD, NEW])
    assert batch.counts == {"units": {"new": 2}}
    assert exchange.take(batch, by=system)
    assert set(Tie.objects.filter(unit__code="x-ward").values_list("superior__code", flat=True)) == {"x-prison"}


def test_a_dash_means_the_unit_chosen(units, bring):
    exchange.take(
        bring(SYSTEM, units["league"], units=[HEADS, ["x", "旗县（市、区）司法局", "x", "－", ""]]), by=SYSTEM
    )
    assert Tie.objects.get(unit__code="x").superior.code == "league"


def test_what_is_here_is_the_same_and_an_empty_cell_changes_nothing(matched):
    line = matched(["prison", "prison", "测试监狱", "", ""])[2]
    assert (line.outcome, line.changes) == ("same", {})


def test_two_rows_of_one_code_are_both_rejected(matched):
    found = matched(NEW, NEW)
    assert said(found[2]) == "Row 3 has the same code; leave one of them."
    assert said(found[3]) == "Row 2 has the same code; leave one of them."


def test_a_circle_is_named(matched):
    found = matched(["a", "prison", "a", "b", ""], ["b", "prison", "b", "a", ""])
    assert "circle: a → b → a" in said(found[2])
    assert found[3].outcome == "rejected"


def test_a_circle_across_lines_is_said(matched):
    found = matched(["a", "prison", "a", "b", "prisons"], ["b", "prison", "b", "prisons", "a"])
    assert "stand above and below each other" in said(found[2]) + said(found[3])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["x", "宫殿", "x", "prisons", ""], "not in the list of permitted values"),
        (["x", "prison", "", "prisons", ""], "This is missing."),
        (["x y", "prison", "x", "prisons", ""], "is not a code"),
        (["x", "prison", "x", "nowhere", ""], "nowhere is not there"),
        (["x", "prison", "x", "", ""], "needs a superior in one line"),
        (["x", "监区", "x", "department", ""], "“Ward” cannot stand under “Department of justice”"),
        (["x", "prison", "x", "ward-1", ""], "“Prison” cannot stand under “Ward”"),
        (["x", "prison", "x", "prisons", "league"], "league is not in this line"),
        (["prison", "centre", "测试监狱", "", ""], "The kind of a unit never changes"),
        (["ward-1", "ward", "一监区", "prison-2", ""], "does not move"),
        (["x", "prison", "x" * 101, "prisons", ""], "longer than 100"),
    ],
)
def test_what_cannot_be_is_rejected_with_a_sentence(matched, row, sentence):
    line = matched(row)[2]
    assert line.outcome == "rejected"
    assert sentence in said(line)


def test_what_stands_below_a_rejected_row_is_rejected_too(matched):
    found = matched(["x-prison", "prison", "x", "nowhere", ""], WARD)
    assert "was rejected in this file" in said(found[3])


def test_a_coming_unit_must_be_in_the_line(matched):
    found = matched(["x-prison", "prison", "x", "prisons", ""], WARD)
    assert "x-prison is not in this line" in said(found[3])


def test_a_closed_units_code_is_not_used_again(units, matched):
    Unit.objects.filter(code="ward-3").update(valid_to="2020-01-01", valid_from="2019-01-01")
    assert "closed" in said(matched(["ward-3", "ward", "一监区", "prison-2", ""])[2])


def test_nothing_outside_ones_reach(units, matched):
    from fengsui.cast import _person

    by = _person(units, "系统员", "league", "system_administrator")
    found = matched(
        ["x", "旗县（市、区）司法局", "x", "-", ""], ["y", "prison", "y", "prisons", ""], by=by, unit="league"
    )
    assert found[2].outcome == "new"
    assert "not among the units that you may change" in said(found[3])


def test_without_the_right_a_sheet_is_left_out_and_that_is_said(security, units, bring):
    batch = bring(security, units["department"], units=[HEADS, NEW])
    assert batch.counts == {}
    assert batch.notes[0]["params"]["verb"] == ("verb", "org.arrange")


def test_the_heads_may_be_english_or_codes(matched):
    heads = ["Code", "Kind of unit", "name", "Superior (territory)", "prison"]
    assert matched(NEW, heads=heads)[2].outcome == "new"


def test_unknown_columns_are_left_out_and_named(units, bring):
    batch = bring(SYSTEM, units["department"], units=[[*HEADS, "电话传真"], [*NEW, "1"]])
    assert batch.notes[0]["params"] == {"names": "电话传真"}


def test_the_second_import_of_a_file_says_all_the_same(units, bring):
    sheet = [HEADS, NEW, WARD]
    exchange.take(bring(SYSTEM, units["department"], units=sheet), by=SYSTEM)
    assert bring(SYSTEM, units["department"], units=sheet).counts == {"units": {"same": 2}}


def test_org_founds_what_the_file_says(units, bring):
    exchange.take(bring(SYSTEM, units["department"], units=[HEADS, NEW]), by=SYSTEM)
    unit = Unit.objects.get(code="x-prison")
    assert (unit.name, unit.kind, unit.valid_from) == ("演练（合成）监狱", "prison", FOUNDED)
    assert org.ROOT == "-"


def test_a_unit_is_renamed_and_moved_with_dates_and_comes_back(units, bring):
    rows = [[*HEADS, "行政区划代码"], ["prison", "监狱", "新名监狱", "league", "", "150100"]]
    batch = bring(SYSTEM, units["department"], units=rows)
    assert batch.counts == {"units": {"changed": 1}}
    exchange.take(batch, by=SYSTEM)
    unit = Unit.objects.get(code="prison")
    assert (unit.name, unit.division) == ("新名监狱", "150100")
    assert Tie.objects.on().get(unit=unit, line="territory").superior.code == "league"
    exchange.undo(batch, by=SYSTEM)
    unit.refresh_from_db()
    assert (unit.name, unit.division) == ("测试监狱", "")
    assert Tie.objects.on().get(unit=unit, line="territory").superior.code == "prisons"


def test_a_new_unit_takes_over_an_old_one_and_gives_it_back(units, bring):
    rows = [HEADS, ["prison", "监狱", "测试监狱", "x", ""], ["x", "监狱管理局", "另一管理局", "department", ""]]
    batch = bring(SYSTEM, units["department"], units=rows)
    assert batch.counts == {"units": {"changed": 1, "new": 1}}
    exchange.take(batch, by=SYSTEM)
    exchange.undo(batch, by=SYSTEM)
    assert not Unit.objects.filter(code="x").exists()


def test_what_was_changed_again_is_not_undone(units, bring):
    rows = [["单位编码", "类别", "名称", "行政区划代码"], ["prison", "监狱", "测试监狱", "150100"]]
    batch = bring(SYSTEM, units["department"], units=rows)
    exchange.take(batch, by=SYSTEM)
    org.set_division(Unit.objects.get(code="prison"), "150200", by=SYSTEM)
    with pytest.raises(Refused, match="changed again"):
        exchange.undo(batch, by=SYSTEM)


def test_another_units_particulars_are_not_changed(units, matched):
    from fengsui.cast import _person

    by = _person(units, "系统员", "league", "system_administrator")
    assert "not among those that you may change" in said(
        matched(["prison", "监狱", "新名", "", ""], by=by, unit="league")[2]
    )
