from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.questions import actions
from fengsui.command.questions.actions import GivenRow
from fengsui.command.questions.models import AnswerRow
from fengsui.command.questions.queries.board import lists
from fengsui.command.questions.queries.rows import mask_cells, masked, opened
from fengsui.command.questions.retention import ROWS
from fengsui.command.questions.tests.conftest import COLUMNS
from fengsui.ground.journal.models import Entry
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention import actions as retention
from fengsui.ground.retention import queries
from fengsui.house import Refused

PERSONS = [["演练职工甲", "13800000001", "2020年1月24日"], ["演练职工乙丙", "", "2020.1.25"]]


@pytest.fixture
def listed(ask, send, officer):
    """A list of two persons, sent by the prison's officer."""
    row = ask(kind="rows", columns=COLUMNS)
    send(row, "prison", officer, PERSONS)
    return row


def texts(rows):
    return [cells[:3] for _row, cells in rows]


def test_names_are_sealed_and_shown_masked(listed, bao):
    stored = AnswerRow.objects.first()
    assert stored.cells == {"2": "2020-01-24"}
    assert "演练".encode() not in bytes(stored.cells_sealed)
    assert texts(lists(listed, bao)) == [["演****", "*********01", "2020-01-24"], ["演*****", "", "2020-01-25"]]
    assert "演练职工" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_a_list_counts_its_rows_and_nobody_is_zero(listed, send, keeper):
    assert listed.asked.get(unit__code="prison").answers.get().number == 2
    assert send(listed, "centre", keeper, []).number == 0


def test_a_masked_cell_that_is_left_stays_what_it_was(listed, send, officer):
    first = AnswerRow.objects.order_by("position").first()
    kept = masked([first])[0][1][:3]
    send(listed, "prison", officer, [GivenRow([kept[0], kept[1], "2020-01-26"], first.pk), ["演练职工丁", "", ""]])
    rows = opened(AnswerRow.objects.filter(answer__replaced_at__isnull=True))
    assert texts(rows) == [["演练职工甲", "13800000001", "2020-01-26"], ["演练职工丁", "", ""]]


def test_a_row_is_shown_in_full_for_a_reason(listed, leader, officer):
    row = AnswerRow.objects.order_by("position").first()
    assert actions.unmask(row, reason="联系本人", by=leader)[:2] == ["演练职工甲", "13800000001"]
    assert Entry.objects.get(kind="questions.unmasked").data == {"reason": "联系本人"}
    with pytest.raises(Refused, match="Say why"):
        actions.unmask(row, reason=" ", by=leader)
    with pytest.raises(Refused, match="You cannot"):
        actions.unmask(row, reason="x", by=officer)


def test_an_export_in_full_takes_a_reason_and_the_right(listed, bao, officer, units, superior):
    actions.export_names(listed, [units["prison"]], 2, reason="流调", by=bao)
    assert Entry.objects.get(kind="questions.exported").data == {"rows": 2, "reason": "流调"}
    with pytest.raises(Refused, match="You cannot"):
        actions.export_names(listed, [units["prison"]], 2, reason="x", by=officer)


def test_names_of_units_beyond_ones_reach_are_not_exported(ask, send, keeper, units, bureau):
    row = ask("centre", by=bureau, unit="league", kind="rows", columns=COLUMNS)
    send(row, "centre", keeper, PERSONS)
    with pytest.raises(Refused, match="cannot see the names"):
        actions.export_names(row, [units["prison"]], 2, reason="x", by=bureau)


def test_destroyed_when_the_time_is_over(listed, drill, bao):
    assert not queries.due(ROWS, over=False)
    drill(at("19:31", DAY + timedelta(days=30)))
    persons = queries.due(ROWS, over=False)
    assert len(persons) == 2
    retention.destroy(ROWS, persons, reason="期满", by=SYSTEM)
    assert texts(lists(listed, bao)) == [["", "", "2020-01-24"], ["", "", "2020-01-25"]]
    assert not queries.due(ROWS, over=False)


def test_the_purge_shows_the_cells_masked():
    assert mask_cells('{"0": "演练职工甲", "1": "13800000001"}') == "演****, *********01"
    assert mask_cells("") == ""


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (["x" * 101, "", ""], "at most 100"),
        (["甲", "", "二月三日"], "as a date"),
        (["甲", "", "2020-02-30"], "as a date"),
    ],
)
def test_a_cell_that_does_not_fit_is_named(ask, send, officer, cells, sentence):
    with pytest.raises(Refused, match=sentence):
        send(ask(kind="rows", columns=COLUMNS), "prison", officer, [cells])


def test_numbers_and_choices_of_a_list_are_checked(ask, send, officer):
    columns = [
        {"name": "数量", "kind": "number", "personal": False, "choices": []},
        {"name": "类别", "kind": "choice", "personal": False, "choices": ["民警", "职工"]},
    ]
    row = ask(kind="rows", columns=columns)
    assert send(row, "prison", officer, [["１２", "民警"], ["", ""]]).number == 2
    assert not any(bytes(one.cells_sealed) for one in AnswerRow.objects.all())
    for cells, sentence in ((["许多", ""], "no number"), (["nan", ""], "no number"), (["1", "医生"], "not one of")):
        with pytest.raises(Refused, match=sentence):
            send(row, "prison", officer, [cells])


def test_a_list_has_an_end(ask, send, officer):
    with pytest.raises(Refused, match="at most 500"):
        send(ask(kind="rows", columns=COLUMNS), "prison", officer, [["甲", "", ""]] * 501)
