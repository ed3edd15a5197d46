"""The design system in a real browser: every part, both themes, both languages, two sizes; drafts; the grid."""

import pytest

LOOKS = [("desk", "light", "zh-hans"), ("desk", "dark", "en"), ("phone", "light", "en"), ("phone", "dark", "zh-hans")]
ROWS = "监区\t早\t晚\n一监区\t４１２\t413\n二监区\t1,208\t无\n"


@pytest.fixture
def desk(walk, account, bao):
    return walk("desk").sign_in(account(bao))


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_anybody_can_use_every_part(walk, account, bao, size, theme, language):
    walker = walk(size, theme, language).sign_in(account(bao))
    for path in ("/style/?toasts", "/settings/", "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/logout/"):
        walker.open(path)
        assert (path, walker.axe(), walker.overflow(), walker.complaints) == (path, [], 0, [])


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_anybody_can_sign_in_and_read_an_error(walk, drill, size, theme, language):
    walker = walk(size, theme, language)
    for path in ("/accounts/login/", "/accounts/password/forgotten/", "/nonsense"):
        walker.open(path)
        assert (path, walker.axe(), walker.overflow()) == (path, [], 0)


def send(page):
    """Send the sample form, complete or not."""
    button = page.locator("form:has([name=s-reason]) [type=submit]")
    button.evaluate("button => { button.form.noValidate = true }")
    button.click()


def note(page):
    return page.locator(".draft-note")


def test_what_was_typed_survives_a_reload(desk):
    page = desk.open("/style/")
    page.fill("[name=s-counted]", "411")
    page.check("[name=s-shift][value=pm]")
    desk.open("/style/")
    assert page.input_value("[name=s-counted]") == "411"
    assert page.is_checked("[name=s-shift][value=pm]")
    note(page).locator("button").click()
    assert page.input_value("[name=s-counted]") == ""
    desk.open("/style/")
    assert note(page).count() == 0


def test_what_was_typed_survives_a_lost_session(desk, account):
    page = desk.open("/style/")
    page.fill("[name=s-reason]", "夜间就医一人")
    page.context.clear_cookies(name="sessionid")
    send(page)
    page.wait_for_url("**/accounts/login/**")
    page.fill("[name=login]", "user")
    page.fill("[name=password]", "fengsui2020")
    page.click("form [type=submit]")
    page.wait_for_url("**/style/")
    assert page.input_value("[name=s-reason]") == "夜间就医一人"
    assert note(page).count() == 1


def test_a_form_that_was_taken_has_no_draft(desk):
    page = desk.open("/style/")
    page.fill("[name=s-reason]", "x")
    send(page)
    page.wait_for_load_state("load")
    desk.open("/style/")
    assert note(page).count() == 0


def test_signing_out_leaves_nothing_on_the_device(desk):
    page = desk.open("/style/")
    page.fill("[name=s-reason]", "x")
    page.wait_for_timeout(400)
    assert page.evaluate("Object.keys(localStorage).length") == 1
    page.click(".account-menu summary")
    page.click("[data-sign-out] button")
    page.wait_for_load_state("load")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_form_is_not_sent_twice(desk):
    page, sent = desk.open("/style/"), []
    page.route("**/style/", lambda route: (sent.append(1), route.fulfill(status=204)))
    button = page.locator("form:has([name=a1]) [type=submit]")
    button.evaluate("button => { button.click(); button.click(); setTimeout(() => button.click(), 100); }")
    page.wait_for_timeout(400)
    assert sent == [1]
    assert button.get_attribute("aria-busy") == "true"


def test_without_a_connection_nothing_is_sent_or_lost(desk):
    page = desk.open("/style/")
    page.fill("[name=a1]", "5")
    page.context.set_offline(True)
    page.locator("form:has([name=a1]) [type=submit]").click()
    assert "网络已断开" in page.locator(".toast-error").inner_text()
    page.context.set_offline(False)
    desk.open("/style/")
    assert page.input_value("[name=a1]") == "5"


def paste(page, name, text):
    page.locator(f"[name={name}]").evaluate(
        """(input, text) => { const data = new DataTransfer(); data.setData("text/plain", text); input.focus();
        input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }""",
        text,
    )


def cells(page):
    return [page.input_value(f"[name={name}]") for name in ("a1", "b1", "c1", "a2", "b2", "c2", "a3", "b3", "c3")]


def test_a_block_from_excel_is_spread_by_name_and_what_does_not_fit_is_named(desk):
    page = desk.open("/style/")
    paste(page, "c3", ROWS)
    assert cells(page) == ["412", "413", "", "1208", "", "", "", "", ""]
    said = page.locator(".toast-warning").inner_text()
    assert "已填入3格" in said
    assert "二监区·晚：“无”不是数字" in said
    assert page.locator("tfoot output").first.inner_text() == "1,620"


