"""Whole stories through the pages: from a finding to its end; a unit merged while its task runs."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, _person, at
from fengsui.command.tasks import queries
from fengsui.command.tasks.models import Task
from fengsui.command.tasks.tests.conftest import TEXT, stage
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM

TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def finding(units, drill):
    """The prison has not signed."""
    from fengsui.command.assessment import actions
    from fengsui.command.assessment.models import Finding

    drill(at("18:46"))
    actions.look(DAY)
    return Finding.objects.get(rule="reports.silent", unit=units["prison"])


def do(ask, task, deed, **typed):
    return ask(f"/tasks/{task.pk}/do/", {"do": deed, **{f"{deed}-{key}": value for key, value in typed.items()}})


def test_a_task_from_a_finding_closes_only_when_the_check_holds_again(browse, finding, units, li, officer):
    from fengsui.command.assessment import actions as assessment
    from fengsui.command.reports import actions as reports

    path = f"/assessment/finding/{finding.pk}/"
    typed = {"tasked-note": "补报晚报告", "tasked-unit": units["prison"].pk, "tasked-due": "2020-02-03T20:00"}
    browse(li)(f"{path}handle/", {"do": "tasked", **typed})
    task = Task.objects.get()
    assert f"/tasks/{task.pk}/" in browse(li)(path).text
    do(browse(officer), task, "done", note="正在补报。")
    assert "still fails" in do(browse(li), task, "closed").text
    reports.sign(units["prison"], DAY, {}, revision=0, by=officer, note="—")
    assessment.look(DAY)
    assert "The check holds again" in browse(li)(f"/tasks/{task.pk}/check/").text
    assert "Closed, with its result." in do(browse(li), task, "closed").text
    assert (stage(task), "closed" in browse(li)(path).text) == ("closed", True)


def test_merged_while_it_runs_the_successor_sees_it_and_finishes_it(browse, give, units, officer, li, drill):
    from fengsui.command.tasks.settling import settle

    heir = _person(units, "民警丙", "prison-2", "officer")
    task = give(due="23:00")
    do(browse(officer), task, "reported", note="一监区已到位", percent="50")
    org.merge([units["prison"]], units["prison-2"], since=TOMORROW, by=SYSTEM)
    drill(at("08:00", TOMORROW))
    settle(at("08:00", TOMORROW), at("08:00", TOMORROW))
    assert TEXT in browse(heir)("/").text
    page = browse(heir)(f"/tasks/{task.pk}/").text
    assert ("一监区已到位" in page, "Passed it on" in page) == (True, True)
    assert "Finished." in do(browse(heir), task, "done", note="已到位。").text
    assert "Closed, with its result." in do(browse(li), task, "closed").text
    assert queries.now(task).to == units["prison-2"]
