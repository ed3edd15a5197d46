"""The pages: what is typed is kept, what is refused says why, nothing shows to strangers."""

import pytest

from fengsui.cast import at
from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.models import Step, Task
from fengsui.command.tasks.tests.conftest import TEXT, stage
from fengsui.ground.vault.actions import uuid7

NEW = {"text": TEXT, "to": "prison", "due": "2020-02-03T20:00"}


def do(ask, task, deed, **typed):
    fields = {f"{deed}-{key}": value for key, value in typed.items()}
    return ask(f"/tasks/{task.pk}/do/", {"do": deed, **fields})


def test_a_task_is_given_on_one_page(browse, li):
    page = browse(li)
    assert "New task" in page("/tasks/new/?text=x&source=meeting&to=prison").text
    answer = page("/tasks/new/", NEW | {"helpers": "centre", "source": "telephone", "source_note": "18:20"})
    assert "Given. It is on their Today." in answer.text
    assert (Task.objects.get().text, Task.objects.get().source) == (TEXT, "telephone")


def test_several_units_get_one_each(browse, li):
    answer = browse(li)("/tasks/new/", NEW | {"to": "prison、Test prison-2"})
    assert "2 tasks given" in answer.text


def test_who_can_be_named_follows_from_the_unit(browse, li, officer):
    page = browse(li)
    assert str(officer.pk) in page("/tasks/new/?part=person&to=prison").text
    assert str(officer.pk) not in page("/tasks/new/?part=person&to=").text
    page("/tasks/new/", NEW | {"person": str(officer.pk)})
    assert queries.now(Task.objects.get()).person == officer


def test_what_was_typed_is_kept_with_what_is_wrong(browse, li):
    for wrong, said in (({"to": "nowhere"}, "code or name"), ({"due": "2020-02-03T17:00"}, "still to come")):
        answer = browse(li)("/tasks/new/", NEW | wrong)
        assert (answer.status_code, said in answer.text, TEXT in answer.text) == (422, True, True)


def test_sent_twice_through_the_page_it_is_given_once(browse, li):
    key = str(uuid7())
    for _n in range(2):
        browse(li)("/tasks/new/", NEW | {"key": key})
    assert Task.objects.count() == 1


def test_everything_that_the_unit_does(browse, give, officer, leader):
    task, page = give(), browse(officer)
    assert "Begun." in do(page, task, "begun").text
    assert "Reported." in do(page, task, "reported", note="一半", percent="50").text
    assert "Handed over." in do(page, task, "handed", person=str(leader.pk)).text
    assert "without a result" in do(page, task, "done").text
    assert "Finished." in do(page, task, "done", note="完成").text
    assert [step.deed for step in queries.steps(task)] == ["done", "handed", "reported", "begun", "given"]


def test_everything_that_the_giver_does(browse, done, li):
    page = browse(li)
    assert "Say why: whoever" in do(page, done, "returned").text
    assert "Given back." in do(page, done, "returned", note="x").text
    assert "hour of the task is moved" in do(page, done, "moved", note="x", due="2020-02-03T21:00").text
    assert "Handed over." in do(page, done, "handed", to="prison-2").text
    assert "Withdrawn." in do(page, done, "withdrawn", note="x").text
    assert "Open again." in do(page, done, "reopened", note="x", due="2020-02-03T22:00").text
    assert stage(done) == "begun"


def test_closing_and_its_undo(browse, done, li):
    page = browse(li)
    answer = do(page, done, "closed", note="无误")
    assert "Closed, with its result." in answer.text
    undo = f"/tasks/{done.pk}/undo/?step={queries.now(done).pk}"
    assert undo in answer.text
    assert "cannot be taken back" in page(f"/tasks/{done.pk}/undo/?step=x", {"x": "1"}).text
    assert "Taken back" in page(undo, {"x": "1"}).text
    assert stage(done) == "done"


