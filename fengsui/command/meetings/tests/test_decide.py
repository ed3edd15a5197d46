"""One line each: text, @units, by when; each unit has it as a task, and it can be taken back."""

import pytest

from fengsui.cast import at, at_once
from fengsui.command.meetings import actions
from fengsui.command.meetings.models import Decision
from fengsui.command.meetings.tests.conftest import NINE, TOMORROW
from fengsui.command.tasks import actions as tasks
from fengsui.command.tasks import queries
from fengsui.command.tasks.models import Task
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

LATER = at("18:00", TOMORROW)


@pytest.fixture
def decide(morning, bao, units):
    def deciding(text="核查双岗", *to, **more):
        return actions.decide(morning, text, units=[units[code] for code in to], by=bao, **({"due_at": LATER} | more))

    return deciding


def test_several_units_several_tasks_traceable_both_ways(decide, morning, units):
    made = decide("核查双岗", "prison", "centre")
    rows = list(Task.objects.order_by("pk"))
    assert {row.about for row in rows} == {made.about}
    assert rows[0].url == f"/meetings/{morning.pk}/#decision-1"
    assert {row.task_id for row in made.assigned.all()} == {row.pk for row in rows}


def test_a_mere_decision_gives_nothing(decide):
    assert (decide(due_at=None).given_at, Task.objects.count()) == (None, 0)


def test_without_an_hour_the_usual_one(decide, morning):
    assert decide("x", "prison", due_at=None).due_at == LATER


def test_a_second_click_decides_once(decide):
    key = uuid7()
    assert decide("x", "prison", key=key) == decide("x", "prison", key=key)
    assert Task.objects.count() == 1


def test_left_for_closing_then_given(decide, bao, morning):
    made = decide("x", "prison", now=False)
    assert Task.objects.count() == 0
    for _n in range(2):
        actions.give(made, by=bao)
    assert Task.objects.count() == 1
    assert actions.give(decide(), by=bao).given_at is None  # nobody is to do it


def test_taken_back_with_its_tasks(decide, bao):
    made = decide("x", "prison", "prison-2")
    tasks.withdraw(Task.objects.first(), "x", by=bao)
    for _n in range(2):
        actions.take_back(made, by=bao)
    assert {queries.now(task).stage for task in Task.objects.all()} == {"withdrawn"}
    assert actions.take_back(decide(), by=bao).taken_by == bao


def test_not_once_a_task_is_closed(decide, bao, officer):
    made = decide("x", "prison")
    tasks.finish(Task.objects.get(), "已办", by=officer)
    tasks.accept(Task.objects.get(), "", by=bao)
    with pytest.raises(Refused, match="closed with a result"):
        actions.take_back(made, by=bao)


@pytest.mark.parametrize(
    ("to", "more", "said"),
    [
        (("institute",), {}, "does not stand below"), (("prison",), {"due_at": at("09:00", TOMORROW)}, "still to come"),
        ((), {"text": " "}, "what was decided"), ((), {"text": "x" * 1001}, "at most 1000"),
    ],
)  # fmt: skip
def test_what_cannot_be(decide, to, more, said):
    with pytest.raises(Refused, match=said):
        decide(more.pop("text", "x"), *to, **more)


def test_too_many_units(morning, bao, units):
    with pytest.raises(Refused, match="At most 200"):
        actions.decide(morning, "x", units=[units["prison"]] * 201, by=bao)


def test_two_at_once_have_two_numbers(transactional_db, decide):
    at_once(lambda: decide("甲", "prison"), lambda: decide("乙", "prison"))
    assert sorted(Decision.objects.values_list("number", flat=True)) == [1, 2]


def test_a_question_to_a_facility(evening, superior, units):
    made = actions.ask(evening, units["prison"], "点名为何迟报", by=superior)
    assert (made.sort, Task.objects.get().text) == ("question", "点名为何迟报")
    with pytest.raises(Refused, match="not on the roll"):
        actions.ask(evening, units["centre"], "x", by=superior)


def test_nobody_else_decides(morning, officer):
    with pytest.raises(Refused, match="cannot"):
        actions.decide(morning, "x", by=officer)


__all__ = ["NINE"]
