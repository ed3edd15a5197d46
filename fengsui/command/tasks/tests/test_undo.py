"""One's own last step is taken back while nobody has done anything since."""

import pytest

from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.tests.conftest import stage
from fengsui.command.tasks.tests.test_review import owed
from fengsui.house import Refused


def test_a_result_sent_too_early_is_taken_back(done, officer):
    actions.undo(done, queries.now(done).pk, by=officer)
    assert (stage(done), owed().count(), owed("tasks.review").count()) == ("given", 1, 0)
    assert queries.now(done).result == ""


def test_so_is_closing_and_giving_back_and_withdrawing(done, li):
    for act in (actions.accept, actions.give_back, actions.withdraw):
        step = act(done, "x", by=li)
        actions.undo(done, step.pk, by=li)
        assert (stage(done), owed().count(), owed("tasks.review").count()) == ("done", 0, 1)


def test_not_somebody_elses_not_twice_and_not_the_giving(give, officer, leader, li):
    task = give()
    first = queries.now(task).pk
    with pytest.raises(Refused, match="since"):
        actions.undo(task, first, by=li)
    step = actions.begin(task, by=officer)
    with pytest.raises(Refused, match="since"):
        actions.undo(task, step.pk, by=leader)
    for _n in range(2):  # a second click
        actions.undo(task, step.pk, by=officer)
    assert [one.deed for one in queries.steps(task)] == ["undone", "begun", "given"]
