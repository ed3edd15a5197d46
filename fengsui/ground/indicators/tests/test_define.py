from datetime import timedelta

import pytest

from fengsui.cast import DAY
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import actions
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.actions import Definition
from fengsui.ground.indicators.models import Defined, Pack, Slot
from fengsui.ground.indicators.rollups import rollup, rollups
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def define(units, bao):
    def defining(name="口罩库存", by=bao, unit="department", **more):
        return actions.define(units[unit], Definition(name, "只", kinds=more.pop("kinds", ("prison",)), **more), by=by)

    return defining


def codes(unit, day=DAY):
    return [one.code for one in indicators.of_unit(unit, day)]


def test_it_is_a_field_of_those_reports_at_once(define, prison, centre):
    row = define()
    assert row.code == "d.kzkc"
    assert row.code in codes(prison)
    assert row.code not in codes(centre)
    assert Slot.objects.get(code=row.code).position == Slot.objects.count() - 1
    assert Entry.objects.get(kind="indicators.defined").data == {"name": "口罩库存", "since": "2020-02-03"}


def test_it_begins_on_its_day(define, prison):
    row = define(since=NEXT)
    assert row.code not in codes(prison)
    assert row.code in codes(prison, NEXT)
    today, tomorrow = rollups(DAY, NEXT, "territory")
    assert (today.figure(0, row.code).m, tomorrow.figure(0, row.code).m) == (0, 2)


def test_it_rolls_up_and_is_told_in_both_languages(define, prison):
    row = define(name_en="Masks in stock")
    actions.freeze(prison, DAY, {row.code: 1200.0})
    figure = rollup(DAY, "prison").figure(0, row.code)
    assert (figure.confirmed, figure.n, figure.m) == (1200, 1, 2)
    assert (row.code, str(indicators.indicators()[row.code].name)) == ("d.masks-in-stock", "Masks in stock")


def test_two_of_the_same_name_have_codes_of_their_own(define):
    assert (define().code, define().code, define("……").code) == ("d.kzkc", "d.kzkc-2", "d.n")


def test_only_whose_units_all_answer_to_one(define, superior, bureau, officer):
    assert define(by=superior, unit="prisons").kinds == ["prison"]
    with pytest.raises(Refused, match="do not answer to you"):
        define(by=superior, unit="prisons", kinds=("centre",))
    for person, unit in ((bureau, "league"), (officer, "prison")):
        with pytest.raises(Refused, match="You cannot"):
            define(by=person, unit=unit)


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"name": " "}, "a name"),
        ({"kinds": ()}, "Choose the kinds"),
        ({"kinds": ("office",)}, "Choose the kinds"),
        ({"rollup": "weighted"}, "sum or as the largest"),
        ({"kind": "ratio"}, "not added up"),
        ({"since": DAY - timedelta(days=1)}, "from today on"),
        ({"low": 2.0, "high": 1.0}, "lower threshold"),
    ],
)
def test_what_cannot_be_counted_is_refused(define, wanted, sentence):
    with pytest.raises(Refused, match=sentence):
        define(**wanted)


def test_its_words_and_thresholds_change_and_nothing_else(define, bao, officer):
    row = actions.reword(define(), name="口罩结存", measure="只", low=100.0, high=None, by=bao)
    one = indicators.indicators()[row.code]
    assert (str(one.name), one.low, row.code) == ("口罩结存", 100, "d.kzkc")
    assert Entry.objects.get(kind="indicators.reworded").data == {"name": "口罩结存", "before": "口罩库存"}
    with pytest.raises(Refused, match="You cannot"):
        actions.reword(row, name="x", low=None, high=None, by=officer)
    with pytest.raises(Refused, match="lower threshold"):
        actions.reword(row, name="x", low=2.0, high=1.0, by=bao)


def test_retired_it_keeps_its_past(define, bao, prison):
    row = define()
    actions.freeze(prison, DAY, {row.code: 5.0})
    actions.retire(row, by=bao)
    assert (row.code in codes(prison), row.code in codes(prison, NEXT)) == (True, False)
    assert rollup(DAY, "territory").figure(0, row.code).confirmed == 5
    with pytest.raises(Refused, match="already"):
        actions.retire(row, by=bao)


def test_what_a_room_asks_is_retired_there(define, bao):
    row = define()
    Defined.objects.filter(pk=row.pk).update(source="questions")
    row.refresh_from_db()
    with pytest.raises(Refused, match="where it is asked"):
        actions.retire(row, by=bao)


def test_a_source_that_no_room_declares_any_more_is_left_out(define):
    row = define()
    Defined.objects.filter(pk=row.pk).update(source="gone")
    indicators.forget()
    assert row.code not in indicators.indicators()


def test_another_process_knows_it_once_it_reads_the_clock_again(define):
    row = define()
    assert indicators.indicators()[row.code]
    Defined.objects.filter(pk=row.pk).update(name="改名")
    assert str(indicators.indicators()[row.code].name) == "口罩库存"
    clock.forget()
    assert str(indicators.indicators()[row.code].name) == "改名"


def test_a_place_given_out_meanwhile_is_not_cut_off(define, prison):
    row = define()
    actions.freeze(prison, DAY, {row.code: 5.0})
    Pack.objects.filter(unit=prison).update(computed=b"\0" * 8 * (Slot.objects.count() + 3))
    actions.refresh(DAY, [prison.pk])
    assert len(Pack.objects.get(unit=prison).computed) == 8 * (Slot.objects.count() + 3)
