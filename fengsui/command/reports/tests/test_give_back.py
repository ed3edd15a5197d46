import pytest

from fengsui.cast import DAY
from fengsui.command.reports import actions
from fengsui.command.reports.queries import sheet
from fengsui.ground.indicators.queries import numbers as stored
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.actions import replan
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


def test_a_superior_returns_a_report_with_a_reason(signed, prison, superior, officer):
    actions.give_back(signed, reason="the count of ward 2 is missing", by=superior)
    assert sheet(prison, DAY).stage == "returned"
    assert Message.objects.get(recipient=officer).data["reason"] == "the count of ward 2 is missing"


def test_a_returned_report_counts_as_unconfirmed_and_is_owed_again(prison, officer, count, superior):
    replan()
    count(held=500, fevers=0)
    report = actions.sign(prison, DAY, {}, revision=0, by=officer)
    actions.give_back(report, reason="look again", by=superior)
    assert stored(prison.pk, DAY, DAY)[DAY].confirmed_at is None
    assert Obligation.objects.get(unit=prison, kind="reports.report", period="2020-02-03").met_at is None


def test_a_returned_report_can_be_signed_again(signed, prison, officer, superior):
    actions.give_back(signed, reason="look again", by=superior)
    actions.sign(prison, DAY, {}, revision=1, by=officer)
    assert [step.stage for step in sheet(prison, DAY).steps] == ["signed", "returned", "signed"]


def test_returning_takes_a_reason(signed, superior):
    with pytest.raises(Refused, match="what is wrong"):
        actions.give_back(signed, reason=" ", by=superior)


def test_only_a_signed_report_is_returned(signed, superior):
    actions.give_back(signed, reason="look again", by=superior)
    with pytest.raises(Refused, match="Only a signed"):
        actions.give_back(signed, reason="and again", by=superior)


def test_a_prison_does_not_review_itself(signed, leader, officer, bureau):
    for person in (leader, officer, bureau):
        with pytest.raises(Refused, match="You cannot"):
            actions.give_back(signed, reason="no", by=person)


def test_a_report_that_the_system_signed_is_returned_to_nobody_in_person(prison, count, superior):
    from fengsui.ground.org.scope import SYSTEM

    count(held=500, fevers=0)
    report = actions.sign(prison, DAY, {}, revision=0, by=SYSTEM)
    assert sheet(prison, DAY).last.stage == "signed"
    actions.give_back(report, reason="look again", by=superior)
    assert not Message.objects.exists()
