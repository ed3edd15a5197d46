"""One act on many: what can be done is done, what not is said; the queries do not grow."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import REMEMBERED, at
from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.actions import Change
from fengsui.command.tasks.models import Deed, Stage, Step, Task
from fengsui.command.tasks.tests.conftest import stage
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


def change(tasks, deed, by, note="x", **more):
    return actions.change_many([task.pk for task in tasks], Change(deed, note, **more), by=by)


def test_what_can_be_closed_is_and_what_not_says_why(give, done, silent, officer, li):
    actions.finish(silent, "x", by=officer)
    worked = change([done, silent, give()], Deed.CLOSED, li)
    assert [step.task for step in worked.steps] == [done]
    assert sorted(one.sentence[:20] for one in worked.refused) == ["The check that this ", "This task is “not be"]


def test_without_the_right_nothing_is_done(give, keeper):
    worked = change([give(), give(text="b")], Deed.DONE, keeper)
    assert (len(worked.steps), len(worked.refused), Step.objects.count()) == (0, 2, 2)
    assert "You cannot" in worked.refused[0].sentence


def test_every_act(give, units, officer, li):
    tasks = [give(), give(text="b")]
    for deed, by, more in (
        (Deed.MOVED, li, {"due_at": at("21:00")}), (Deed.HANDED, li, {"to": units["prison-2"]}),
        (Deed.HANDED, li, {"to": units["prison"]}), (Deed.DONE, officer, {}), (Deed.RETURNED, li, {}),
        (Deed.WITHDRAWN, li, {}),
    ):  # fmt: skip
        assert len(change(tasks, deed, by, **more).steps) == 2
    assert stage(tasks[0]) == "withdrawn"


@pytest.mark.parametrize("deed", ["moved", "handed", "dance", ""])
def test_an_act_that_says_too_little(give, li, deed):
    with pytest.raises(Refused, match="Choose what to do"):
        change([give()], deed, li)


def test_at_least_one_at_most_a_thousand(li):
    with pytest.raises(Refused, match="at least one"):
        change([], Deed.CLOSED, li)
    with pytest.raises(Refused, match="At most 1000"):
        change([Task()] * 1001, Deed.CLOSED, li)


def test_a_second_click_does_nothing_more(done, li):
    for _n in range(2):
        assert len(change([done], Deed.CLOSED, li).steps) == 1
    assert Step.objects.filter(deed="closed").count() == 1


def made(units, n):
    """So many tasks that the prison finished, written at once."""
    tasks = Task.objects.bulk_create(Task(unit=units["department"], text=f"t{i}", source="own") for i in range(n))
    common = {"giver": units["department"], "to": units["prison"], "due_at": at("20:00"), "opened_at": at("18:00")}
    now = {"at": at("18:00"), "known_at": at("18:00"), "deed": Deed.DONE, "stage": Stage.DONE, "result": "x"}
    Step.objects.bulk_create(Step(task=task, done_at=at("18:10"), **common, **now) for task in tasks)
    return tasks


def cost(act):
    with CaptureQueriesContext(connection) as caught:
        act()
    return len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)])


def test_a_thousand_cost_as_many_queries_as_ten(units, li):
    few, many = made(units, 10), made(units, 1000)
    change(made(units, 1), Deed.CLOSED, li)  # what is remembered of the person does not count
    assert cost(lambda: change(few, Deed.CLOSED, li)) == cost(lambda: change(many, Deed.CLOSED, li))
    assert Step.objects.as_known().filter(stage="closed").count() == 1011


def test_a_thousand_given_back_are_owed_again(units, li):
    few, many = made(units, 10), made(units, 1000)
    later = at("20:00") + timedelta(hours=1)
    costs = [cost(lambda some=some: change(some, Deed.RETURNED, li, due_at=later)) for some in (few[:5], few[5:], many)]
    assert costs[1] == costs[2]
    assert Obligation.objects.filter(kind="tasks.task", due_at=later, met_at__isnull=True).count() == 1010
    assert queries.now(many[0]).turn == 2


def test_many_at_once_are_one_note(units, li, officer):
    from fengsui.ground.messages.models import Message

    change(made(units, 5), Deed.WITHDRAWN, li)
    assert Message.objects.get(recipient=officer).data["n"] == 5
