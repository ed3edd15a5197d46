"""The ledger: found, still failing, passed, over, found again; and what a look that is cut off leaves."""

from datetime import timedelta

import pytest
from django.utils import translation

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions
from fengsui.command.assessment.actions import looking
from fengsui.command.assessment.models import Finding, Observation, Snapshot, Wording
from fengsui.command.assessment.queries import became, one, rows
from fengsui.command.reports import actions as reports
from fengsui.ground.checks import queries as checks
from fengsui.ground.clock.actions import tick
from fengsui.ground.org.queries import tree

TOMORROW = DAY + timedelta(days=1)


def ledger(rule, **only):
    return Finding.objects.filter(rule=rule, **only)


@pytest.fixture
def silent(units, drill):
    """The prison has not signed, and that was found at 18:46."""
    drill(at("18:46"))
    actions.look(DAY)
    return ledger("reports.silent", unit=units["prison"]).get()


def sign(prison, officer, hour, drill):
    drill(at(hour))
    reports.sign(prison, DAY, {}, revision=0, by=officer, note="—")


def test_what_fails_is_found_once(silent):
    actions.look(DAY)
    assert ledger("reports.silent", unit=silent.unit).count() == 1
    assert (silent.found_at, silent.day, one(silent).state) == (at("18:46"), DAY, "found")


def test_it_passes_when_its_check_holds_again(silent, officer, drill):
    sign(silent.unit, officer, "18:50", drill)
    actions.look(DAY)
    silent.refresh_from_db()
    assert (silent.passed_at, one(silent).state_word) == (at("18:50"), "holds again")


def test_as_known_before_it_is_still_open(silent, officer, drill):
    sign(silent.unit, officer, "18:50", drill)
    actions.look(DAY)
    assert one(silent, at("18:48")).state == "found"
    nodes = tree("territory", DAY, silent.unit)
    assert "reports.silent" in {row.check for row in rows(DAY, nodes, at("18:48")) if row.is_open}
    assert rows(DAY, nodes, at("18:40")) == []


def test_a_report_signed_the_next_day_mends_the_day_before(silent, officer, drill):
    drill(at("07:00", TOMORROW))
    tick()
    silent.refresh_from_db()
    assert silent.passed_at is None
    drill(at("08:00", TOMORROW))
    reports.sign(silent.unit, DAY, {}, revision=0, by=officer, note="—")
    drill(at("08:01", TOMORROW))
    tick()
    silent.refresh_from_db()
    assert silent.passed_at == at("08:01", TOMORROW)


def test_it_can_be_asked_again_at_once(silent, officer, drill):
    assert not actions.look_again(silent)
    sign(silent.unit, officer, "18:50", drill)
    assert actions.look_again(silent)
    assert actions.look_again(silent)


def test_what_passed_and_fails_again_the_same_day_is_the_same_finding(silent, officer, superior, drill):
    sign(silent.unit, officer, "18:50", drill)
    actions.look(DAY)
    report = silent.unit.reports.get(day=DAY)
    reports.give_back(report, reason="check ward 3", by=superior)
    drill(at("18:55"))
    actions.look(DAY)
    row = one(ledger("reports.silent", unit=silent.unit).get())
    assert (row.state, row.last("again").at) == ("found", at("18:55"))


def test_what_only_happened_is_over_with_its_day(units, prison, officer, drill):
    sign(prison, officer, "18:50", drill)
    actions.look(DAY)
    drill(at("00:05", TOMORROW))
    tick()
    late = ledger("reports.late", unit=prison).get()
    assert (late.over, one(late).state_word) == (True, "over with its day")


def test_a_standing_rule_waits_for_a_day_that_can_be_answered_for(units, prison, count, drill):
    count(held=500, fevers=3)
    actions.look(DAY)
    drill(at("00:05", TOMORROW))
    tick()
    beyond = ledger("assessment.threshold").get()
    assert beyond.passed_at is None  # the new day has no number yet: it is not zero
    count(day=TOMORROW, held=500, fevers=3)
    drill(at("09:00", TOMORROW))
    tick()
    beyond.refresh_from_db()
    assert (beyond.day, beyond.last, ledger("assessment.threshold").count()) == (DAY, TOMORROW, 1)
    count(day=TOMORROW, held=500, fevers=1)
    assert actions.look_again(beyond)


def test_what_it_said_before_is_kept(units, count, drill):
    count(held=500, fevers=3)
    actions.look(DAY)
    drill(at("18:40"))
    count(held=500, fevers=5)
    actions.look(DAY)
    beyond = ledger("assessment.threshold").get()
    assert "5" in one(beyond).text
    assert "3" in one(beyond, at("18:35")).text
    with translation.override("zh-hans"):
        assert one(beyond).text != Wording.objects.get().text["en"]


def test_a_jump_over_the_cutoff_and_over_days_looks_at_each(units, drill):
    tick()
    drill(at("12:00", DAY + timedelta(days=3)))
    tick()
    days = set(ledger("reports.silent", unit=units["prison"]).values_list("day", flat=True))
    assert days == {DAY, TOMORROW, DAY + timedelta(days=2)}


def test_whoever_signs_in_the_same_moment_does_not_look_again(units, monkeypatch):
    looking.refresh(DAY)
    monkeypatch.setattr(checks, "failures", lambda _day: pytest.fail("looked again"))
    looking.refresh(DAY)


def test_whoever_signs_after_an_entry_looks_again(silent, prison, officer):
    reports.sign(prison, DAY, {}, revision=0, by=officer, note="—")
    looking.refresh(DAY)
    silent.refresh_from_db()
    assert silent.passed_at is not None


def test_a_look_that_is_cut_off_leaves_nothing(units, drill, monkeypatch):
    drill(at("18:46"))
    monkeypatch.setattr(looking, "_show", lambda _snapshot: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.look(DAY)
    assert not Finding.objects.exists()
    assert not Snapshot.objects.exists()


def test_what_became_of_yesterday(silent, officer, drill):
    sign(silent.unit, officer, "18:50", drill)
    actions.look(DAY)
    drill(at("09:00", TOMORROW))
    nodes = tree("territory", TOMORROW, silent.unit)
    assert {(row.check, row.state) for row in became(TOMORROW, nodes)} >= {("reports.silent", "passed")}


def test_what_is_open_from_before_stays_on_the_list(silent, drill):
    drill(at("09:00", TOMORROW))
    tick()
    open_ = [row for row in rows(TOMORROW, tree("territory", TOMORROW, silent.unit)) if row.check == "reports.silent"]
    assert [row.finding.pk for row in open_] == [silent.pk]


def test_the_first_day_and_a_day_without_anything_are_looked_through_too(drill):
    actions.look(DAY)
    assert Snapshot.objects.get().at == at("18:30")
    assert not Finding.objects.exists()


def test_what_was_kept_for_pages_is_written_anew_only_when_it_changed(units, count, drill):
    drill(at("18:46"))
    actions.look(DAY)
    before = set(Observation.objects.values_list("pk", flat=True))
    drill(at("18:47"))
    actions.look(DAY)
    assert set(Observation.objects.values_list("pk", flat=True)) == before
    count(held=500, fevers=3)
    actions.look(DAY)
    assert before.isdisjoint(Observation.objects.values_list("pk", flat=True))


def test_a_check_that_no_room_declares_any_more_keeps_its_name(silent, monkeypatch):
    Finding.objects.filter(pk=silent.pk).update(rule="gone.rule")
    silent.refresh_from_db()
    assert one(silent).rule == "gone.rule"
    assert not actions.look_again(silent)
