"""The pages: what is typed is kept, what is refused says why, nothing shows to strangers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fengsui.cast import at
from fengsui.command.directives.models import Directive
from fengsui.command.incoming import actions, queries
from fengsui.command.incoming.models import Paper, Scan, Step
from fengsui.command.incoming.tests.conftest import PDF, TITLE, stage
from fengsui.ground.vault.actions import uuid7

NEW = {"sender": "测试部", "title": TITLE, "kind": "speech", "received_at": "2020-02-03T17:00"}


def do(ask, paper, deed, **typed):
    fields = {f"{deed}-{key}": value for key, value in typed.items()}
    return ask(f"/incoming/{paper.pk}/do/", {"do": deed, **fields})


def main(answer):
    return answer.text.partition("<main")[2].partition("</main>")[0]


def file(body=PDF, name="a.pdf"):
    return SimpleUploadedFile(name, body)


def test_a_paper_is_registered_on_one_page(browse, li):
    page = browse(li)
    assert "Classified matters do not enter" in page("/incoming/new/").text
    answer = page("/incoming/new/", NEW | {"number": "司发通[2020]5号", "file": file(), "urgency": "加急"})
    assert "Registered as 收〔2020〕1号." in answer.text
    assert "brackets of its number were mended: 司发通〔2020〕5号" in answer.text
    assert Scan.objects.get().paper == Paper.objects.get()


def test_what_was_typed_is_kept_with_what_is_wrong(browse, li):
    page = browse(li)
    for wrong, said in (
        ({"received_at": "2020-02-03T19:00"}, "later than now"),
        ({"file": file(b"MZ")}, "a program"),
        ({"sender": ""}, "This field is required"),
    ):
        answer = page("/incoming/new/", NEW | wrong)
        assert (answer.status_code, said in answer.text, TITLE in answer.text) == (422, True, True), said
    assert not Paper.objects.exists()


def test_several_scans_at_once(browse, li):
    browse(li)("/incoming/new/", NEW | {"file": [file(), file(PDF + b" ", "b.pdf")]})
    assert sorted(Scan.objects.values_list("name", flat=True)) == ["a.pdf", "b.pdf"]


def test_sent_twice_it_is_registered_once(browse, li):
    key = str(uuid7())
    for _n in range(2):
        browse(li)("/incoming/new/", NEW | {"key": key})
    assert Paper.objects.count() == 1


def test_the_same_paper_is_said_while_one_types_and_after(browse, register, li):
    paper, page = register(number="5"), browse(li)
    assert paper.number_label in page("/incoming/new/?part=twins&sender=测试部&number=5").text
    assert paper.number_label not in page("/incoming/new/?part=twins&sender=测试部&number=6").text
    assert "registered already" in page("/incoming/new/", NEW | {"number": "5"}).text


def test_from_register_to_result(browse, register, li, bao):
    paper = register()
    assert "Proposed." in do(browse(li), paper, "proposed", note="拟请阅办").text
    assert "Instructed." in do(browse(bao), paper, "instructed", note="抓好落实", to="prison", helpers="centre").text
    page = browse(li)
    answer = do(page, paper, "undertaken", note="核查", to="prison", due="2020-02-03T21:00")
    assert ("The task is given." in answer.text, "核查" in answer.text) == (True, True)
    assert "still open" in do(page, paper, "concluded", note="x").text
    assert "Concluded, with its result." in do(page, paper, "concluded", note="已落实", reason="另报").text
    assert "open again" in do(page, paper, "reopened", note="不实").text
    assert [step.deed for step in queries.steps(paper)] == [
        "registered", "proposed", "instructed", "undertaken", "concluded", "reopened",
    ]  # fmt: skip


def test_it_is_passed_on(browse, instructed, li):
    paper, page = instructed(kind="speech"), browse(li)
    answer = do(page, paper, "passed_on", due="2020-02-03T20:00", note="请传达学习。")
    made = Directive.objects.get()
    assert (answer.redirect_chain[-1][0], "Drafted." in answer.text) == (f"/directives/{made.pk}/edit/", True)
    assert f"/incoming/{paper.pk}/" in page(f"/directives/{made.pk}/").text
    assert f"/directives/{made.pk}/" in page(f"/incoming/{paper.pk}/").text


def test_what_is_refused_says_why_and_keeps_what_was_typed(browse, register, bao, li):
    paper = register()
    assert "enough" in do(browse(bao), paper, "instructed", note="").text
    answer = do(browse(bao), paper, "instructed", note="甲乙丙", to="nowhere")
    assert (answer.status_code, "甲乙丙" in answer.text, "code or name" in answer.text) == (422, True, True)
    assert "cannot be done with it now" in do(browse(li), paper, "concluded", note="x").text
    assert do(browse(li), paper, "dance").status_code == 200
    assert Step.objects.count() == 1


def test_one_button_is_the_next_step(browse, register, proposed, instructed, li, bao, officer):
    waiting = proposed()
    for person, paper, said in (
        (li, register(), "Propose"),
        (bao, waiting, "Instruct"),
        (li, instructed(), "Give the task"),
    ):
        text = main(browse(person)(f"/incoming/{paper.pk}/"))
        assert (text.count("btn-primary"), said in text) == (1, True), said
    assert "btn-primary" not in main(browse(li)(f"/incoming/{waiting.pk}/"))


def test_files_are_added_read_and_taken_off(browse, register, li):
    paper, page = register(), browse(li)
    assert "Attached." in page(f"/incoming/{paper.pk}/files/", {"file-file": file()}).text
    scan = Scan.objects.get()
    assert page(f"/incoming/{paper.pk}/files/{scan.pk}/").content == PDF
    assert "a program" in page(f"/incoming/{paper.pk}/files/", {"file-file": file(b"MZ")}).text
    assert "This field is required" in page(f"/incoming/{paper.pk}/files/", {"x": "1"}).text
    assert "Taken off." in page(f"/incoming/{paper.pk}/files/{scan.pk}/detach/", {"x": "1"}).text
    assert page(f"/incoming/{paper.pk}/files/{scan.pk}/").status_code == 404
    assert page(f"/incoming/{paper.pk}/files/{scan.pk}/detach/", {"x": "1"}).status_code == 404


def test_a_file_of_a_concluded_paper_stays(browse, instructed, li):
    paper = instructed(files=[("a.pdf", PDF)])
    actions.conclude(paper, "x", by=li)
    answer = browse(li)(f"/incoming/{paper.pk}/files/{Scan.objects.get().pk}/detach/", {"x": "1"})
    assert "cannot be done with it now" in answer.text
    assert Scan.objects.exists()


def test_the_slip_has_what_was_said_and_room_to_write(browse, register, proposed, instructed, task, li):
    assert "收〔2020〕1号" in browse(li)(f"/incoming/{register().pk}/slip/").text
    assert "拟请监狱管理局阅办。" in browse(li)(f"/incoming/{proposed().pk}/slip/").text
    paper = instructed(due_at=at("21:00"), helpers=["centre"])
    task(paper)
    actions.conclude(paper, "已落实。", reason="x", by=li)
    page = browse(li)(f"/incoming/{paper.pk}/slip/").text
    assert [said in page for said in ("抓好落实。", "核查值守安排", "已落实。")] == [True] * 3


def test_a_void_entry_says_so(browse, register, li):
    paper, page = register(), browse(li)
    assert "The entry is void." in do(page, paper, "voided", note="登记有误").text
    assert "登记有误" in page(f"/incoming/{paper.pk}/").text
    assert stage(paper) == "void"


def test_every_list_and_what_it_says_when_it_is_empty(browse, register, instructed, li, officer):
    for path, said in (
        ("", "No paper waits here."),
        ("?q=x", "No paper fits"),
        ("?side=given", "was given to your unit"),
    ):
        assert said in browse(li)(f"/incoming/{path}").text, path
    instructed()
    assert TITLE in browse(officer)("/incoming/?side=given").text
    assert TITLE in browse(li)("/incoming/?state=all&side=ours").text


def test_as_it_was_known(browse, instructed, li, drill):
    paper = instructed()
    drill(at("19:00"))
    actions.conclude(paper, "完成了", by=li)
    page = browse(li)
    for path in ("", "slip/"):
        assert "完成了" not in page(f"/incoming/{paper.pk}/{path}?as_known=2020-02-03T18:45").text
        assert page(f"/incoming/{paper.pk}/{path}?as_known=2020-02-03T18:00").status_code == 404
    assert TITLE in page("/incoming/?as_known=2020-02-03T18:45").text


def test_strangers_find_nothing(browse, register, zhao, officer):
    paper = register()
    for path in ("", "slip/", "files/1/"):
        assert browse(officer)(f"/incoming/{paper.pk}/{path}").status_code == 404
    for path in ("/incoming/", "/incoming/new/"):
        assert browse(zhao)(path).status_code == 404


def test_who_works_at_two_units_chooses_the_register(browse, units, li):
    from fengsui.cast import FOUNDED
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    org.appoint(li, units["prisons"], "duty_chief", since=FOUNDED, by=SYSTEM)
    page = browse(li)
    assert "In which register" in page("/incoming/new/").text
    page("/incoming/new/", NEW | {"unit": "prisons"})
    assert Paper.objects.get().unit == units["prisons"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_register_is_taken_out(browse, register, li, form):
    register()
    page = browse(li)("/runs/export/incoming.register/", {"form": form, "query": "{}", "next": "/"})
    assert page.status_code == 200
