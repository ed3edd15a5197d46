import uuid

import pytest

from fengsui.command.questions.models import Answer
from fengsui.ground.interfaces.testing import program

__all__ = ["program"]


@pytest.fixture
def writer(program):
    return program("questions.read", "questions.write")


def put(writer, row, unit="prison", key=None, **body):
    return writer.put(f"/questions/{row.pk}/at/{unit}", body, key or str(uuid.uuid4()))


def test_what_is_asked_of_my_unit_and_of_no_other(writer, ask):
    row = ask()
    items = writer.get("/questions").json()["items"]
    assert [(one["round"], one["unit"], one["kind"], one["answer"]) for one in items] == [
        (str(row.pk), "prison", "number", None)
    ]


def test_they_come_in_pages(writer, ask):
    first, second = ask(), ask(text="another")
    page = writer.get("/questions", limit=1).json()
    rest = writer.get("/questions", limit=1, after=page["next"]).json()
    assert [one["round"] for one in page["items"] + rest["items"]] == [str(first.pk), str(second.pk)]
    assert rest["next"] is None


def test_an_answer_is_the_person_s(writer, ask, officer):
    row = ask()
    answer = put(writer, row, number=3)
    assert (answer.status_code, answer.json()["number"]) == (200, 3)
    assert Answer.objects.get().by_id == officer.pk
    told = writer.get(f"/questions/{row.pk}").json()
    assert (told["n"], told["m"], told["total"], told["open"]) == (1, 1, 3, True)


def test_sent_twice_it_is_one_answer(writer, ask):
    row, key = ask(), str(uuid.uuid4())
    first, second = (put(writer, row, key=key, number=3) for _n in range(2))
    assert first.json() == second.json()
    assert Answer.objects.count() == 1


def test_who_saw_another_answer_is_told(writer, ask):
    row = ask()
    seen = put(writer, row, number=3).json()["answer"]
    assert put(writer, row, number=4).json()["code"] == "questions.conflict"
    assert put(writer, row, number=4, seen=seen).json()["number"] == 4


def test_a_list_goes_in_and_its_names_never_out(writer, ask):
    from fengsui.command.questions.tests.conftest import COLUMNS

    row = ask(kind="rows", columns=COLUMNS)
    answer = put(writer, row, rows=[["王某某", "13900000000", "2020-02-01"]])
    assert answer.json()["number"] == 1, answer.json()
    assert "王某某" not in writer.get(f"/questions/{row.pk}").content.decode()


@pytest.mark.parametrize(
    ("body", "code"),
    [({}, "questions.missing"), ({"number": -1}, "questions.bounds"), ({"number": "x"}, "not_valid"), ({"no": 1}, "not_valid"),
     ({"rows": [[1]]}, "not_valid"), ({"text": "a\x00"}, "not_valid")],
)  # fmt: skip
def test_what_is_wrong_has_a_code(writer, ask, body, code):
    answer = put(writer, ask(), **body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_another_unit_s_question_is_not_there(writer, ask):
    row = ask("prison-2")
    assert put(writer, row, number=1).status_code == 404
    assert put(writer, row, "prison-2", number=1).status_code == 404
    assert writer.get(f"/questions/{row.pk}").status_code == 404


def test_reading_is_not_answering(program, ask):
    answer = put(program("questions.read"), ask(), number=1)
    assert answer.json()["code"] == "interfaces.scope"
