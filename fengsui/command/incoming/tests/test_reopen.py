"""A concluded paper is opened again."""

import pytest

from fengsui.cast import at
from fengsui.command.incoming import actions, queries
from fengsui.command.incoming.models import Step
from fengsui.command.incoming.tests.conftest import owed
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


@pytest.fixture
def concluded(instructed, li):
    paper = instructed(due_at=at("21:00"))
    actions.conclude(paper, "x", by=li)
    return paper


def test_it_is_owed_anew_and_what_was_met_stays(concluded, li, units):
    for _n in range(2):
        actions.reopen(concluded, "结果不实", by=li)
    step = queries.now(concluded)
    assert (step.stage, step.turn, step.to, step.due_at) == ("instructed", 2, units["prison"], at("21:00"))
    assert owed("incoming.conclude").count() == 1
    assert Obligation.objects.filter(kind="incoming.conclude").count() == 2
    assert Step.objects.count() == 4


def test_an_hour_that_is_over_does_not_hold(concluded, li, drill):
    drill(at("22:00"))
    actions.reopen(concluded, "结果不实", by=li)
    assert queries.now(concluded).due_at is None


def test_with_another_hour_and_a_reason(concluded, li):
    with pytest.raises(Refused, match="opened again"):
        actions.reopen(concluded, "", by=li)
    actions.reopen(concluded, "结果不实", due_at=at("23:00"), by=li)
    assert queries.now(concluded).due_at == at("23:00")


def test_only_what_was_concluded(instructed, li):
    with pytest.raises(Refused, match="to be carried out"):
        actions.reopen(instructed(), "x", by=li)
