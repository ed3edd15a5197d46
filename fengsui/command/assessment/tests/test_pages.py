"""The pages of the findings: what is typed is kept, what is wrong is said, and nothing shows to strangers."""

import pytest

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions
from fengsui.command.assessment.models import Finding, Handling
from fengsui.ground.checks.declare import Severity
from fengsui.ground.org.models import Account


@pytest.fixture
def finding(units, drill):
    """The prison has not signed."""
    drill(at("18:46"))
    actions.look(DAY)
    return Finding.objects.get(rule="reports.silent", unit=units["prison"])


@pytest.fixture
def send(client, account, finding):
    """send(person, "taken", note="…"): what a form of the finding's page sends."""

    def post(person, do, **typed):
        known = Account.objects.filter(person=person).first()
        client.force_login(known or account(person))
        fields = {f"{do.partition('.')[0]}-{key}": value for key, value in typed.items()}
        return client.post(f"/assessment/finding/{finding.pk}/handle/", {"do": do, **fields})

    return post


def test_every_deed_is_done_from_the_page(send, bao, units):
    for do, typed in (
        ("taken", {"note": "a"}), ("noted", {"note": "b"}), ("judged.wrong", {"note": "c"}), ("judged.right", {}),
        ("accepted", {"note": "d", "until": "2020-02-05"}),
        ("tasked", {"note": "e", "unit": units["prisons"].pk, "due": "2020-02-03T20:00"}),
    ):  # fmt: skip
        assert send(bao, do, **typed).status_code == 302
    assert list(Handling.objects.order_by("pk").values_list("deed", "right")) == [
        ("taken", None), ("noted", None), ("judged", False), ("judged", True), ("accepted", None), ("tasked", None),
    ]  # fmt: skip


def test_the_page_shows_its_tasks_and_what_was_proposed_before_there_were_any(send, client, bao, finding, units):
    from fengsui.cast import at as hour

    send(bao, "noted", note="x")
    page = f"/assessment/finding/{finding.pk}/"
    Handling.objects.create(
        finding=finding,
        deed="proposed",
        by=bao,
        at=hour("18:46"),
        note="older",
        unit=units["prison"],
        due_at=hour("20:00"),
    )
    assert "older" in client.get(page).content.decode()
    send(bao, "tasked", note="newer", unit=units["prison"].pk, due="2020-02-03T20:00")
    assert "/tasks/" in client.get(page).content.decode().partition("<main")[2]


def test_a_second_click_leads_to_the_same_page(send, bao):
    assert [send(bao, "taken", note="a").status_code for _ in range(2)] == [302, 302]
    assert Handling.objects.count() == 1


def test_what_was_typed_is_kept_with_what_is_wrong(send, bao):
    answer = send(bao, "accepted", note="power is out", until="2020-02-01")
    assert answer.status_code == 422
    assert "power is out" in answer.content.decode()
    assert "今日或以后" in answer.content.decode()
    assert send(bao, "accepted", note="x", until="soon").status_code == 422


def test_what_is_refused_says_why(send, bao):
    assert "校验重新成立" in send(bao, "closed", note="done").content.decode()


def test_rubbish_changes_nothing(send, bao):
    assert send(bao, "dance").status_code == 302
    assert not Handling.objects.exists()


def test_it_is_asked_again_from_the_page(send, bao, finding, officer):
    from fengsui.command.reports import actions as reports

    assert send(bao, "again").status_code == 302
    reports.sign(finding.unit, DAY, {}, revision=0, by=officer, note="—")
    send(bao, "again")
    finding.refresh_from_db()
    assert finding.passed_at is not None


def test_what_is_added_names_a_unit_here(client, account, li, units):
    client.force_login(account(li))
    page = f"/assessment/territory/department/{DAY}/add/"
    typed = {"unit": "nowhere", "severity": Severity.WARNING.value, "note": "ill"}
    answer = client.post(page, typed)
    assert (answer.status_code, Finding.objects.count()) == (422, 0)
    assert client.post(page, typed | {"unit": "prison", "url": "//x"}).status_code == 422
    assert client.post(page, typed | {"unit": "测试监狱"}).status_code == 302
    added = Finding.objects.get()
    assert client.get(f"/assessment/finding/{added.pk}/").status_code == 200
    closing = {"do": "closed", "closed-note": "well again"}
    assert client.post(f"/assessment/finding/{added.pk}/handle/", closing).status_code == 302


def test_the_ledger_is_read_by_rule_and_by_state(client, account, bao, finding):
    client.force_login(account(bao))
    page = "/assessment/territory/department/findings/?day=2020-02-03"
    assert "18:45" in client.get(page + "&check=reports.silent&state=found").content.decode()
    assert "18:45" not in client.get(page + "&state=taken").content.decode()


def test_a_brief_is_added_to_from_its_page(client, account, bao, signed, drill):
    client.force_login(account(bao))
    page = f"/assessment/territory/department/{DAY}/"
    drill(at("18:50"))
    assert client.post(page, {"do": "sign", "revision": "0", "opinion": "watch"}).status_code == 302
    assert client.post(page, {"do": "supplement", "opinion": " "}).status_code == 422
    assert client.post(page, {"do": "supplement", "opinion": "later"}).status_code == 302
    assert b"later" in client.get(page).content
    kinds = [client.get(f"{page}{form}/?supplement=1").content[:4] for form in ("pdf", "docx")]
    assert kinds == [b"%PDF", b"PK\x03\x04"]
    assert client.get(f"{page}pdf/?supplement=2").status_code == 404


def test_a_unit_that_issues_no_brief_has_its_assessment_all_the_same(client, account, bao, prison, finding):
    client.force_login(account(bao))
    page = f"/assessment/prison/prison/{DAY}/"
    assert client.get(page).status_code == 200
    assert [client.get(page + "pdf/").status_code, client.post(page, {"do": "save"}).status_code] == [404, 404]
    assert client.get(f"/assessment/supervision/prison/{DAY}/").status_code == 404