def test_columns_go_by_the_head_line_and_days_by_however_they_are_written(desk):
    page = desk.open("/style/")
    days = """rows => rows.slice(0, 3).forEach((row, n) => { row.dataset.name = `2020-02-0${n + 6}`; })"""
    page.locator("table[data-grid] tbody th").evaluate_all(days)
    head = page.locator("table[data-grid] thead th").all_inner_texts()
    rows = [
        f"{head[0]}\t{head[2]}\t{head[1]}",
        "2月7日 星期五\t4\t3",
        "2020/2/6\t2\t1",
        "2月30日\t9\t9",
        "2020-02-08\t6\t5",
    ]
    paste(page, "a1", "\n".join(rows))
    assert cells(page) == ["1", "2", "", "3", "4", "", "5", "6", ""]
    assert "“2月30日 9 9”超出表格范围" in page.locator(".toast-warning").inner_text()


def test_a_paste_is_taken_back_as_a_whole(desk):
    page = desk.open("/style/")
    page.fill("[name=a1]", "7")
    paste(page, "a1", "1\t2\n3\t4")
    assert cells(page)[:5] == ["1", "2", "", "3", "4"]
    page.keyboard.press("Control+z")
    assert cells(page)[:5] == ["7", "", "", "", ""]


@pytest.mark.parametrize(
    ("text", "first"),
    [("1,2\n3,4", ["1", "2", "", "3", "4"]), ("1，234", ["1", "234"]), ("１２", ["12"]), ('"1"\t"2\n"', ["1", "2"]), ("1,208", ["1208"]), ("5\r\n6\r\n", ["5", "", "", "6"])],
)  # fmt: skip
def test_whatever_a_spreadsheet_or_a_person_copies(desk, text, first):
    page = desk.open("/style/")
    paste(page, "a1", text)
    assert cells(page)[: len(first)] == first


def test_half_a_paste_says_what_lies_outside(desk):
    page = desk.open("/style/")
    paste(page, "b3", "1\t2\t3\n4\t5\t6")
    said = page.locator(".toast-warning").inner_text()
    assert cells(page)[7:] == ["1", "2"]
    assert "已填入2格" in said
    assert "“3”超出表格范围" in said


def test_keys_move_through_the_grid(desk):
    page = desk.open("/style/")
    focus = "document.activeElement.name"
    page.focus("[name=a1]")
    seen = []
    for key in ("Enter", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowRight", "Shift+Enter", "Tab"):
        page.keyboard.press(key)
        seen.append(page.evaluate(focus))
    assert seen == ["a2", "a3", "a2", "b2", "c2", "c1", "a2"]


def test_left_and_right_stay_in_a_number_until_its_edge(desk):
    page = desk.open("/style/")
    page.focus("[name=b1]")
    page.keyboard.type("12")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.name") == "b1"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.name") == "a1"


def test_full_width_digits_become_plain(desk):
    page = desk.open("/style/")
    page.fill("[name=a1]", "１２３")
    page.keyboard.press("Tab")
    assert page.input_value("[name=a1]") == "123"


def test_the_theme_changes_at_once_and_stays(desk):
    page = desk.open("/style/")
    page.fill("[name=a1]", "5")
    page.click(".account-menu summary")
    page.click("[name=theme][value=dark]")
    assert page.get_attribute("html", "data-bs-theme") == "dark"
    assert page.input_value("[name=a1]") == "5"
    desk.open("/settings/")
    assert page.get_attribute("html", "data-bs-theme") == "dark"


def test_menus_close_on_escape_and_elsewhere(desk):
    page = desk.open("/style/")
    menu = page.locator(".account-menu")
    menu.locator("summary").click()
    page.keyboard.press("Escape")
    assert not menu.evaluate("menu => menu.open")
    menu.locator("summary").click()
    page.click("h1")
    assert not menu.evaluate("menu => menu.open")


def test_the_clock_of_a_drill_goes_on(desk, drill):
    from fengsui.ground.clock import actions

    actions.move(rate=60)
    page = desk.open("/settings/")
    before = page.inner_text(".clock-hour")
    page.wait_for_timeout(2500)
    assert page.inner_text(".clock-hour") > before


def test_a_toast_undoes(desk):
    page = desk.open("/style/?toasts")
    page.locator(".toast-action").click()
    page.wait_for_url("**/style/")


def test_the_first_tab_skips_the_menu(desk):
    page = desk.open("/settings/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
