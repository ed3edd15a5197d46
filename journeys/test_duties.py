"""Who has not answered, in a real browser: the duty chief sees it by line and reminds; a bureau's leader signs on the phone."""

import pytest

from fengsui.cast import DAY, EVENING, FOUNDED, at

pytestmark = pytest.mark.django_db(transaction=True)
CHASE = "/chase/territory/department/?kind=reports.report"
TYPED = {
    "corrections.supervised": "180", "corrections.contacted": "178", "corrections.isolated": "0",
    "volunteers.at_gates": "24", "care.staff_isolated": "0", "supplies.masks": "300",
}  # fmt: skip


@pytest.fixture
def evening(units, officer, keeper, drill):
    """The prison and the centre are counted; five reports are owed and wait for a signature."""
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row
    from fengsui.ground.clock.actions import tick
    from fengsui.ground.obligations.actions import replan

    replan()
    rows = [Row(units["ward-1"], 300, 0, 300, 0), Row(units["ward-2"], 280, 0, 280, 0)]
    custody.count(units["prison"], DAY, "evening", rows, by=officer)
    drill(at("18:31"))
    tick()


@pytest.fixture
def clerk(units):
    """The leader of the county bureau."""
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    person = org.register(["旗局领导"], unit=units["county"], capacity="officer", by=SYSTEM)[0]
    org.appoint(person, units["county"], "leader", by=SYSTEM, since=FOUNDED)
    return person


def messages(person, kind):
    from fengsui.ground.messages.models import Message

    return Message.objects.filter(recipient=person, kind=kind).count()


@pytest.mark.parametrize(("size", "theme"), [("desk", "light"), ("phone", "dark")])
def test_the_duty_chief_sees_who_is_open_reminds_and_signatures_drop_off(
    size, theme, evening, walk, account, li, officer, units
):
    from fengsui.command.reports import actions as reports

    chief = walk(size, theme=theme).sign_in(account(li, "li"))
    page = chief.open(CHASE)
    line = page.locator("tr", has=page.get_by_role("link", name="测试监狱管理局", exact=True))
    assert "测试监狱" in line.inner_text()
    assert (chief.axe(), chief.overflow()) == ([], 0)
    line.get_by_role("button", name="提醒").click()
    page.wait_for_load_state("load")
    assert "已提醒1人" in page.locator("body").inner_text()
    assert messages(officer, "obligations.chased") == 1
    reports.sign(units["prison"], DAY, {}, revision=0, by=officer, note="—")
    page = chief.open("/chase/prison/prisons/?kind=reports.report")
    assert page.locator("details.fold").inner_text() == "1个单位已办结"
    assert page.get_by_role("link", name="测试第二监狱").count() == 1
    assert (chief.axe(), chief.overflow(), chief.complaints) == ([], 0, [])


def test_a_bureaus_leader_signs_on_the_phone_in_english(evening, walk, account, clerk, units):
    from fengsui.command.reports.queries import sheet

    phone = walk("phone", language="en").sign_in(account(clerk, "clerk"))
    page = phone.open("/")
    page.locator("a[href='/reports/county/2020-02-03/']").first.click()
    page.wait_for_load_state("load")
    assert "Still typed: The register of supplies" in page.locator("body").inner_text()
    for code, value in TYPED.items():
        page.fill(f"[name='value-{code}']", value)
    assert (phone.axe(), phone.overflow()) == ([], 0)
    page.get_by_role("button", name="Nothing new: sign zeros").click()
    page.wait_for_load_state("load")
    assert "zero report" in page.locator("body").inner_text()
    assert sheet(units["county"], DAY).is_signed
    page = phone.open("/reports/filled/")
    assert "53.3 %" in page.locator("body").inner_text()
    assert (phone.axe(), phone.overflow(), phone.complaints) == ([], 0, [])


def test_yesterdays_stock_is_taken_over_by_one_tap(evening, walk, account, clerk, units, drill):
    from datetime import timedelta

    from fengsui.command.reports import actions as reports
    from fengsui.command.reports.actions import Correction

    said = {code: Correction(float(value)) for code, value in (TYPED | {"care.staff_fevers": "0"}).items()}
    reports.sign(units["county"], DAY - timedelta(days=1), said, revision=0, by=clerk, note="—")
    drill(EVENING)
    page = (phone := walk("phone").sign_in(account(clerk, "clerk"))).open(f"/reports/county/{DAY}/")
    page.get_by_role("button", name="与昨日相同：300").click()
    assert page.input_value("[name='value-supplies.masks']") == "300"
    assert page.get_by_role("button", name="与昨日相同").count() == 4
    assert (phone.axe(), phone.overflow(), phone.complaints) == ([], 0, [])
