"""Tasks from a paper."""

from uuid import uuid4

import pytest

from fengsui.command.incoming import actions, queries
from fengsui.command.incoming.models import Paper
from fengsui.command.incoming.tests.conftest import stage
from fengsui.command.tasks import queries as tasks
from fengsui.command.tasks.models import Task
from fengsui.house import Refused


def test_a_task_leads_back_to_its_paper(instructed, task, officer):
    paper = instructed()
    made = task(paper)
    assert (made.about, made.url, made.source, made.source_note) == (
        paper.about, f"/incoming/{paper.pk}/", "incoming", "收〔2020〕1号",
    )  # fmt: skip
    assert [row.step.task for row in tasks.about(paper.about, officer)] == [made]
    assert (stage(paper), queries.now(paper).about) == ("undertaken", made.subject)


def test_its_unit_and_those_that_help_see_the_paper(instructed, task, units, keeper, superior):
    paper = instructed()
    task(paper, to=units["prisons"], helpers=[units["centre"]])
    assert Paper.objects.visible_to(superior).get() == Paper.objects.visible_to(keeper).get() == paper


def test_several_and_sent_twice(instructed, task):
    paper, key = instructed(), uuid4()
    assert task(paper, key=key) == task(paper, key=key)
    task(paper)
    assert (Task.objects.count(), queries.open_tasks(paper)) == (2, 2)


def test_not_before_an_instruction_and_only_by_the_unit(register, instructed, task, officer):
    with pytest.raises(Refused, match="to be proposed"):
        task(register())
    with pytest.raises(Refused, match="You cannot"):
        task(instructed(), by=officer)


def test_a_task_that_is_refused_changes_nothing(instructed, units, li):
    from fengsui.cast import at

    paper = instructed()
    with pytest.raises(Refused):
        actions.undertake(paper, "x", to=units["prison"], due_at=at("18:00"), by=li)
    assert stage(paper) == "instructed"
