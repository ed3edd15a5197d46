"""A paper is concluded with a result, not while its tasks are open unless a reason is said."""

import pytest

from fengsui.cast import at
from fengsui.command.incoming import actions, queries
from fengsui.command.incoming.models import Step
from fengsui.command.incoming.tests.conftest import owed, stage
from fengsui.ground.journal.models import Entry
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


def test_with_a_result_and_what_was_owed_is_met(instructed, li):
    paper = instructed(due_at=at("21:00"))
    actions.conclude(paper, "已传达学习。", by=li)
    assert (stage(paper), queries.now(paper).note, queries.now(paper).is_open) == ("concluded", "已传达学习。", False)
    assert not owed("incoming.conclude")
    assert Obligation.objects.get(kind="incoming.conclude").met_by == li
    with pytest.raises(Refused, match="without a result"):
        actions.conclude(paper, "", by=li)


def test_not_while_tasks_are_open_without_a_reason(instructed, task, li, officer):
    from fengsui.command.tasks import actions as tasks

    paper = instructed()
    made = task(paper)
    tasks.finish(made, "已核查。", by=officer)
    with pytest.raises(Refused, match="1 task from this paper") as refused:
        actions.conclude(paper, "x", by=li)
    assert refused.value.field == "reason"
    actions.conclude(paper, "x", reason="由监狱另行报告。", by=li)
    assert queries.now(paper).reason == "由监狱另行报告。"
    assert Entry.objects.get(kind="incoming.concluded").data["open"] == 1


def test_once_its_tasks_are_closed(instructed, task, li, officer, bao):
    from fengsui.command.tasks import actions as tasks

    paper = instructed()
    made = task(paper)
    tasks.finish(made, "已核查。", by=officer)
    tasks.accept(made, by=bao)
    actions.conclude(paper, "x", reason="not kept", by=li)
    assert (stage(paper), queries.now(paper).reason) == ("concluded", "")


def test_a_second_click_and_too_early(instructed, register, li):
    paper = instructed()
    for _n in range(2):
        actions.conclude(paper, "x", by=li)
    assert Step.objects.filter(deed="concluded").count() == 1
    with pytest.raises(Refused, match="to be proposed"):
        actions.conclude(register(), "x", by=li)
