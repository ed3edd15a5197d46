import uuid

import pytest

from fengsui.cast import DAY
from fengsui.command.reports import actions
from fengsui.ground.interfaces.testing import program
from fengsui.ground.journal.models import Entry

__all__ = ["program"]
DRAFT = "/reports/prison/2020-02-03/draft"


def change(code="custody.prisoner_fevers", value=2, reason="counted by hand"):
    return {"code": code, "value": value, "reason": reason}


def body(*fields, revision=0, **more):
    return {"revision": revision, "fields": list(fields or (change(),)), **more}


@pytest.fixture
def writer(program):
    return program("reports.write", "reports.read")


def key():
    return str(uuid.uuid4())


def test_standings_of_a_day_in_pages(program, bao, units):
    from fengsui.ground.org.scope import SYSTEM

    one = program("reports.read", person=bao, unit=units["department"], by=SYSTEM)
    first = one.get("/reports", day="2020-02-03", limit=3).json()
    rest = one.get("/reports", day="2020-02-03", limit=3, after=first["next"]).json()
    assert [row["unit"] for row in first["items"] + rest["items"]] == [
        "centre", "county", "league", "prison", "prison-2",
    ]  # fmt: skip
    assert (first["items"][0]["stage"], rest["next"]) == ("none", None)


def test_a_report_as_it_stands(program, prison, officer):
    actions.sign(prison, DAY, {}, revision=0, by=officer, note="—")
    told = program("reports.read").get("/reports/prison/2020-02-03").json()
    assert (told["stage"], told["revision"], told["note"]) == ("signed", 1, "—")
    assert all(set(one) >= {"code", "computed", "declared", "value"} for one in told["fields"])


def test_a_draft_is_saved_for_the_person_and_noted_as_the_token_s(writer, officer):
    answer = writer.put(DRAFT, body(), key())
    assert answer.status_code == 200, answer.json()
    field = next(one for one in answer.json()["fields"] if one["code"] == "custody.prisoner_fevers")
    assert (answer.json()["revision"], field["declared"]) == (1, 2)
    assert Entry.objects.get(kind="reports.drafted").actor == officer.pk
    assert Entry.objects.get(kind="interfaces.written").data["operation"] == "reports.draft"


def test_sent_twice_it_is_one_draft_and_one_answer(writer):
    same = key()
    first, second = (writer.put(DRAFT, body(), same) for _n in range(2))
    assert first.json() == second.json()
    assert Entry.objects.filter(kind="reports.drafted").count() == 1


def test_who_read_an_older_one_is_told(writer):
    writer.put(DRAFT, body(), key())
    answer = writer.put(DRAFT, body(), key())
    assert (answer.status_code, answer.json()["code"]) == (409, "reports.conflict")


def test_a_signed_report_takes_no_draft(writer, prison, officer):
    actions.sign(prison, DAY, {}, revision=0, by=officer, note="—")
    answer = writer.put(DRAFT, body(revision=1), key())
    assert (answer.status_code, answer.json()["code"]) == (422, "reports.signed")


@pytest.mark.parametrize("given", ["", "7", "x-y"])
def test_a_write_needs_its_key(writer, given):
    assert writer.put(DRAFT, body(), given).json()["code"] == "interfaces.no_key"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (body(change(reason="")), "reports.reason"),
        (body(change(value=1.5)), "reports.whole"),
        (body(change(code="no.such")), "reports.code"),
        (body(change(value=-1)), "not_valid"),
        (body(change(value="many")), "not_valid"),
        (body(change(reason="a\x00b")), "not_valid"),
        (body(unknown=1), "not_valid"),
        ([], "not_valid"),
        ("{", "not_json"),
        (b"\xff\xfe", "not_json"),
        ('{"revision": 0, "fields": [{"code": "custody.prisoner_fevers", "value": NaN}]}', "not_valid"),
        ('{"revision": 1e400, "fields": []}', "not_valid"),
    ],
)
def test_what_is_wrong_is_a_problem_with_a_code(writer, sent, code):
    answer = writer.put(DRAFT, sent, key())
    assert answer.status_code in {400, 422}
    assert answer.json()["code"] == code


def test_reading_is_not_writing(program):
    assert program("reports.read").put(DRAFT, body(), key()).status_code == 403


def test_there_is_no_way_to_sign(writer):
    assert writer.put("/reports/prison/2020-02-03/sign", body(), key()).status_code == 404


def test_a_report_as_it_was_known(program, prison, officer, drill):
    from fengsui.cast import at

    drill(at("18:40"))
    actions.sign(prison, DAY, {}, revision=0, by=officer, note="—")
    one = program("reports.read")
    stages = [
        one.get("/reports/prison/2020-02-03", as_known=moment).json()["stage"] for moment in ("", "2020-02-03T18:35")
    ]
    assert stages == ["signed", "none"]
