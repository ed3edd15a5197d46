"""A fever at a gate: the duty chief sees it on Today without asking and handles it on a phone; a trace on a request of CDC."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client

from fengsui.cast import EVENING, FOUNDED
from fengsui.frontline.gates.tests.conftest import ident

LIU, WANG = "刘某某", "王某某"


@pytest.fixture
def chief(units):
    """The leader on duty of the county's bureau, and its officer."""
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    def person(name, office):
        made = org.register([name], unit=units["county"], capacity="officer", by=SYSTEM)[0]
        org.appoint(made, units["county"], office, by=SYSTEM, since=FOUNDED)
        return made

    return person("局领导", "leader"), person("值班员", "officer")


@pytest.fixture
def phone(units):
    """A bound phone at the gate of an estate: `phone(record, …)` sends what it registered."""
    from fengsui.frontline.gates.models import Device, Gate
    from fengsui.ground.org.models import Station
    from fengsui.ground.vault.actions import uuid7

    station = Station.objects.create(unit=units["county"], name="林西小区东门")
    gate = Gate.objects.create(station=station, unit=units["county"], kind="community", since=FOUNDED, place="林西小区")
    key = "k" * 43
    device = Device.objects.create(
        id=uuid7(), gate=gate, label="红米", secret=sha256(key.encode()).digest(), bound_at=EVENING - timedelta(hours=6), until=EVENING + timedelta(hours=6)
    )  # fmt: skip

    def send(*records):
        batch = {"v": 1, "sent_at": EVENING.isoformat(), "records": list(records)}
        head = {"Authorization": f"Device {device.pk}.{key}"}
        answer = Client().post("/gates/phone/sync", json.dumps(batch), content_type="application/json", headers=head)
        return [one["status"] for one in answer.json()["results"]]

    return send


def passage(n, minutes, name, **more):
    at = EVENING - timedelta(minutes=minutes)
    said = {
        "t": "passage",
        "id": str(ident(at, n)),
        "at": at.isoformat(),
        "way": "in",
        "kind": "visitor",
        "building": "2",
        "room": "501",
    }
    return said | {"name": name} | more


def test_a_fever_is_handled_step_by_step_on_a_phone(phone, chief, window, tmp_path):
    leader, _officer = chief
    assert phone(passage(1, 6, WANG), passage(2, 5, LIU, heat=379, again=381, site="armpit")) == ["stored"] * 2
    walk = window(leader, "phone")
    page = walk.open("/")
    page.screenshot(path=tmp_path / "today.png", full_page=True)
    page.get_by_role("link", name="发热38.1").first.click()
    page.get_by_label("体温").wait_for()
    walk.wholesome()
    page.screenshot(path=tmp_path / "alert.png", full_page=True)
    page.get_by_label("体温").fill("38.2")
    page.get_by_role("button", name="复测").click()
    page.get_by_text("已记录：复测").first.wait_for()
    page.get_by_role("button", name="单间隔离").click()
    page.get_by_text("已记录：单间隔离").first.wait_for()
    page.get_by_label("备注").fill("120接走")
    with page.expect_navigation(timeout=30_000):
        page.get_by_role("button", name="送发热门诊").click()
    page.screenshot(path=tmp_path / "handled.png", full_page=True)
    from fengsui.frontline.gates.models import Alert
    from fengsui.ground.obligations.models import Obligation

    assert [one.kind for one in Alert.objects.get().steps.all()] == ["remeasured", "isolated", "clinic"]
    assert Obligation.objects.get(kind="gates.alert").met_by == leader


def _asked(walk, file):
    page = walk.open("/gates/traces/new/")
    walk.wholesome()
    for label, text in (
        ("来函机关", "测试疾控中心"),
        ("来函文号", "测疾控〔2020〕7号"),
        ("用途", "流调"),
        ("姓名", LIU),
    ):
        page.get_by_label(label).fill(text)
    page.get_by_label("书面来函").set_input_files(file)
    page.get_by_label("发病日期").fill("2020-02-02")
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("等待另一人批准").first.wait_for()
    return page.url


def test_a_trace_is_asked_approved_looked_at_and_given_out(phone, chief, window, tmp_path):
    leader, officer = chief
    phone(passage(1, 25, WANG, phone="13800000001"), passage(2, 5, LIU), passage(3, 70, "远某某"))
    file = tmp_path / "函.pdf"
    file.write_bytes(b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n")
    asks, decides = window(officer), window(leader)
    url = _asked(asks, file).removeprefix(asks.base)
    page = decides.open(url)
    decides.wholesome()
    page.screenshot(path=tmp_path / "asked.png", full_page=True)
    page.get_by_role("button", name="批准").first.click()
    page.get_by_text("已批准，可以查看结果").first.wait_for()
    page = asks.open(url)
    page.get_by_role("link", name="查看结果").click()
    page.wait_for_url("**/answer/")
    asks.wholesome()
    page.screenshot(path=tmp_path / "answer.png", full_page=True)
    assert page.get_by_text(WANG).count()
    assert page.get_by_text("13800000001").count()
    assert not page.get_by_text("远某某").count()
    with page.expect_download() as given:
        page.get_by_role("button", name="Excel").click()
    assert given.value.path().read_bytes().startswith(b"PK")


@pytest.mark.parametrize("path", ["/gates/alerts/", "/gates/listed/", "/gates/traces/"])
@pytest.mark.parametrize(("size", "theme", "language"), [("desk", "light", "zh-hans"), ("phone", "dark", "en")])
def test_the_lists_are_wholesome(phone, chief, window, path, size, theme, language, tmp_path):
    leader, _officer = chief
    phone(passage(2, 5, LIU, heat=379, again=381, site="armpit"))
    walk = window(leader, size, theme=theme, language=language)
    walk.open(path).screenshot(path=tmp_path / f"{size}.png", full_page=True)
    walk.wholesome()
