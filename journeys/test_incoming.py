"""An incoming paper in a real browser: registered with its scan, proposed, instructed, passed on to all below, concluded, printed."""

import pytest

from fengsui.cast import at
from fengsui.command.incoming.tests.conftest import PDF, letters

__all__ = ["letters"]

pytestmark = pytest.mark.django_db(transaction=True)


def press(page, value):
    page.click(f"button[name=do][value={value}]")
    page.wait_for_load_state("load")


def test_from_the_register_to_the_prison(window, li, bao, officer, tmp_path):
    from fengsui.command.incoming.models import Paper, Scan

    scan = tmp_path / "扫描件.pdf"
    scan.write_bytes(PDF)
    page = window(li).open("/incoming/new/")
    page.fill("[name=sender]", "测试部")
    page.fill("[name=number]", "司发通[2020]5号")
    page.fill("[name=title]", "关于测试的通知")
    page.set_input_files("[name=file]", scan)
    page.click(".action-bar button[type=submit]")
    page.wait_for_load_state("load")
    paper = Paper.objects.get()
    assert (paper.sender_number, Scan.objects.get().kind) == ("司发通〔2020〕5号", "pdf")
    page.fill("[name=proposed-note]", "拟请监狱管理局阅办。")
    press(page, "proposed")
    page = window(bao, "phone").open(f"/incoming/{paper.pk}/")
    page.fill("[name=instructed-note]", "抓好落实。")
    page.fill("[name=instructed-to]", "prison")
    press(page, "instructed")
    there = window(officer, "phone")
    there.open(f"/incoming/{paper.pk}/")
    there.wholesome()


def test_passed_on_to_all_below_and_concluded(window, units, letters, bao, li, officer):
    from fengsui.command.directives import actions as directives
    from fengsui.command.directives.models import Directive, Receipt
    from fengsui.command.incoming import actions, queries

    paper = actions.register(
        units["department"], actions.Entry("测试部", "在会议上的讲话", at("17:00"), kind="speech"), by=li
    )
    actions.instruct(paper, "传达到全体干警。", by=bao)
    here = window(li)
    page = here.open(f"/incoming/{paper.pk}/")
    page.click("summary:has-text('传达学习')")
    page.fill("[name=passed_on-due]", "2020-02-03T20:00")
    page.dblclick("button[name=do][value=passed_on]")
    page.wait_for_url("**/directives/*/edit/")
    made = Directive.objects.get()
    directives.check(made, by=li)
    directives.issue(directives.approve(made, revision=made.revision, by=bao), by=li)
    phone = window(officer, "phone")
    press(phone.open(f"/directives/{made.pk}/mine/"), "acknowledge")
    assert Receipt.objects.filter(mark="acknowledged").count() == 1
    page = here.open(f"/incoming/{paper.pk}/")
    assert made.title in page.inner_text("main")
    page.fill("[name=concluded-note]", "已传达到全体干警。")
    page.dblclick("button[name=do][value=concluded]")
    page.wait_for_selector(".page-state .state-good")
    assert [step.deed for step in queries.steps(paper)] == ["registered", "instructed", "passed_on", "concluded"]
    page = here.open(f"/incoming/{paper.pk}/slip/")
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelector('.slip').getBoundingClientRect().right") <= page.viewport_size["width"]


def test_the_same_paper_is_said_while_one_types(window, units, li):
    from fengsui.command.incoming import actions

    entry = actions.Entry("测试部", "x", at("17:00"), number="5")
    actions.register(units["department"], entry, by=li)
    page = window(li).open("/incoming/new/")
    page.fill("[name=sender]", "测试部")
    page.fill("[name=number]", "5")
    page.press("[name=number]", "Tab")
    page.wait_for_selector("#incoming-twins .notice")


@pytest.mark.parametrize(("size", "theme", "language"), [("phone", "dark", "zh-hans"), ("desk", "light", "en")])
def test_every_page_in_every_look(window, units, bao, li, size, theme, language):
    from fengsui.command.incoming import actions

    made = []
    for n, title in enumerate(("在疫情防控工作会议上的讲话", "关于做好值守的通知", "关于物资的函", "明电一份")):
        entry = actions.Entry("测试部", title, at("17:00"), number=f"测[2020]{n}号", urgency="加急", due_at=at("21:00"))
        made.append(actions.register(units["department"], entry, by=li, files=[("扫描件.pdf", PDF)]))
    actions.propose(made[1], "拟请监狱管理局阅办。", by=li)
    for paper in made[2:]:
        actions.instruct(paper, "抓好落实。", to=units["prison"], helpers=[units["centre"]], by=bao)
    actions.undertake(made[3], "核查值守安排", to=units["prison"], due_at=at("21:00"), by=li)
    actions.pass_on(made[3], acknowledge_by=at("20:00"), by=li)
    everywhere = ["/incoming/", "/incoming/new/", f"/incoming/{made[-1].pk}/slip/"]
    pages = {
        li: [*everywhere, *(f"/incoming/{one.pk}/" for one in made)],
        bao: [f"/incoming/{one.pk}/" for one in made[:2]],
    }
    for person, paths in pages.items():
        here = window(person, size, theme=theme, language=language)
        for path in paths:
            here.open(path)
            here.wholesome()
