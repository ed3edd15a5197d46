"""A citizen files both forms on a phone; an officer checks, observes, measures, hears of a fever, releases."""

from datetime import date, timedelta

import pytest

from fengsui.cast import DAY, FOUNDED, at

EXCUSED = r"status of 4(04|22)"
SAID = {
    "lodger": {
        "host": "王某", "phone": "13800000001", "building": "兴安社区3号楼", "name": "张某某", "origin": "湖北省武汉市", "since": "2020-02-02",
        "relation": "relative", "reason": "visit", "stay": "wuhan",
    },
    "returnee": {
        "name": "乌兰图雅", "sex": "2", "phone": "13900000002", "address": "林西镇1号", "origin": "河北省", "arrived_on": "2020-02-02", "transport": "train",
        "stay": "none", "contact": "no",
    },
}  # fmt: skip


@pytest.fixture
def clerk(units):
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    person = org.register(["司法所民警"], unit=units["office"], capacity="officer", by=SYSTEM)[0]
    org.appoint(person, units["office"], "officer", by=SYSTEM, since=FOUNDED)
    return person


@pytest.fixture
def door(units, clerk):
    from fengsui.frontline.arrivals import actions as arrivals

    return arrivals.open_door(units["office"], "东门", by=clerk)


def fill(page, said):
    for name, value in said.items():
        one = page.locator(f"[name={name}]")
        if one.evaluate("it => it.tagName") == "SELECT":
            one.select_option(value)
        else:
            one.fill(value)
    page.locator("form[method=post] button.btn-primary").click()
    page.wait_for_load_state("load")


@pytest.mark.parametrize(("kind", "language", "theme"), [("lodger", "zh-hans", "light"), ("returnee", "en", "dark")])
def test_a_citizen_files_on_a_phone_and_finds_it_again(walk, door, kind, language, theme):
    phone = walk("phone", language=language, theme=theme)
    phone.open(f"/public/arrivals/{door.token}/")
    phone.wholesome()
    page = phone.open(f"/public/arrivals/{door.token}/{kind}/")
    fill(page, {"phone": "1"})
    phone.wholesome()
    fill(page, SAID[kind])
    receipt = page.locator(".arrivals-receipt").inner_text()
    phone.wholesome()
    assert receipt in phone.open(page.url.removeprefix(phone.base)).content()
    assert SAID[kind]["name"] not in page.content()


def test_sent_twice_by_the_back_button_it_is_there_once(walk, door):
    from fengsui.frontline.arrivals.models import Filing

    phone = walk("phone")
    page = phone.open(f"/public/arrivals/{door.token}/lodger/")
    pk = page.locator("[name=id]").input_value()
    fill(page, SAID["lodger"])
    page = phone.open(f"/public/arrivals/{door.token}/lodger/")
    page.evaluate("pk => document.querySelector('[name=id]').value = pk", pk)
    fill(page, SAID["lodger"])
    assert (Filing.objects.count(), "/own/" in page.url) == (1, True)


def test_a_wrong_link_says_so_and_no_more(walk, door):
    phone = walk("phone")
    assert "此链接无效" in phone.open("/public/arrivals/nothing/").content()
    phone.wholesome()


def test_an_officer_observes_hears_of_a_fever_and_releases(window, units, clerk, drill):
    from fengsui.frontline.arrivals import actions as arrivals
    from fengsui.frontline.arrivals.models import Observation, Step
    from fengsui.frontline.arrivals.tests.conftest import coming
    from fengsui.ground.obligations.actions import replan

    filing = arrivals.file(units["office"], coming(companions=()), by=clerk)
    desk = window(clerk)
    page = desk.open("/arrivals/office/")
    desk.wholesome()
    page.get_by_role("link", name=filing.receipt).click()
    page.get_by_role("button", name="核实无误").click()
    page.get_by_role("button", name="开始观察").click()
    page.get_by_text("期满日").first.wait_for()
    desk.wholesome()
    drill(at("09:00", DAY + timedelta(days=1)))
    replan()
    assert "观察对象早晨测温" in desk.open("/").content()
    page = desk.open("/arrivals/office/2020-02-04/morning/")
    page.locator(".arrivals-celsius").fill("38.1")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="38.1").wait_for()
    desk.wholesome()
    assert "观察对象发热复测" in desk.open("/").content()
    page = desk.open("/arrivals/office/2020-02-04/morning/")
    page.get_by_role("link", name="38.1").click()
    page.get_by_role("button", name="排除").click()
    page.get_by_role("button", name="排除").wait_for(state="detached")
    desk.wholesome()
    drill(at("09:00", date(2020, 2, 16)))
    page = desk.open(f"/arrivals/filings/{filing.pk}/")
    page.get_by_label("体温有缺测，为何仍解除？").fill("在医院测过")
    page.get_by_role("button", name="解除观察").click()
    page.get_by_text("解除医学观察证明").wait_for()
    desk.wholesome()
    assert (Step.objects.as_known().get(filing=filing).stage, Observation.objects.get().last_day) == (
        "released",
        date(2020, 2, 16),
    )


def test_the_pages_of_an_office_fit_a_phone(window, units, clerk, door):
    from fengsui.frontline.arrivals import actions as arrivals
    from fengsui.frontline.arrivals.tests.conftest import coming

    filing = arrivals.file(units["office"], coming(stay="hubei"), by=clerk)
    arrivals.observe(filing, "home", by=clerk)
    phone = window(clerk, "phone", theme="dark", language="en")
    for path in ("", "2020-02-03/evening/", "new/returnee/", "links/", "notices/", "explained/"):
        phone.open(f"/arrivals/office/{path}")
        phone.wholesome()
    for path in (f"filings/{filing.pk}/", f"links/{door.pk}/"):
        phone.open(f"/arrivals/{path}")
        phone.wholesome()
