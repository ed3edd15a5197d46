"""Why a figure is what it is: parts, overrides, drift, missing, rows, and who may read them."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, EVENING, at
from fengsui.command.reports import actions, exports
from fengsui.command.reports.actions import Correction
from fengsui.command.reports.explain import explain, readers, rooms, rows
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import Evidence, Indicator, Kind, RollUp
from fengsui.ground.indicators.queries import asked
from fengsui.ground.org.models import UnitKind

WRONG = {"toy.held": Correction(510.0, "one bed twice")}
PAGE = "/reports/explain/prison/{}/2020-02-03/toy.held/"


@pytest.fixture
def overridden(prison, officer, count):
    count(held=500, fevers=0)
    return actions.sign(prison, DAY, WRONG, revision=0, by=officer)


@pytest.fixture
def held(units):
    """`held("prisons")`: the number of held persons explained at a unit, in the prison line."""
    return lambda code, known=None, line="prison": explain(units[code], line, DAY, "toy.held", known)


def test_an_override_keeps_both_numbers_the_reason_and_who(overridden, held, officer):
    own = held("prison").own
    assert (own.value, own.computed, own.declared, own.reason) == (510, 500, 510, "one bed twice")
    assert (own.signed_by, own.signed_at, own.is_overridden, own.is_drifted) == (officer.pk, EVENING, True, False)


def test_what_the_registers_say_since_is_a_drift(signed, held, count):
    count(held=507)
    own = held("prison").own
    assert (own.value, own.computed, own.now, own.is_drifted, own.is_overridden) == (500, 500, 507, True, False)


def test_unsigned_is_only_computed_and_a_draft_does_not_count(prison, officer, count, held):
    count(held=500, fevers=0)
    actions.save(prison, DAY, WRONG, revision=0, by=officer)
    own = held("prison").own
    assert (own.value, own.declared, own.drafted, own.is_signed) == (500, None, 510, False)


def test_a_number_frozen_without_a_report_is_signed_by_nobody(prison, count, held):
    from fengsui.ground.indicators.actions import freeze

    count(held=500)
    freeze(prison, DAY, {"toy.held": 500})
    own = held("prison").own
    assert (own.is_signed, own.signed_by, own.computed, own.signed_at) == (True, None, 500, EVENING)


def test_who_has_no_number_is_missing_not_zero(count, held):
    count(held=500)
    found = held("prisons")
    parts = {one.node.code: one.part for one in found.branches}
    assert (parts["prison"].is_missing, parts["prison-2"].is_missing, parts["prison-2"].value) == (False, True, None)
    assert found.own is None


def test_what_needs_a_look_far_below_is_named_at_the_top(overridden, held):
    found = held("department")
    assert [one.node.code for one in found.branches] == ["prisons"]
    assert found.branches[0].counts == {"overridden": 1, "drifted": 0, "missing": 1}
    assert [part.node.code for part in found.apart["overridden"]] == ["prison"]
    assert [part.node.code for part in found.apart["missing"]] == ["prison-2"]


def test_it_was_not_overridden_before_it_was_signed(overridden, held):
    assert not held("prison", EVENING - timedelta(minutes=1)).own.is_signed


def test_what_nobody_owes_is_not_explained(numbers, units, count, held):
    count(held=1)
    assert held("institute") is None
    assert explain(units["office"], "territory", DAY, "toy.held") is None


def test_rows_are_counted_for_whoever_may_not_read_them(prison, officer, li, keeper, count):
    told = [Evidence("a", EVENING, EVENING), Evidence("b", EVENING, EVENING, replaced_at=EVENING), Evidence("c")]
    toy = Indicator(
        "toy.held",
        "",
        "",
        Kind.STOCK,
        (UnitKind.PRISON,),
        None,
        evidence=lambda *_: told,
        evidence_verb="custody.count",
    )
    mine, theirs = (rows(person, prison, toy, asked(DAY)) for person in (officer, li))
    assert (mine.seen, theirs.seen, theirs.counting) == (True, False, 1)
    assert "Duty officer" in readers("custody.count")


def test_without_a_verb_whoever_sees_the_number_reads_its_rows(prison, officer):
    toy = Indicator("toy.held", "", "", Kind.STOCK, (UnitKind.PRISON,), None, evidence=lambda *_: [])
    bare = Indicator("toy.held", "", "", Kind.STOCK, (UnitKind.PRISON,), None)
    assert rows(officer, prison, toy, asked(DAY)).seen
    assert rows(officer, prison, bare, asked(DAY)) is None


def test_what_a_room_shows_its_entries_show(prison, officer, keeper):
    kinds = ["custody.counted", "reports.signed", "obligations.due"]
    assert rooms(officer, prison, kinds) == {"custody", "reports", "obligations"}
    assert rooms(keeper, prison, kinds) == {"obligations"}


@pytest.fixture
def page(client, account):
    """`page(officer, "prison")`: what that person reads about the number of a unit."""

    def look(person, code, more=""):
        client.force_login(getattr(person, "account", None) or account(person, person.pk.hex))
        client.cookies["django_language"] = "en"
        return client.get(PAGE.format(code) + more)

    return look


def test_the_page_says_what_was_declared_why_and_by_whom(overridden, page, officer):
    text = page(officer, "prison").text
    assert "one bed twice" in text
    assert "民警甲" in text
    assert "declared otherwise" in text


def test_the_page_names_what_lies_below(overridden, page, bao):
    text = page(bao, "department", "?all=missing").text
    assert "Declared otherwise below" in text
    assert "Test prison-2" in text


def test_an_outsider_or_a_figure_that_is_none_is_not_found(overridden, page, zhao, bao):
    assert page(zhao, "prison").status_code == 404
    assert page(bao, "institute").status_code == 404
    assert page(bao, "ward-1").status_code == 404


def test_the_sheet_has_every_unit_and_refuses_a_figure_that_is_none(overridden, bao):
    table = exports.EXPLAIN
    query = {"code": "prisons", "line": "prison", "indicator": "toy.held", "day": DAY.isoformat()}
    listed = {row[1]: row for row in table.rows(bao, query)}
    assert listed["prison"][3:8] == [510, "signed, declared otherwise", 500, 510, "one bed twice"]
    assert listed["prison-2"][4] == "not signed, missing"
    with pytest.raises(actions.Refused):
        list(table.rows(bao, query | {"indicator": "no"}))


def test_every_indicator_says_in_words_how_it_comes_about():
    silent = [code for code, one in indicators.declared().items() if not one.how]
    assert silent == []


def test_how_several_become_one_is_said_for_every_rule(db):
    from fengsui.command.reports.explain_views import adds_up

    toys = [Indicator("x", "", "", Kind.STOCK, (), None, rollup=rule, weight="reports.fields") for rule in RollUp]
    assert len({adds_up(toy) for toy in toys}) == 3


def test_late_is_what_was_entered_more_than_an_hour_after():
    assert Evidence("", at("10:00"), at("11:01")).is_late
    assert not Evidence("", at("10:00"), at("10:30")).is_late
    assert not Evidence("").is_late
