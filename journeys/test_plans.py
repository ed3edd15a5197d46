"""A work plan in a real browser: written, approved, issued, its tasks given and done; a new version while it runs."""

import re

import pytest
from playwright.sync_api import expect

from fengsui.cast import at
from fengsui.command.plans.tests.conftest import SERIES, TITLE

SLOW = 30_000  # ms until a page must be there
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def window(window):
    """Its pages take longer."""

    def new(person, *size, **look):
        walker = window(person, *size, **look)
        walker.page.set_default_timeout(SLOW)
        return walker

    return new


def fill(page, place, text, unit, due):
    """An item of the editor; leaving the unit asks who can be named there."""
    item = page.locator(".plans-item").nth(place)
    item.locator("textarea").fill(text)
    item.locator("[name$=-due]").fill(due)
    item.locator("[name$=-unit]").fill(unit)
    item.locator("[name$=-unit]").press("Tab")
    expect(item.locator("select option")).not_to_have_count(1, timeout=SLOW)


def items(page, *texts):
    """Wait until the editor has these items."""
    for place, text in enumerate(texts):
        expect(page.locator(".plans-item textarea").nth(place)).to_have_value(text, timeout=SLOW)
    expect(page.locator(".plans-item")).to_have_count(len(texts), timeout=SLOW)


def save(page):
    page.click(".action-bar button[value=save]")
    page.wait_for_selector("[data-print]")


def write(here):
    """A plan with two items by keyboard; returns its address."""
    page = here.open("/plans/new/")
    page.fill("#title", TITLE)
    page.click(".action-bar button")
    page.wait_for_selector(".plans-item")
    page.locator("[name$=-title]").fill("排查登记")
    fill(page, 0, "逐人排查", "测试监狱", "2020-02-03T20:00")
    page.locator(".plans-item select").select_option(label="民警甲")
    page.locator(".plans-item textarea").press("Alt+Enter")
    items(page, "逐人排查", "")
    expect(page.locator(".plans-item textarea").nth(1)).to_be_focused(timeout=SLOW)
    fill(page, 1, "上报物资缺口", "测试监狱", "2020-02-03T21:00")
    page.locator(".plans-item textarea").nth(1).press("Alt+ArrowUp")
    items(page, "上报物资缺口", "逐人排查")
    here.wholesome()
    save(page)
    return re.sub(r"1/$", "", page.url.partition("//")[2].partition("/")[2])


def write_another(page, plan):
    """A new version: the first item later, the second dropped, one added."""
    page.fill("#reason", "形势变化")
    page.click(f"form[action='{plan}begin/'] button")
    page.wait_for_selector(".plans-item")
    page.locator(".plans-item [name$=-due]").first.fill("2020-02-03T23:00")
    page.locator(".plans-item button[value^=remove]").nth(1).click()
    items(page, "上报物资缺口")
    page.click("button[value='item:']")
    items(page, "上报物资缺口", "")
    fill(page, 1, "每日消毒", "测试监狱", "2020-02-03T22:00")
    save(page)


def test_from_the_draft_to_a_new_version(window, units, bao, li, officer):
    from fengsui.command.tasks.models import Task
    from fengsui.ground.documents import actions as documents

    writer, chief = window(li), window(bao, "phone")
    plan = f"/{write(writer)}"
    writer.page.dblclick("button[value=ask]")
    writer.page.wait_for_selector("button[value=ask]", state="detached")

    page = chief.open(f"{plan}1/")
    chief.wholesome()
    page.dblclick("button[value=approve]")
    page.click(f"a[href='{plan}1/issue/']")
    assert page.locator(f".notice-due a[href='/documents/series/?next={plan}1/issue/']").count() == 1
    documents.arrange_series(units["department"], SERIES, title="测试发文", letters="测司发", by=bao)
    page.reload()
    chief.wholesome()
    page.dblclick(".action-bar button")
    page.wait_for_selector("[name=token]", state="attached")
    chief.wholesome()
    page.dblclick(".action-bar button")
    page.wait_for_selector("progress")
    assert Task.objects.count() == 2

    there = window(officer, "phone", theme="dark")
    there.open("/").click("text=逐人排查")
    there.page.fill("[name=done-note]", "已排查。")
    there.page.click("button[name=do][value=done]")
    there.open(plan)
    there.wholesome()

    page = writer.open(plan)
    assert "1/2" in page.inner_text("main")
    write_another(page, plan)
    page.click(f"a[href='{plan}2/compare/']")
    writer.wholesome()
    assert [page.locator(f"text={word}").count() > 0 for word in ("每日消毒", "逐人排查")] == [True, True]

    page = chief.open(f"{plan}2/")
    page.click("button[value=approve]")
    page.click(f"a[href='{plan}2/issue/']")
    page.click(".action-bar button")
    page.wait_for_selector("[name=token]", state="attached")
    chief.wholesome()
    page.click(".action-bar button")
    page.wait_for_selector("progress")
    assert Task.objects.count() == 3
    assert set(Task.objects.filter(steps__due_at=at("23:00")).values_list("text", flat=True)) == {"上报物资缺口"}


def test_two_who_write_at_once_lose_nothing(window, units, bao, li):
    from fengsui.command.plans import actions

    made = actions.begin(units["department"], TITLE, by=li)
    one, other, plan = window(li), window(bao, "phone", language="en"), f"/plans/{made.plan_id}/"
    first, second = one.open(f"{plan}1/edit/"), other.open(f"{plan}1/edit/")
    first.fill("#preamble", "甲的前言")
    save(first)
    second.fill("#preamble", "乙的前言")
    second.click(".action-bar button[value=save]")
    second.wait_for_selector(".notice-bad")
    other.wholesome()
    assert second.input_value("#preamble") == "乙的前言"
    assert "甲的前言" in second.inner_text("main")
    save(second)
    assert "乙的前言" in second.inner_text("main")
