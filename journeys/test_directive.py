"""A directive in a real browser: issued at the top, acknowledged at a justice office on a phone, and the region sees who blocks."""

import re

import pytest

from fengsui.cast import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "关于做好疫情防控工作的通知"
TEXT = "一、立即部署\n各单位即日起每日排查。\n二、及时报告\n有情况随时报告。"


@pytest.fixture
def window(walk, account):
    """A window of somebody; at the end of the test nothing may have been complained of in any."""
    opened = []

    def new(person, size="desk", **look):
        walker = walk(size, **look).sign_in(account(person, f"user-{len(opened)}"))
        opened.append(walker)
        return walker

    yield new
    assert [said for one in opened for said in one.complaints if not re.search(r"status of 4(09|22)", said)] == []


@pytest.fixture
def clerk(units):
    from fengsui.cast import _person

    return _person(units, "所员甲", "office", "officer")


def wholesome(walker):
    assert walker.axe() == []
    assert walker.overflow() == 0


def issue(here):
    """Draft, check, approve and issue on the pages."""
    page = here.open("/directives/new/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=text]", TEXT)
    page.fill("[name=acknowledge_by]", "2020-02-03T20:00")
    page.fill("[name=do_by]", "2020-02-03T22:00")
    wholesome(here)
    page.click(".action-bar button.btn-primary")
    for step in ("check", "approve", "issue"):
        page.wait_for_selector(f"form[action$='/{step}/']")
        wholesome(here)
        page.click(f"form[action$='/{step}/'] button")
    page.wait_for_selector("a[href*='/tree/']")


def test_issued_acknowledged_on_a_phone_seen_from_above(window, units, bao, clerk, drill):
    from fengsui.command.directives.models import Local, Receipt

    here = window(bao)
    issue(here)
    here.page.click("a[href*='/tree/']")
    here.page.wait_for_selector("progress")
    assert here.page.locator("progress").first.get_attribute("value") == "0"

    phone = window(clerk, "phone")
    phone.open("/").click(f"text={TITLE}")
    button = phone.page.locator(".directives-big")
    assert button.bounding_box()["height"] >= 56
    wholesome(phone)
    button.dblclick()
    phone.page.wait_for_selector(".directives-big", state="detached")
    assert Receipt.objects.filter(mark="acknowledged").count() == 1
    phone.page.fill("#text", "本所逐户走访。")
    phone.page.click("button[value=local]")
    phone.page.wait_for_load_state("load")
    assert Local.objects.get().text == "本所逐户走访。"
    phone.page.fill("#result", "已走访12户，无异常。")
    phone.page.click("button[value=done]")
    phone.page.wait_for_selector(".state-good")
    wholesome(phone)

    drill(at("20:30"))
    here.page.reload()
    assert here.page.locator("progress").first.get_attribute("value") == "1"
    names = here.page.locator(".list-rows .list-row-title").all_inner_texts()
    assert "测试司法所" not in names
    assert "测试旗司法局" in names
    wholesome(here)


@pytest.mark.parametrize(
    ("size", "theme", "language"), [("phone", "dark", "zh-hans"), ("desk", "light", "en"), ("desk", "dark", "zh-hans")]
)
def test_every_page_in_every_look(window, units, bao, officer, size, theme, language):
    from fengsui.command.directives import actions
    from fengsui.command.directives.actions import Wanted
    from fengsui.command.directives.models import Delivery

    wanted = Wanted(
        TITLE, TEXT, at("20:00"), at("22:00"), lines=["territory", "prison"], asks_result=True, per_person=True
    )
    row = actions.draft(units["department"], wanted, by=bao)
    actions.check(row, by=bao)
    actions.issue(actions.approve(row, revision=1, by=bao), by=bao)
    actions.add_local(Delivery.objects.get(directive=row, unit=units["prison"]), "另加一条。", by=officer)
    drafted = actions.draft(units["department"], wanted, by=bao)
    here, there = (window(person, size, theme=theme, language=language) for person in (bao, officer))
    pages = [
        "",
        "?show=drafts",
        "new/",
        f"new/?replaces={row.pk}",
        f"{drafted.pk}/",
        f"{drafted.pk}/edit/",
        f"{row.pk}/",
    ]
    for path in [*pages, f"{row.pk}/tree/territory/department/", f"{row.pk}/tree/prison/prisons/"]:
        here.open(f"/directives/{path}")
        wholesome(here)
    for path in ("", f"{row.pk}/at/prison/"):
        there.open(f"/directives/{path}")
        wholesome(there)
    actions.withdraw(row, reason="另行部署。", by=bao)
    for walker, path in ((here, f"{row.pk}/"), (there, f"{row.pk}/at/prison/")):
        walker.open(f"/directives/{path}")
        wholesome(walker)
