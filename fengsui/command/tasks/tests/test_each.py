"""Many different tasks at once, by another room's right."""

import pytest

from fengsui.cast import at
from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.actions import Order
from fengsui.command.tasks.models import Task
from fengsui.house import Refused

VERB = "tasks.give"


@pytest.fixture
def give_each(units, li):
    """give_each(("甲", "prison", "20:00"), …): as the duty chief, for a plan."""

    def giving(*rows, by=li, unit="department", **more):
        orders = [Order(text, units[to], at(due), **more) for text, to, due in rows]
        return actions.give_each(units[unit], orders, by=by, verb=VERB, source="plan", about="x.y:1", url="/x/")

    return giving


def test_each_is_its_own(give_each):
    made = give_each(("甲", "prison", "20:00"), ("乙", "prison-2", "21:00"))
    steps = [queries.now(task) for task in made]
    assert [(step.task.text, step.to.code, step.due_at) for step in steps] == [
        ("甲", "prison", at("20:00")), ("乙", "prison-2", at("21:00")),
    ]  # fmt: skip
    assert {(task.source, task.about, task.url) for task in made} == {("plan", "x.y:1", "/x/")}


def test_none_is_none(give_each):
    assert give_each() == []


def test_all_or_none(give_each, officer, keeper):
    with pytest.raises(Refused, match="does not stand below"):
        give_each(("甲", "prison", "20:00"), ("乙", "ward-1", "20:00"))
    with pytest.raises(Refused, match="still to come"):
        give_each(("甲", "prison", "20:00"), ("乙", "prison", "18:00"))
    with pytest.raises(Refused, match="holds no office"):
        give_each(("甲", "prison", "20:00"), person=keeper)
    with pytest.raises(Refused, match="At most 1000"):
        give_each(*[("甲", "prison", "20:00")] * 1001)
    with pytest.raises(Refused, match="give tasks"):
        give_each(("甲", "prison", "20:00"), by=officer)
    assert not Task.objects.exists()


def test_they_are_handed_over_each_to_its_own(give_each, units, officer, li, bao):
    one, two = give_each(("甲", "prison", "20:00"), ("乙", "prison", "20:00"))
    wanted = {one.pk: (units["prison-2"], None), two.pk: (units["prison"], officer)}
    actions.hand_each(wanted, "x", by=li, verb=VERB)
    assert (queries.now(one).to.code, queries.now(two).person) == ("prison-2", officer)
    with pytest.raises(Refused, match="does not stand below"):
        actions.hand_each({one.pk: (units["ward-1"], None)}, "x", by=bao, verb=VERB)


def test_they_are_moved_each_to_its_own_hour(give_each, li):
    one, two = give_each(("甲", "prison", "20:00"), ("乙", "prison", "20:00"))
    actions.move_each({one.pk: at("21:00"), two.pk: at("22:00")}, "x", by=li, verb=VERB)
    assert [queries.now(task).due_at for task in (one, two)] == [at("21:00"), at("22:00")]
    worked = actions.move_each({one.pk: at("18:00")}, "x", by=li, verb=VERB)
    assert "still to come" in worked.refused[0].sentence


def test_they_are_withdrawn_with_one_reason(give_each, li, officer):
    made = give_each(("甲", "prison", "20:00"), ("乙", "prison", "20:00"))
    keys = [task.pk for task in made]
    assert len(actions.withdraw_each(keys, "x", by=officer, verb=VERB).refused) == 2
    assert {step.stage for step in actions.withdraw_each(keys, "x", by=li, verb=VERB).steps} == {"withdrawn"}


def test_twice_with_the_same_words_is_two_acts(give_each, li):
    (one,) = give_each(("甲", "prison", "20:00"))
    for due in ("21:00", "22:00"):
        actions.move_each({one.pk: at(due)}, "x", by=li, verb=VERB)
    assert queries.now(one).due_at == at("22:00")
