"""A task in a real browser: from a finding, done at the prison on a phone, not closed while the check fails, closed after."""

import pytest

from fengsui.cast import DAY, at

pytestmark = pytest.mark.django_db(transaction=True)


def press(page, value):
    page.click(f"button[name=do][value={value}]")
    page.wait_for_load_state("load")


@pytest.fixture
def finding(units, drill):
    """The prison has not signed."""
    from fengsui.command.assessment import actions
    from fengsui.command.assessment.models import Finding

    drill(at("18:46"))
    actions.look(DAY)
    return Finding.objects.get(rule="reports.silent", unit=units["prison"])


def test_from_a_finding_to_its_end(window, finding, units, li, officer):
    from fengsui.command.reports import actions as reports
    from fengsui.command.tasks.models import Task

    here = window(li)
    page = here.open(f"/assessment/finding/{finding.pk}/")
    page.click("summary:has-text('交办任务')")
    page.fill("[name=tasked-note]", "补报今日晚报告，写明原因")
    page.fill("[name=tasked-due]", "2020-02-03T20:00")
    press(page, "tasked")
    task = Task.objects.get()
    assert page.locator(f"a[href='/tasks/{task.pk}/']").count() == 1
    here.wholesome()

    phone = window(officer, "phone")
    phone.open("/").click("text=补报今日晚报告")
    phone.page.wait_for_selector(".notice-due")  # the check still fails, says the page by itself
    phone.wholesome()
    press(phone.page, "begun")
    phone.page.fill("[name=done-note]", "网络中断，正在补报。")
    tall = phone.page.locator("button[value=done]").bounding_box()["height"]
    assert tall >= 56
    press(phone.page, "done")

    page = here.open(f"/tasks/{task.pk}/")
    press(page, "closed")
    assert "仍不成立" in page.inner_text("main")
    reports.sign(units["prison"], DAY, {}, revision=0, by=officer, note="—")
    page = here.open(f"/tasks/{task.pk}/")
    page.wait_for_selector(".notice-good")
    press(page, "closed")
    page.wait_for_selector(".page-state .state-good")
    here.wholesome()


def test_many_are_changed_with_the_keyboard(window, units, li):
    from fengsui.command.tasks import actions, queries

    for n in range(5):
        actions.give(units["department"], f"任务{n}", to=units["prison"], due_at=at("20:00"), by=li)
    here = window(li)
    page = here.open("/tasks/given/")
    page.focus(".tasks-tick >> nth=0")
    page.keyboard.press("Space")
    page.focus("[data-tick-page]")
    page.keyboard.press("Space")
    assert page.inner_text("[data-many-count]") == "5"
    page.select_option("[name=deed]", "moved")
    page.fill("[name=due]", "2020-02-03T22:00")
    page.fill("#id_note", "统一顺延")
    here.wholesome()
    page.click("#many button.btn-primary")
    page.wait_for_load_state("load")
    assert {row.due_at for row in queries.given(li)} == {at("22:00")}


@pytest.mark.parametrize(("size", "theme", "language"), [("phone", "dark", "zh-hans"), ("desk", "light", "en")])
def test_every_page_in_every_look(window, units, bao, li, officer, size, theme, language):
    from fengsui.command.tasks import actions

    made = []
    for n, text in enumerate(("核查一监区双岗", "更换口罩并登记", "核对返岗民警名单", "上报值班表")):
        made.append(
            actions.give(
                units["department"], text, to=units["prison"], due_at=at(f"{20 + n}:00"), by=li, person=officer
            )
        )
    actions.report(made[1], "已更换一半", percent=50, by=officer)
    actions.finish(made[2], "名单已核对，无误。", by=officer)
    actions.finish(made[3], "已上报。", by=officer)
    actions.accept(made[3], by=li)
    here, there = (window(person, size, theme=theme, language=language) for person in (li, officer))
    pages = ["/tasks/", "/tasks/given/", "/tasks/board/", "/tasks/all/?state=all", "/tasks/new/"]
    for path in pages + [f"/tasks/{task.pk}/" for task in made]:
        here.open(path)
        here.wholesome()
    for path in ["/tasks/", "/tasks/board/?side=mine", *(f"/tasks/{task.pk}/" for task in made[:2])]:
        there.open(path)
        there.wholesome()