def test_a_refusal_says_why_on_the_page(browse, silent, officer, li):
    actions.finish(silent, "x", by=officer)
    answer = do(browse(li), silent, "closed")
    assert (answer.status_code, "still fails" in answer.text) == (422, True)
    assert "The check still fails" in browse(li)(f"/tasks/{silent.pk}/check/").text


def test_rubbish_changes_nothing(browse, give, li):
    task = give()
    do(browse(li), task, "dance")
    assert do(browse(li), task, "moved", due="soon").status_code == 422
    assert do(browse(li), task, "handed", to="nowhere").status_code == 422
    assert Step.objects.count() == 1


def test_a_sheet_is_issued_and_read(browse, give, li, officer):
    task = give()
    assert "Issued as 〔2020〕第1期" in do(browse(li), task, "sheet").text
    path = f"/tasks/sheets/{queries.sheets(task, li)[0].pk}/"
    assert path in browse(officer)(f"/tasks/{task.pk}/").text
    assert browse(officer)(path).content.startswith(b"%PDF")


def test_every_list_and_what_it_says_when_it_is_empty(browse, li, officer, give):
    for path, said in (
        ("/tasks/", "Nothing is to be done."), ("/tasks/given/", "gave no task"), ("/tasks/all/", "No task is not over."),
        ("/tasks/all/?q=x", "No task fits"), ("/tasks/board/", "None here."), ("/tasks/board/?side=all", "None here."),
    ):  # fmt: skip
        assert said in browse(li)(path).text, path
    give()
    for path in ("/tasks/", "/tasks/all/", "/tasks/board/", "/tasks/board/?side=mine", "/tasks/all/?state=all"):
        assert TEXT in browse(officer)(path).text, path
    assert TEXT in browse(li)("/tasks/given/?state=given").text


def test_as_it_was_known(browse, give, li, drill, officer):
    task = give()
    drill(at("19:00"))
    actions.finish(task, "完成", by=officer)
    page = browse(li)
    assert "完成" not in page(f"/tasks/{task.pk}/?as_known=2020-02-03T18:45").text
    assert page(f"/tasks/{task.pk}/?as_known=2020-02-03T18:00").status_code == 404
    assert TEXT in page("/tasks/board/?as_known=2020-02-03T18:45").text
    assert TEXT in page("/tasks/given/?as_known=2020-02-03T18:45").text


def test_many_at_once(browse, give, li):
    tasks = [give(), give(text="b")]
    typed = {"ids": [str(task.pk) for task in tasks] + ["x"], "deed": "moved", "note": "x", "due": "2020-02-03T22:00"}
    assert "2 tasks changed." in browse(li)("/tasks/change/", typed | {"side": "given"}).text
    assert queries.now(tasks[0]).due_at == at("22:00")


def test_all_of_the_filter_and_what_was_refused(browse, give, done, li):
    give(text="b")
    answer = browse(li)("/tasks/change/", {"all": "1", "filter": "q=", "deed": "closed", "side": "x"})
    assert ("1 task changed." in answer.text, "not begun" in answer.text) == (True, True)
    assert stage(done) == "closed"


def test_what_was_chosen_badly_is_said(browse, give, li):
    page = browse(li)
    assert "at least one" in page("/tasks/change/", {"deed": "closed"}).text
    assert "Select a valid choice" in page("/tasks/change/", {"deed": "dance"}).text
    assert page("/tasks/change/", {"deed": "sheet", "ids": str(give().pk)}, follow=False)["Location"].startswith(
        "/tasks/sheets/"
    )


def test_strangers_find_nothing(browse, give, zhao, keeper):
    task = give()
    for path in (f"/tasks/{task.pk}/", f"/tasks/{task.pk}/check/", "/tasks/sheets/1/"):
        assert browse(keeper)(path).status_code == 404
    for path in ("/tasks/", "/tasks/given/", "/tasks/board/", "/tasks/all/", "/tasks/new/"):
        assert browse(zhao)(path).status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_is_taken_out(browse, give, li, form):
    give()
    page = browse(li)("/runs/export/tasks.list/", {"form": form, "query": '{"side": "given"}', "next": "/"})
    assert page.status_code == 200
