"""A directive in a real browser: issued at the top as a numbered document, acknowledged at a justice office on a phone, seen from above."""

import pytest
from django.urls import reverse

from fengsui.cast import at

pytestmark = pytest.mark.django_db(transaction=True)
EXCUSED = r"status of 4(09|22)"
TITLE = "关于做好疫情防控工作的通知"
TEXT = "一、立即部署\n各单位即日起每日排查。\n二、及时报告\n有情况随时报告。"


@pytest.fixture
def clerk(units):
    from fengsui.cast import _person

    return _person(units, "所员甲", "office", "officer")


def issue(here):
    """Draft, check, approve, enter the code letters and issue on the pages."""
    page = here.open("/directives/new/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=text]", TEXT)
    page.fill("[name=acknowledge_by]", "2020-02-03T20:00")
    page.fill("[name=do_by]", "2020-02-03T22:00")
    here.wholesome()
    page.click(".action-bar button.btn-primary")
    for step in ("check", "approve"):
        page.wait_for_selector(f"form[action$='/{step}/']")
        here.wholesome()
        page.click(f"form[action$='/{step}/'] button")
    page.click(f".notice a[href='/documents/series/?next={page.url.removeprefix(here.base)}']")
    page.fill("[name=title]", "发文")
    page.fill("[name=letters]", "测司发")
    page.click("main form button.btn-primary")
    page.dblclick("form[action$='/issue/'] button")
    page.wait_for_selector("a[href*='/tree/']")
    assert "测司发〔2020〕1号" in page.inner_text("main")


def verify(here):
    """The code on the paper leads anybody to its number."""
    from fengsui.ground.documents.models import Original

    page = here.open(reverse("documents:verify", args=[Original.objects.get().token]))
    assert "测司发〔2020〕1号" in page.inner_text("main")


def test_issued_acknowledged_on_a_phone_seen_from_above(window, units, bao, clerk, drill):
    from fengsui.command.directives.models import Local, Receipt

    here = window(bao)
    issue(here)
    here.page.click("a[href*='/tree/']")
    here.page.wait_for_selector("progress")
    assert here.page.locator("progress").first.get_attribute("value") == "0"

    drill(at("18:40"))
    phone = window(clerk, "phone")
    phone.open("/").click(f"text={TITLE}")
    button = phone.page.locator(".directives-big")
    assert button.bounding_box()["height"] >= 56
    phone.wholesome()
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
    phone.wholesome()

    drill(at("20:30"))
    here.page.reload()
    tree = here.page.url
    assert here.page.locator("progress").first.get_attribute("value") == "1"
    names = here.page.locator(".list-rows .list-row-title").all_inner_texts()
    assert "测试司法所" not in names
    assert "测试旗司法局" in names
    here.wholesome()
    here.page.goto(f"{tree}?as_known=2020-02-03T18:35")
    assert here.page.locator("progress").first.get_attribute("value") == "0"
    here.wholesome()
    verify(here)


@pytest.mark.parametrize(("size", "theme", "language"), [("phone", "dark", "zh-hans"), ("desk", "light", "en")])
def test_every_page_in_every_look(window, units, bao, officer, size, theme, language):
    from fengsui.command.directives import actions
    from fengsui.command.directives.actions import Wanted
    from fengsui.command.directives.models import Delivery
    from fengsui.ground.documents import actions as documents

    annexes = [{"title": "值守方案", "text": "一、值守\n每日值守。"}]
    wanted = Wanted(
        TITLE, TEXT, at("20:00"), at("22:00"), lines=["territory", "prison"], asks_result=True, per_person=True,
        annexes=annexes,
    )  # fmt: skip
    documents.arrange_series(units["department"], "documents", title="发文", letters="测司发", by=bao)
    row = actions.draft(units["department"], wanted, by=bao)
    actions.check(row, by=bao)
    actions.issue(actions.approve(row, revision=1, by=bao), by=bao)
    actions.reschedule(row, at("20:30"), at("22:00"), reason="路远", by=bao)
    actions.add_local(Delivery.objects.get(directive=row, unit=units["prison"]), "另加一条。", by=officer)
    drafted = actions.draft(units["department"], wanted, by=bao)
    here, there = (window(person, size, theme=theme, language=language) for person in (bao, officer))
    pages = ["", "new/", f"{drafted.pk}/", f"{row.pk}/tree/territory/department/"]
    if size == "desk":
        pages = ["?show=drafts", f"{drafted.pk}/edit/", f"{row.pk}/", f"{row.pk}/tree/prison/prisons/"]
    for path in pages:
        here.open(f"/directives/{path}")
        here.wholesome()
    there.open(f"/directives/{row.pk}/at/prison/")
    there.wholesome()
    actions.withdraw(row, reason="另行部署。", by=bao)
    for walker, path in ((here, f"{row.pk}/"), (there, f"{row.pk}/at/prison/")):
        walker.open(f"/directives/{path}")
        walker.wholesome()
