"""Figures for cells: what cannot be said is said to be so, with what to do."""

import pytest

from fengsui.cast import DAY
from fengsui.command.forms import actions
from fengsui.command.forms.models import Block
from fengsui.command.forms.queries.figures import Question, State, answers
from fengsui.command.forms.queries.filling import one_value, produced, sheetful
from fengsui.command.forms.queries.guessing import room
from fengsui.command.forms.queries.mapping import can_undo, mapping
from fengsui.command.forms.queries.sheets import last, layout
from fengsui.command.forms.spec import Spec
from fengsui.command.forms.tests import sheets
from fengsui.ground.org.models import Appointment, Tie

HELD = "custody.prisoners"


def answer(by, unit, code=HELD, **more):
    question = Question.of(Spec("s", "A1", code=code, **more), unit.pk, DAY)
    return answers([question], by, DAY)[question]


def test_a_number_that_nobody_declares_any_more(counted, units, superior):
    assert answer(superior, units["prison"], "no.such").state is State.UNKNOWN


def test_a_unit_without_such_a_number(counted, units, superior):
    assert answer(superior, units["prison"], "custody.detainees").state is State.UNKNOWN


def test_a_unit_outside_every_line(counted, units, li, superior):
    Tie.objects.filter(unit=units["prison"]).exclude(line="territory").delete()
    assert answer(superior, units["prison"]).value == 580
    Tie.objects.filter(unit=units["prison"]).update(line="supervision")
    assert answer(superior, units["prison"]).state is State.UNKNOWN


def test_the_sum_of_those_below(counted, units, li):
    found = answer(li, units["department"])
    assert (found.value, found.n, found.m, found.state) == (580, 0, 2, State.INCOMPLETE)


def test_confirmed_only(counted, units, superior):
    assert answer(superior, units["prison"], shown="confirmed").state is State.MISSING


def test_days_added_up_lack_the_days_without_numbers(counted, units, superior):
    found = answer(superior, units["prison"], "custody.prisoner_fevers", days=7)
    assert (found.value, found.state) == (0, State.INCOMPLETE)


@pytest.mark.parametrize(("code", "word"), [("custody.detainees", "has no number"), ("no.such", "no.such")])
def test_what_a_unit_has_not_is_said(form, version, units, superior, code, word):
    item = one_value(version, Spec("监狱", "C5", code=code, unit_id=units["prison"].pk), DAY, superior)
    assert word in item.note


def test_what_is_not_ones_own_is_said(mapped, version, units, superior):
    Appointment.objects.filter(person=superior).update(office="system_administrator")
    del superior._holdings
    assert "outside what the filler may see" in sheetful(version, DAY, superior).gaps[0].note


def test_what_is_not_chosen_yet_has_no_value(form, version, superior, units):
    assert one_value(version, Spec("监狱", "C5"), DAY, superior).is_gap
    assert one_value(version, Spec("监狱", "A2", "text", wording="{n}"), DAY, superior).value == 1.0


def test_a_block_without_any_unit_has_no_value(form, version, superior, units):
    actions.repeat(version, "监狱", 5, unit=units["prisons"], kinds=["office"], rows=1, by=superior)
    assert one_value(version, Spec("监狱", "C5", code=HELD), DAY, superior).is_gap


def test_a_rows_own_number_needs_no_unit(form, version, superior, units):
    actions.repeat(version, "监狱", 5, unit=units["prisons"], kinds=["prison"], rows=1, by=superior)
    actions.point(version, Spec("监狱", "C5", code=HELD), by=superior)
    assert sheetful(version, DAY, superior).by_place["监狱", "C5"].value == 580
    assert can_undo(version)


def test_a_block_is_not_carried_where_its_row_fell_apart(counted, units, li):
    form = actions.register(units["department"], sheets.saved(sheets.listed()), "x.xlsx", by=li)
    version = actions.renew(form, sheets.saved(sheets.own()), "x.xlsx", by=li)
    assert not Block.objects.filter(version=version).exists()


def test_empty_lines_end_at_words_and_at_the_border():
    book = sheets.listed(rows=3)
    book.active["A8"] = "注"
    from fengsui.command.forms.paper.xlsx import Book

    sheet = Book(sheets.saved(book)).layout.sheets["监所"]
    assert (room(sheet, 3), room(sheet, 2), room(sheet, 6)) == (3, 0, 2)


def test_what_waits_for_a_number_is_unclear(counted, units, officer):
    form = actions.register(units["prison"], sheets.saved(sheets.own()), "x.xlsx", by=officer)
    assert [spot.ref for _sheet, spot in mapping(last(form)).unclear] == ["B11"]
    actions.point(last(form), Spec("Sheet", "B11", "empty"), by=officer)
    assert mapping(last(form)).unclear == []


def test_a_date_cell_gets_a_date_and_the_system_has_no_name(counted, units, officer):
    form = actions.register(units["prison"], sheets.saved(sheets.oddities()), "x.xlsx", by=officer)
    actions.accept(last(form), by=officer)
    found = sheetful(last(form), DAY, officer)
    assert found.by_place["Sheet", "B8"].value == 43864
    assert found.by_place["Sheet", "B1"].value == "2020-02-03"
    kept = [{"s": "Sheet", "row": 3, "left_out": 1}, *found.kept()]
    assert produced(last(form), kept, None)[0]
    assert layout(last(form)) is layout(last(form))
