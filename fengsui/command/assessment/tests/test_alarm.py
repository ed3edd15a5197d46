"""The alarm that cannot wait: at once to the duty chief, who owes an answer."""

from dataclasses import replace

import pytest

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions
from fengsui.command.assessment.models import Finding
from fengsui.command.assessment.queries.command import answering
from fengsui.ground.checks import queries as checks
from fengsui.ground.clock.actions import tick
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.obligations.queries import link, titles


@pytest.fixture
def urgent(monkeypatch):
    """A missing report cannot wait."""
    one = replace(checks.checks()["reports.silent"], urgent=True)
    made = checks.checks() | {"reports.silent": one}
    monkeypatch.setattr(checks, "checks", lambda: made)


def alarm(hour, drill, unit):
    drill(at(hour))
    tick()
    return Finding.objects.filter(rule="reports.silent", unit=unit).get()


def owed(finding):
    return Obligation.objects.filter(kind="assessment.alarm", subject=finding.about)


def test_the_nearest_duty_chief_above_hears_in_the_same_minute(urgent, prison, superior, li, drill):
    finding = alarm("18:46", drill, prison)
    told = Message.objects.filter(kind="assessment.alarm", url__contains=str(finding.pk))
    assert [one.recipient for one in told] == [superior]
    row = owed(finding).get()
    assert (row.unit.code, row.opens_at, row.due_at) == ("prisons", at("18:46"), at("19:01"))
    assert link(row) == f"/assessment/finding/{finding.pk}/"
    assert "18:45" in titles([row])[row.pk]


def test_without_one_there_the_next_above_answers(urgent, prison, li, drill):
    finding = alarm("18:46", drill, prison)
    assert owed(finding).get().unit.code == "department"


def test_with_none_at_all_the_gap_is_seen_at_the_top(units, prison):
    assert answering([prison.pk])[prison.pk].unit_id == units["department"].pk
    assert answering([prison.pk])[prison.pk].persons == []


def test_it_reaches_also_at_night(urgent, prison, superior, drill):
    finding = alarm("23:50", drill, prison)
    assert Message.objects.filter(kind="assessment.alarm", url__contains=str(finding.pk)).exists()


def test_taking_it_in_hand_answers_it(urgent, prison, superior, drill):
    finding = alarm("18:46", drill, prison)
    actions.take(finding, by=superior)
    tick()
    assert owed(finding).get().met_by == superior


def test_what_holds_again_by_itself_is_no_longer_owed(urgent, prison, superior, officer, drill):
    from fengsui.command.reports import actions as reports

    finding = alarm("18:46", drill, prison)
    reports.sign(prison, DAY, {}, revision=0, by=officer, note="—")
    drill(at("18:48"))
    tick()
    drill(at("18:49"))
    tick()
    assert owed(finding).get().void_at is not None


def test_what_comes_again_is_owed_again(urgent, prison, superior, officer, drill):
    from fengsui.command.reports import actions as reports

    finding = alarm("18:46", drill, prison)
    actions.take(finding, by=superior)
    reports.sign(prison, DAY, {}, revision=0, by=officer, note="—")
    drill(at("18:48"))
    tick()
    reports.give_back(prison.reports.get(day=DAY), reason="check ward 3", by=superior)
    drill(at("18:50"))
    tick()
    assert {(row.period, row.met_at is None) for row in owed(finding)} == {("1", False), ("2", True)}


def test_nothing_urgent_disturbs_nobody(units, superior, drill):
    drill(at("18:46"))
    tick()
    assert not Message.objects.filter(kind="assessment.alarm").exists()
