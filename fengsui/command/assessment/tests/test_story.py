"""A unit's own story: its days, its journal, what it owes, and who reads it."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions as assessment
from fengsui.command.assessment import exports, story
from fengsui.command.reports import actions as reports
from fengsui.ground.checks.declare import Severity
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM

BEFORE = DAY - timedelta(days=1)


def words(unit, day=DAY, known=None):
    one = story.strip(unit, day, day, known)[0]
    return [one.state[1], *one.further]


def test_a_report_signed_in_time_and_one_signed_late(prison, officer, count, drill):
    count(held=500, fevers=0)
    reports.sign(prison, DAY, {}, revision=0, by=officer)
    drill(at("19:00"))
    reports.sign(prison, BEFORE, {}, revision=0, by=officer, note="late")
    assert (words(prison), words(prison, BEFORE)) == (["in time"], ["signed late"])


def test_silence_begins_with_the_cut_off(prison, drill):
    assert words(prison) == ["to be signed"]
    drill(at("18:46"))
    assert words(prison) == ["silent"]
    assert words(prison, known=at("18:00")) == ["to be signed"]


def test_returned_signed_again_and_corrected_are_told_apart(prison, signed, officer, superior, drill):
    drill(at("18:40"))
    reports.give_back(signed, reason="count again", by=superior)
    assert words(prison) == ["returned"]
    reports.sign(prison, DAY, {}, revision=1, by=officer)
    assert words(prison) == ["in time", "was returned"]
    reports.sign(prison, DAY, {}, revision=2, by=officer, reason="one more")
    assert words(prison) == ["in time", "was returned", "corrected"]


def test_a_draft_is_no_signature(prison, officer, count):
    count(held=500, fevers=0)
    reports.save(prison, DAY, {}, revision=0, by=officer)
    assert words(prison) == ["to be signed"]


def test_an_office_owes_no_report(units):
    assert words(units["office"]) == ["none owed"]
    assert words(units["prison"], DAY - timedelta(days=60)) == ["none owed"]


def test_courses_are_those_marked_as_key_else_the_first(prison, count, monkeypatch):
    count(held=500, fevers=0)
    assert [one.indicator.code for one in story.key_courses(prison, BEFORE, DAY)] == ["toy.held", "toy.fevers"]
    monkeypatch.setattr(story, "COURSES", 1)
    assert len(story.key_courses(prison, BEFORE, DAY)) == 1


def test_a_unit_outside_the_lines_has_no_courses(units, count):
    count(held=1)
    assert story.key_courses(units["institute"], BEFORE, DAY) == []


@pytest.fixture
def seen(prison, li):
    """One finding of the day."""
    return assessment.add(prison, DAY, "Two too many.", severity=Severity.ALARM, by=li)


def test_what_was_found_comes_out_of_the_ledger(prison, units, seen):
    assert [(one.finding.day, one.text) for one in story.found(prison, BEFORE, DAY)] == [(DAY, "Two too many.")]
    assert story.found(prison, BEFORE, DAY, at("18:00")) == []
    assert story.found(units["prison-2"], BEFORE, DAY) == []


@pytest.fixture
def owing(prison):
    """`owing("roll", due="18:00", met="18:10")`: something that the prison owes, opened at noon."""

    def make(period, kind="reports.report", due="18:00", met=None, day=DAY):
        return Obligation.objects.create(
            kind=kind, subject=f"org.unit:{prison.pk}", period=period, unit=prison, opens_at=at("06:00", day),
            due_at=at(due, day), met_at=at(met, day) if met else None,
        )  # fmt: skip

    return make


def test_what_is_owed_now_and_what_came_late(prison, owing):
    owing("2020-02-03")
    owing("2020-02-02", met="18:20", day=BEFORE)
    owing("2020-02-01", met="17:00", day=BEFORE)
    now, late = story.owed(prison, BEFORE)
    assert [(one.row.period, one.is_late, one.is_met) for one in now] == [("2020-02-03", True, False)]
    assert [(one.row.period, one.is_late, one.is_met) for one in late] == [("2020-02-02", True, True)]
    assert story.owed(prison, DAY)[1] == []


def test_what_nobody_can_meet_any_more_was_never_done(prison, owing):
    owing("2020-01-30", "assessment.brief", day=DAY - timedelta(days=4))
    now, late = story.owed(prison, DAY - timedelta(days=5))
    assert (now, [one.is_met for one in late]) == ([], [False])
    assert story.owed(prison, BEFORE) == ([], [])


def test_what_was_owed_then_is_owed_then(prison, owing):
    owing("2020-02-03", met="18:20")
    assert [one.is_met for one in story.owed(prison, DAY, at("18:10"))[0]] == [False]
    assert [one.is_met for one in story.owed(prison, DAY)[1]] == [True]


def test_its_superiors_stand_from_the_top(units):
    above = story.superiors(units["ward-1"], DAY)
    assert [unit.code for unit in above["prison"]] == ["department", "prisons", "prison"]
    assert story.superiors(units["department"], DAY)["territory"] == []


def test_who_leads_is_named_but_not_to_an_administrator(prison, leader, officer, auditor):
    assert ("Leader", "所领导甲") in story.people(officer, prison, DAY)
    assert ("Leader on duty", "所领导甲") in story.people(officer, prison, DAY)
    assert ("Leader", "所***") in story.people(auditor, prison, DAY)


def test_the_journal_tells_only_what_the_reader_may_open(prison, signed, officer, keeper):
    assert "reports.signed" in {entry.kind for entry in story.entries(officer, prison)}
    assert "reports.signed" not in {entry.kind for entry in story.entries(keeper, prison)}
    assert not story.entries(officer, prison, at("18:00")).filter(kind="reports.signed").exists()


def test_what_was_done_to_the_unit_is_told_by_day(prison, units):
    org.move(prison, "prison", units["department"], since=DAY + timedelta(days=1), by=SYSTEM)
    told = story.organisation(prison)
    assert [(one.day, [entry.kind for entry in one.entries]) for one in told] == [(DAY, ["org.moved"])]


@pytest.fixture
def page(client, account):
    """`page(officer, "prison")`: the story as that person reads it."""

    def look(person, code, more=""):
        client.force_login(getattr(person, "account", None) or account(person, person.pk.hex))
        client.cookies["django_language"] = "en"
        return client.get(f"/assessment/story/{code}/{more}")

    return look


def test_the_page_of_a_prison_and_of_the_whole(signed, seen, owing, page, officer, bao):
    owing("2020-02-02", met="18:20", day=BEFORE)
    text = page(officer, "prison").text
    assert "in time" in text
    assert "Two too many." in text
    assert page(bao, "department").status_code == 200
    assert page(bao, "ward-1").status_code == 200


def test_others_do_not_find_it(units, page, officer, zhao, bao):
    assert page(zhao, "prison").status_code == 404
    assert page(officer, "prison-2").status_code == 404
    assert page(bao, "institute").status_code == 404


def test_a_closed_unit_s_story_can_be_read(signed, prison, page, bao, drill):
    org.close(prison, day=DAY + timedelta(days=1), by=SYSTEM)
    drill(at("10:00", DAY + timedelta(days=2)))
    answer = page(bao, "prison")
    assert "in time" in answer.text
    assert "is closed" in answer.text


def test_the_sheet_has_the_last_days(signed, bao):
    rows = list(exports.STORY.rows(bao, {"code": "prison"}))
    assert (len(rows), rows[-1][:2]) == (story.DAYS, [DAY, "in time"])
