"""Another hour, another person, another unit."""

import pytest

from fengsui.cast import at
from fengsui.command.tasks import actions, queries
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


def test_the_hour_is_moved_and_the_old_one_stays_in_the_history(give, li, officer):
    task = give()
    actions.move(task, at("22:00"), "路况不好", by=li)
    assert Obligation.objects.get(kind="tasks.task").due_at == at("22:00")
    assert Entry.objects.get(kind="tasks.moved").data == {"before": "2020-02-03 20:00", "due": "2020-02-03 22:00"}
    assert Message.objects.get(kind="tasks.moved").recipient == officer
    assert [step.due_at for step in queries.steps(task)] == [at("22:00"), at("20:00")]


def test_with_a_reason_and_to_an_hour_to_come(give, li, officer):
    task = give()
    with pytest.raises(Refused, match="Say why"):
        actions.move(task, at("22:00"), "", by=li)
    with pytest.raises(Refused, match="still to come"):
        actions.move(task, at("18:00"), "x", by=li)
    with pytest.raises(Refused, match="You cannot"):
        actions.move(task, at("22:00"), "x", by=officer)


def test_what_is_over_has_no_hour_to_move(done, li):
    with pytest.raises(Refused, match="to be reviewed"):
        actions.move(done, at("22:00"), "x", by=li)


def test_the_unit_names_one_of_its_own(give, officer, leader, keeper):
    task = give()
    actions.hand_over(task, person=officer, by=leader)
    assert queries.now(task).person == officer
    with pytest.raises(Refused, match="holds no office"):
        actions.hand_over(task, person=keeper, by=leader)
    actions.hand_over(task, by=leader)
    assert queries.now(task).person is None


def test_the_giver_hands_it_to_another_unit_which_owes_it_then(give, units, li):
    task = give()
    actions.hand_over(task, "属地负责", to=units["prison-2"], by=li)
    assert Obligation.objects.get(kind="tasks.task").unit.code == "prison-2"
    with pytest.raises(Refused, match="does not stand below"):
        actions.hand_over(task, to=units["institute"], by=li)


def test_the_responsible_unit_hands_it_down_and_nowhere_else(give, units, superior):
    task = give("prisons")
    with pytest.raises(Refused) as refused:
        actions.hand_over(task, to=units["centre"], by=superior)
    assert refused.value.code == "tasks.reach"
    actions.hand_over(task, to=units["prison"], by=superior)
    assert queries.now(task).to.code == "prison"


def test_nobody_else_hands_it_over(give, units, officer, keeper):
    task = give()
    for person, more in ((keeper, {}), (officer, {"to": units["prison-2"]})):
        with pytest.raises(Refused, match="You cannot"):
            actions.hand_over(task, by=person, **more)
