"""The evening in a real browser: from the roll-call to the signed brief, and what may go wrong on the way."""

import pytest

from fengsui.cast import DAY, at

pytestmark = pytest.mark.django_db(transaction=True)
# A form that is refused answers 409, 413 or 422; the browser writes that down as if it were a fault.
EXCUSED = r"status of 4(09|13|22)"
REPORT = "/reports/prison/2020-02-03/"
GRID = "/custody/prison/2020-02-03/evening/"
BRIEF = "/assessment/territory/department/2020-02-03/"
HELD = "[name='value-custody.prisoners']"


@pytest.fixture
def stocked(prison, units, officer, drill):
    """The prison is counted; its report only waits for a signature."""
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row

    rows = [Row(units["ward-1"], 300, 0, 300, 0), Row(units["ward-2"], 280, 0, 280, 0)]
    custody.count(prison, DAY, "evening", rows, by=officer)
    custody.set_strength(prison, DAY, on_duty=40, in_isolation=30, on_standby=35, inside_since=DAY, by=officer)


def paste(cell, text):
    cell.evaluate(
        """(input, text) => { const data = new DataTransfer(); data.setData("text/plain", text); input.focus();
        input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }""",
        text,
    )


def send(page, what):
    page.click(f"button[name=do][value={what}]")
    page.wait_for_load_state("load")


def steps(stage):
    from fengsui.command.reports.models import Step

    return Step.objects.filter(stage=stage).count()


def settle(drill, hour):
    from fengsui.ground.clock import actions
    from fengsui.ground.obligations.actions import replan

    drill(at(hour))
    replan()
    actions.tick()


def count_in_the_grid(page):
    first, second = page.locator("input[name^=present-]").all()
    first.focus()
    page.keyboard.type("300")
    page.keyboard.press("Tab")
    page.keyboard.type("1")
    paste(second, "280\t0\t279\t1")
    assert page.locator("[data-sum]").first.inner_text() == "580"
    send(page, "save")


def test_from_the_roll_call_to_the_signed_brief(window, drill, units, bao, officer, leader, zhao, client, account):
    settle(drill, "18:30")
    here = window(officer)
    here.open("/").click(f"a[href='{GRID}']")
    count_in_the_grid(here.page)

    over = window(leader, "phone").open(GRID)
    over.click("form[action$='/confirm/'] button")
    over.wait_for_load_state("load")
    assert "包某" not in over.content()

    page = here.open("/")
    page.click(f"a[href='{REPORT}']")
    assert page.input_value(HELD) == "581"
    page.fill("[name=note]", "警力尚未登记")
    send(page, "sign")
    assert page.locator(HELD).count() == 0

    top = window(bao).open("/rollup/")
    top.click("a[href$='/custody.prisoners/'] >> nth=0")
    top.click("a[href*='/rollup/territory/prisons/']  >> nth=0")
    top.click("a[href*='/rows/custody.prisoners/'] >> nth=0")
    assert "二监区" in top.inner_text("main")

    settle(drill, "18:50")
    top.goto(top.url.split("/custody/")[0] + BRIEF)
    assert "测试第二监狱" in top.inner_text(".findings")
    send(top, "sign")
    assert top.locator("button[value=sign]").count() == 0
    paper = top.request.get(top.url + "pdf/")
    assert paper.body().startswith(b"%PDF")

    client.force_login(account(zhao, "zhao"))
    assert [client.get(path).status_code for path in ("/", "/rollup/", REPORT, GRID, BRIEF)] == [
        200,
        404,
        404,
        404,
        404,
    ]
    assert "测试监狱" not in client.get("/").content.decode()


def test_two_officers_on_one_report_lose_nothing(window, stocked, officer, leader):
    first, second = window(officer).open(REPORT), window(leader).open(REPORT)
    first.fill(HELD, "579")
    first.fill("[name='reason-custody.prisoners']", "一人调出未登记")
    send(first, "save")
    second.fill("[name=note]", "我写的说明")
    send(second, "save")
    assert second.input_value("[name=note]") == "我写的说明"
    assert "579" in second.inner_text("[data-report]")
    assert second.input_value(HELD) == "580"


def test_a_lost_session_keeps_what_was_typed(window, stocked, officer):
    page = window(officer).open(REPORT)
    page.fill("[name=note]", "还没有保存")
    page.context.clear_cookies(name="sessionid")
    page.click("button[value=save]")
    page.wait_for_url("**/accounts/login/**")
    page.fill("[name=login]", "user-0")
    page.fill("[name=password]", "fengsui2020")
    page.click("form [type=submit]")
    page.wait_for_url(f"**{REPORT}")
    assert page.input_value("[name=note]") == "还没有保存"


def test_a_double_click_signs_once(window, stocked, officer):
    page = window(officer).open(REPORT)
    page.fill("[name=note]", "—")
    page.locator("button[value=sign]").evaluate("button => { button.click(); button.click(); }")
    page.wait_for_selector("button[value=sign]", state="detached")
    assert steps("signed") == 1


def test_going_back_after_signing_shows_the_signed_report(window, stocked, officer):
    page = window(officer).open(REPORT)
    page.fill("[name=note]", "—")
    send(page, "sign")
    page.goto(page.url.split("/reports/")[0] + "/")
    page.go_back()
    page.wait_for_load_state("load")
    assert page.locator("button[value=sign]").count() == 0
    assert steps("signed") == 1


def test_a_script_is_shown_as_text(window, stocked, officer, drill, bao):
    nasty = "<script>document.title='x'</script><img src=x onerror=alert(1)>"
    page = window(officer).open(REPORT)
    page.fill("[name=note]", nasty)
    send(page, "sign")
    assert nasty in page.inner_text("main")
    settle(drill, "18:50")
    page = window(bao).open(BRIEF)
    page.fill("[name=opinion]", nasty)
    send(page, "sign")
    assert nasty in page.inner_text("main")
    assert page.title() != "x"


def test_a_file_of_20_mb_is_answered_with_a_sentence(window, stocked, officer, tmp_path):
    page = window(officer).open(GRID)
    page.locator("details.custody-fold summary").click()
    (tmp_path / "huge.csv").write_bytes(b"1," * 10_000_000)
    page.set_input_files("[name=file]", tmp_path / "huge.csv")
    page.click("button[value=fill]")
    assert "1 MB" in page.inner_text(".toast-error")


ROLES = {"bao": ("desk", "light", "zh-hans"), "officer": ("phone", "dark", "zh-hans"),
         "bureau": ("phone", "light", "en"), "security": ("desk", "dark", "en")}  # fmt: skip


def test_every_page_of_the_menu_is_for_everybody(window, stocked, drill, request):
    """Each page once, in the look of the first who has it; the front page, where all differs, by everybody."""
    settle(drill, "18:50")
    links, walked = "nodes => nodes.map(node => node.getAttribute('href'))", {REPORT: "officer", BRIEF: "bao"}
    for who, (size, theme, language) in ROLES.items():
        walker = window(request.getfixturevalue(who), size, theme=theme, language=language)
        found = walker.open("/settings/").eval_on_selector_all("main a[href^='/'], .places a[href^='/']", links)
        for path in found:
            walked.setdefault(path, who)
        for path in sorted(path for path in {"/", *walked} if path == "/" or walked[path] == who):
            walker.open(path)
            assert (who, path, walker.axe(), walker.overflow()) == (who, path, [], 0)
