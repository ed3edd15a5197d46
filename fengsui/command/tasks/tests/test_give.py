"""A task is given: by whom, to whom, what is refused, and what follows at once."""

from uuid import uuid4

import pytest
from django.db.utils import DatabaseError

from fengsui.cast import at
from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.models import Helper, Step, Task
from fengsui.command.tasks.tests.conftest import TEXT
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations import queries as obligations
from fengsui.house import Refused


def test_the_unit_owes_it_at_once_and_is_told(give, officer, units):
    task = give()
    mine, _later = obligations.mine(officer)
    assert [(row.subject, row.due_at) for row in mine if row.kind == "tasks.task"] == [(task.subject, at("20:00"))]
    assert obligations.titles(mine)[mine[0].pk] == f"Task: {TEXT}"
    assert Message.objects.get(kind="tasks.given").recipient == officer
    assert Entry.objects.get(kind="tasks.given").data["to"] == units["prison"].pk


def test_along_any_line_in_which_the_giver_stands_above(give, superior, bureau):
    assert give("prison", unit="prisons", by=superior)
    assert give("centre", unit="league", by=bureau)
    assert give("office", unit="league", by=bureau)


@pytest.mark.parametrize("to", ["centre", "institute", "ward-1", "department", "league"])
def test_who_does_not_stand_below_is_given_none(give, superior, to):
    with pytest.raises(Refused) as refused:
        give(to, unit="prisons", by=superior)
    assert (refused.value.code, refused.value.field) == ("tasks.reach", "to")


def test_only_in_the_name_of_ones_own_unit(give, officer, zhao, bureau, leader):
    for person in (officer, zhao, bureau):
        with pytest.raises(Refused, match="You cannot"):
            give(by=person)
    with pytest.raises(Refused, match="You cannot"):
        give(unit="prison-2", to="prison-2", by=leader)
    assert give(unit="prison", to="prison", by=leader)


def test_it_has_words_an_hour_to_come_and_a_page_of_this_house(give):
    for wrong in ({"text": " "}, {"text": "x" * 1001}, {"due": "18:00"}, {"url": "//elsewhere.example"}):
        with pytest.raises(Refused):
            give(**wrong)
    assert not Task.objects.exists()


def test_sent_twice_it_is_given_once(give):
    key = uuid4()
    assert give(key=key).pk == give(key=key).pk
    assert Step.objects.count() == 1


def test_a_person_is_named_who_can_do_it(give, officer, keeper):
    assert queries.now(give(person=officer)).person == officer
    assert Message.objects.get(kind="tasks.given").recipient == officer
    with pytest.raises(Refused, match="holds no office"):
        give(person=keeper)


def test_units_that_help_see_it(give, units, keeper):
    task = give(helpers=[units["centre"], units["prison"]])
    assert [helper.unit.code for helper in Helper.objects.all()] == ["centre"]
    assert Task.objects.visible_to(keeper).get() == task


def test_who_helps_stands_below_too(give, units, superior):
    with pytest.raises(Refused) as refused:
        give(unit="prisons", by=superior, helpers=[units["centre"]])
    assert refused.value.field == "helpers"


def test_several_units_are_given_one_each(units, li):
    made = actions.give_many(
        units["department"], TEXT, to=[units["prison"], units["prison-2"]], due_at=at("20:00"), by=li
    )
    assert sorted(queries.now(task).to.code for task in made) == ["prison", "prison-2"]
    with pytest.raises(Refused, match="Choose the responsible unit"):
        actions.give_many(units["department"], TEXT, to=[], due_at=at("20:00"), by=li)
    with pytest.raises(Refused, match="At most 200"):
        actions.give_many(units["department"], TEXT, to=[units["prison"]] * 201, due_at=at("20:00"), by=li)


def test_it_knows_what_it_comes_from(give):
    assert give(about="assessment.finding:1").source == "finding"
    assert give(source="telephone", source_note="18:20").source == "telephone"
    assert give().source == "own"


def test_what_was_given_is_never_changed(give):
    task = give()
    with pytest.raises(DatabaseError):
        Task.objects.filter(pk=task.pk).update(text="another")


def test_a_step_is_never_changed(give):
    give()
    with pytest.raises(DatabaseError):
        Step.objects.update(note="another")


def test_either_side_and_those_above_see_it(give, bao, superior, officer, leader, bureau, zhao, keeper):
    give()
    seen = [bool(Task.objects.visible_to(person)) for person in (bao, superior, officer, leader, bureau, zhao, keeper)]
    assert seen == [True, True, True, True, False, False, False]
