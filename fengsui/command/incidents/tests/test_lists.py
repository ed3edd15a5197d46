"""The lists, the telephone, the night and the kinds as pages; what is found, taken out, seen as it was known, and by whom not."""

import pytest

from fengsui.cast import at
from fengsui.command.incidents import actions
from fengsui.command.incidents.models import Call, Listed
from fengsui.command.incidents.tests.conftest import TEXT
from fengsui.ground.vault.actions import uuid7

NEW = {"kind": "fever", "text": TEXT, "learned": "2020-02-03T18:10"}
PRISON = {"unit": "prison"}


def test_lists_and_what_they_say_when_they_are_empty(browse, li, report):
    page = browse(li)
    for path, said in (
        ("/incidents/", "Nothing goes on."), ("/incidents/?q=x", "No incident fits"), ("/incidents/calls/", "Nobody rang yet."),
        ("/incidents/calls/?q=x", "No call fits"), ("/incidents/night/", "No incident was reported"),
    ):  # fmt: skip
        assert said in page(path).text, path
    report()
    for path in ("/incidents/", "/incidents/?state=all&kind=fever&unit=prisons", "/incidents/?state=reported", "/"):
        assert TEXT in page(path).text, path
    assert TEXT not in page("/incidents/?state=late").text


def test_calls_of_one_telephone_and_those_to_be_decided(browse, li, ring):
    actions.call_to_note(ring("甲来电"), by=li)
    ring("乙来电")
    page = browse(li)
    assert "甲来电" not in page("/incidents/calls/?state=open").text
    assert (
        "乙来电" in page("/incidents/calls/?unit=department").text,
        "乙来电" in page("/incidents/calls/?unit=prison").text,
    ) == (True, False)


def test_the_night_between_two_moments(browse, li, superior, report):
    report(learned="18:00")
    page = browse(li)
    assert TEXT in page("/incidents/night/?since=2020-02-03T17:00&until=2020-02-03T18:30&unit=prisons").text
    assert "begin before it ends" in page("/incidents/night/?since=2020-02-03T19:00").text
    assert page("/incidents/night/?since=x&until=1000-01-01T00:00").status_code == 200
    assert browse(superior)("/incidents/night/?unit=league").status_code == 404


def test_while_talking_only_the_line_and_the_record_come_back(browse, li, client):
    browse(li)("/incidents/calls/")
    for text, status in (("围墙外有人", 200), ("", 422)):
        answer = client.post("/incidents/calls/", {"text": text}, headers={"hx-request": "true"})
        found = (
            answer.status_code,
            "incidents-line" in answer.text,
            "<html" in answer.text,
            "围墙外有人" in answer.text,
        )
        assert found == (status, True, False, True)


def test_a_call_is_kept_at_enter(browse, li):
    page, key = browse(li), str(uuid7())
    for _n in range(2):
        answer = page(
            "/incidents/calls/", {"whence": "测试监狱 0471-1234567", "caller": "张某", "text": "一监区发热", "key": key}
        )
    assert ("Kept." in answer.text, Call.objects.count()) == (True, 1)
    assert ("张某" in answer.text, "0471-1234567" in answer.text, "一监区发热" in answer.text) == (False, False, True)
    answer = page("/incidents/calls/", {"whence": "x", "text": ""})
    assert (answer.status_code, "Write down what was said." in answer.text) == (422, True)
    assert page("/incidents/calls/", {"text": "x", "at": "2020-02-03T19:00"}).status_code == 422


@pytest.mark.parametrize(("deed", "typed", "said"), [
    ("note", {"words": "交下一班"}, "page of the night"), ("void", {"reason": "x"}, "Void;"), ("void", {}, "Say why"),
    ("task", {"text": "x", "to": "prison", "due": "2020-02-03T20:00"}, "on their Today"), ("task", {"text": "x"}, "required"),
    ("incident", NEW | PRISON, "owes its first report"), ("right", {"text": "y", "reason": "x"}, "Written down again"),
    ("caller", {"reason": "回电"}, "张某"), ("incident", NEW | PRISON | {"learned": "2020-02-03T19:00"}, "later than now"), ("dance", {}, "One call"),
])  # fmt: skip
def test_what_becomes_of_a_call(browse, li, ring, deed, typed, said):
    call, page = ring(caller="张某"), browse(li)
    fields = {f"{deed}-{key}": value for key, value in typed.items()}
    assert said in page(f"/incidents/calls/{call.pk}/do/", {"do": deed, **fields}).text
    assert page(f"/incidents/calls/{call.pk}/").status_code == 200


def test_kinds_are_set(browse, bao):
    page = browse(bao)
    assert "It can be chosen now." in page("/incidents/kinds/", {"do": "add", "name": "停电"}).text
    assert "already" in page("/incidents/kinds/", {"do": "add", "name": "停电"}).text
    assert page("/incidents/kinds/", {"do": "add"}).status_code == 422
    code = Listed.objects.get().code
    assert "Taken off" in page("/incidents/kinds/", {"do": "off", "code": code}).text
    assert "chosen again" in page("/incidents/kinds/", {"do": "on", "code": code}).text
    assert "Choose the kind" in page("/incidents/kinds/", {"do": "off", "code": "other"}).text


def test_as_it_was_known(browse, report, ring, li, officer, drill):
    incident, call = report(), ring("x")
    drill(at("19:00"))
    actions.follow(incident, "已隔离", by=officer)
    page = browse(li)
    then = "?as_known=2020-02-03T18:45"
    assert "已隔离" not in page(f"/incidents/{incident.pk}/{then}").text
    assert page(f"/incidents/{incident.pk}/?as_known=2020-02-03T18:00").status_code == 404
    assert page(f"/incidents/calls/{call.pk}/?as_known=2020-02-03T18:00").status_code == 404
    for path in (f"/incidents/calls/{call.pk}/", "/incidents/", "/incidents/night/", "/incidents/calls/"):
        assert page(path + then).status_code == 200


def test_strangers_find_nothing(browse, report, ring, zhao, keeper):
    incident, call = report(), ring("x")
    for path in (f"/incidents/{incident.pk}/", f"/incidents/calls/{call.pk}/", f"/incidents/{incident.pk}/first/"):
        assert browse(keeper)(path).status_code == 404
    for path in ("", "new/", "note/", "night/", "calls/", "kinds/"):
        assert browse(zhao)(f"/incidents/{path}").status_code == 404


@pytest.mark.parametrize("key", ["incidents.list", "incidents.calls"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_are_taken_out(browse, report, ring, li, key, form):
    report()
    actions.call_to_note(ring("x"), by=li)
    page = browse(li)(f"/runs/export/{key}/", {"form": form, "query": "{}", "next": "/"})
    assert page.status_code == 200


def test_found_by_their_words(browse, report, ring, li, zhao):
    report()
    ring("围墙外有人")
    assert TEXT in browse(li)("/search/?q=38.5").text
    assert "围墙外有人" in browse(li)("/search/?q=围墙").text
    assert TEXT not in browse(zhao)("/search/?q=38.5").text
