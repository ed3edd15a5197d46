"""A wrong entry is void and keeps its number."""

import pytest

from fengsui.command.incoming import actions, queries
from fengsui.command.incoming.models import Step
from fengsui.command.incoming.tests.conftest import owed, stage
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def test_its_number_stays_taken_and_nothing_is_owed(register, li):
    paper = register()
    for _n in range(2):
        actions.void(paper, "登记有误", by=li)
    assert (stage(paper), register().number, Step.objects.filter(deed="voided").count()) == ("void", 2, 1)
    assert owed("incoming.propose").count() == 1
    assert Entry.objects.get(kind="incoming.voided").data["reason"] == "登记有误"


def test_it_is_no_twin_any_more(register, li, units):
    paper = register(number="1")
    actions.void(paper, "登记有误", by=li)
    assert queries.twins(units["department"], "测试部", "1", "") == []


def test_with_a_reason_before_it_is_concluded_and_without_tasks(register, instructed, task, li):
    with pytest.raises(Refused, match="what was wrong"):
        actions.void(register(), " ", by=li)
    paper = instructed()
    task(paper)
    with pytest.raises(Refused, match="withdraw them first"):
        actions.void(paper, "x", by=li)
    actions.conclude(paper, "x", reason="x", by=li)
    with pytest.raises(Refused, match="concluded"):
        actions.void(paper, "x", by=li)
