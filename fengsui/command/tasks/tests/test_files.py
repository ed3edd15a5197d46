"""A photo with the result: not needed, read by its bytes, seen by the reviewer, taken off until the task is closed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.utils import DatabaseError

from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.actions import filing
from fengsui.command.tasks.models import File, Step
from fengsui.command.tasks.tests.conftest import stage
from fengsui.ground.documents import files
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused

PHOTO = b"\xff\xd8\xff\xe0" + b"0" * 40
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


@pytest.fixture
def shown(give, officer):
    """A task that was finished with a photo."""
    task = give()
    actions.finish(task, "双岗已到位。", files=[("../岗位.exe.png", PHOTO)], by=officer)
    return task


def test_it_goes_with_the_result_under_a_harmless_name(shown):
    file = queries.files(shown)[0]
    assert (file.name, file.kind, file.is_picture, file.step) == ("岗位.exe.jpg", "jpg", True, queries.now(shown))
    assert Entry.objects.get(kind="tasks.attached").about == shown.subject


def test_a_program_finishes_nothing(give, officer):
    task = give()
    with pytest.raises(Refused, match="program"):
        actions.finish(task, "x", files=[("a.jpg", b"MZ")], by=officer)
    assert (stage(task), File.objects.count()) == ("given", 0)


def test_a_second_click_adds_nothing(shown, officer):
    actions.finish(shown, "双岗已到位。", files=[("b.jpg", PHOTO)], by=officer)
    assert (Step.objects.filter(task=shown).count(), File.objects.count()) == (2, 1)


def test_what_was_forgotten_is_added_until_it_is_reviewed(shown, officer, keeper, li):
    actions.attach(shown, PDF, "x.pdf", by=officer)
    with pytest.raises(Refused, match="You cannot"):
        actions.attach(shown, PDF, "x.pdf", by=keeper)
    actions.accept(shown, by=li)
    with pytest.raises(Refused, match="closed"):
        actions.attach(shown, PDF + b" ", "y.pdf", by=officer)
    assert File.objects.count() == 2


def test_once_and_not_too_many(shown, officer, monkeypatch):
    with pytest.raises(Refused, match="attached already"):
        actions.attach(shown, PHOTO, "x.jpg", by=officer)
    monkeypatch.setattr(filing, "LIMIT", files.Limit(1, 20))
    with pytest.raises(Refused, match="At most 1 files"):
        actions.attach(shown, PDF, "x.pdf", by=officer)


def test_taken_off_until_it_is_closed(shown, officer, li):
    actions.detach(File.objects.get(), by=officer)
    assert (File.objects.count(), Entry.objects.get(kind="tasks.detached").data["file"]) == (0, "jpg")
    actions.attach(shown, PHOTO, "x.jpg", by=officer)
    actions.accept(shown, by=li)
    with pytest.raises(Refused, match="closed"):
        actions.detach(File.objects.get(), by=officer)


def test_it_is_never_changed(shown):
    with pytest.raises(DatabaseError):
        File.objects.update(name="another")


def test_a_file_of_a_step_of_the_house(give):
    from fengsui.ground.org.scope import SYSTEM

    task = give()
    actions.finish(task, "x", files=[("a.jpg", PHOTO)], by=SYSTEM)
    assert queries.files(task)[0].by is None


def upload(body=PHOTO, name="岗位.jpg"):
    return SimpleUploadedFile(name, body)


def test_through_the_page(browse, give, officer, li, keeper):
    task, page = give(), browse(officer)
    page(
        f"/tasks/{task.pk}/do/",
        {"do": "done", "done-note": "双岗已到位。", "done-file": [upload(), upload(PDF, "b.pdf")]},
    )
    assert [file.kind for file in queries.files(task)] == ["jpg", "pdf"]
    path = f"/tasks/{task.pk}/files/{queries.files(task)[0].pk}/"
    review = browse(li)
    assert f'<img src="{path}"' in review(f"/tasks/{task.pk}/").text
    assert review(path).content == PHOTO
    assert browse(keeper)(path).status_code == 404
    assert browse(li)(f"/tasks/{task.pk}/files/0/").status_code == 404


def test_added_and_taken_off_through_the_page(browse, shown, officer, li):
    page, path = browse(officer), f"/tasks/{shown.pk}/files/"
    assert "Attached." in page(path, {"file-file": upload(PDF, "b.pdf")}).text
    answer = page(path, {"file-file": upload(b"MZ")})
    assert (answer.status_code, "This is a program" in answer.text) == (422, True)
    assert "This field is required" in page(path, {"x": "1"}).text
    gone = f"{path}{queries.files(shown)[0].pk}/detach/"
    assert "You cannot" in browse(li)(gone, {"x": "1"}).text
    assert "Taken off." in browse(officer)(gone, {"x": "1"}).text


def test_with_a_refused_file_what_was_typed_stays(browse, give, officer):
    task = give()
    typed = {"do": "done", "done-note": "甲乙丙", "done-file": upload(b"MZ")}
    answer = browse(officer)(f"/tasks/{task.pk}/do/", typed)
    assert (answer.status_code, "甲乙丙" in answer.text, "This is a program" in answer.text) == (422, True, True)


def test_as_it_was_known(browse, shown, officer, li, drill):
    from fengsui.cast import at

    drill(at("19:00"))
    actions.attach(shown, PDF, "late.pdf", by=officer)
    assert "late.pdf" not in browse(li)(f"/tasks/{shown.pk}/?as_known=2020-02-03T18:45").text
