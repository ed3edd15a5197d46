"""Tasks for programs: read within reach, given by a unit's token, reported, finished; never reviewed."""

import uuid

import pytest

from fengsui.cast import at
from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.models import Task
from fengsui.command.tasks.tests.conftest import TEXT, stage
from fengsui.ground.interfaces.testing import program
from fengsui.ground.org.scope import SYSTEM

__all__ = ["program"]


@pytest.fixture
def worker(program):
    return program("tasks.read", "tasks.write")


def post(there, path, key=None, **body):
    return there.post(path, body, key or str(uuid.uuid4()))


def test_those_within_reach_as_they_stand(worker, give, units):
    task = give(helpers=[units["centre"]])
    give("prison-2")
    (row,) = worker.get("/tasks").json()["items"]
    assert (row["id"], row["text"], row["giver"], row["to"]) == (str(task.pk), TEXT, "department", "prison")
    assert (row["helpers"], row["stage"], row["late"], row["percent"]) == (["centre"], "given", False, None)
    assert worker.get(f"/tasks/{task.pk}").json() == row


def test_they_come_in_pages_by_state_and_unit(worker, give, done):
    second = give()
    page = worker.get("/tasks", limit=1).json()
    rest = worker.get("/tasks", limit=1, after=page["next"]).json()
    assert [one["id"] for one in page["items"] + rest["items"]] == [str(done.pk), str(second.pk)]
    assert rest["next"] is None
    assert [one["id"] for one in worker.get("/tasks", state="done", to="prison").json()["items"]] == [str(done.pk)]
    assert worker.get("/tasks", giver="prison").json()["items"] == []


def test_reported_and_finished_by_whoever_answers_for_the_token(worker, give, officer):
    task = give()
    answer = post(worker, f"/tasks/{task.pk}/reports", note="一半", percent=50)
    assert (answer.status_code, answer.json()["percent"]) == (200, 50)
    assert post(worker, f"/tasks/{task.pk}/result", result="双岗已到位。").json()["stage"] == "done"
    assert queries.now(task).by == officer


def test_sent_twice_it_is_one_step(worker, give):
    task, key = give(), str(uuid.uuid4())
    first, second = (post(worker, f"/tasks/{task.pk}/reports", key, note="一半") for _n in range(2))
    assert first.json() == second.json()
    assert len(queries.steps(task)) == 2


def test_a_unit_gives_in_its_own_name(program, units, leader):
    there = program("tasks.give", person=leader)
    answer = post(there, "/tasks", text="核对名单", to="prison", due_at="2020-02-03T20:00:00+08:00")
    assert (answer.status_code, answer.json()["giver"]) == (200, "prison")
    assert queries.now(Task.objects.get()).due_at == at("20:00")


@pytest.mark.parametrize(("typed", "code"), [
    ({"to": "centre"}, "tasks.unit"), ({"due_at": "2020-02-03T20:00:00"}, "not_valid"), ({"text": ""}, "tasks.text"),
    ({"due_at": "2020-02-03T17:00:00+08:00"}, "tasks.due"), ({"helpers": ["centre"]}, "tasks.unit"), ({"x": 1}, "not_valid"),
])  # fmt: skip
def test_what_is_wrong_has_a_code(program, leader, typed, code):
    body = {"text": "x", "to": "prison", "due_at": "2020-02-03T20:00:00+08:00"} | typed
    answer = post(program("tasks.give", person=leader), "/tasks", **body)
    assert (answer.status_code, answer.json()["code"], Task.objects.count()) == (422, code, 0)


def test_who_helps_reports_and_does_not_finish(program, give, units, keeper):
    task = give(helpers=[units["centre"]])
    there = program("tasks.read", "tasks.write", person=keeper, unit=units["centre"], by=SYSTEM)
    assert post(there, f"/tasks/{task.pk}/reports", note="已派二人").status_code == 200
    assert post(there, f"/tasks/{task.pk}/result", result="x").json()["code"] == "org.no_right"


def test_another_units_task_is_not_there(worker, give):
    task = give("prison-2")
    for answer in (worker.get(f"/tasks/{task.pk}"), post(worker, f"/tasks/{task.pk}/result", result="x")):
        assert answer.status_code == 404
    assert stage(task) == "given"


def test_reading_is_not_doing(program, give):
    answer = post(program("tasks.read"), f"/tasks/{give().pk}/result", result="x")
    assert answer.json()["code"] == "interfaces.scope"


def test_what_cannot_be_done_now_is_said(worker, done, li):
    actions.accept(done, by=li)
    assert post(worker, f"/tasks/{done.pk}/reports", note="x").json()["code"] == "tasks.stage"
