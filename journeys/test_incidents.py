"""An incident in a real browser: a fever at three in the morning, up within its hours, on top of Today; a call in one line."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at

pytestmark = pytest.mark.django_db(transaction=True)
EXCUSED = r"status of 422|ERR_(INTERNET|FAILED|ABORTED)|Failed to fetch"
TOMORROW = DAY + timedelta(days=1)


def press(page, value):
    page.click(f"button[name=do][value={value}]")
    page.wait_for_load_state("load")


def say(page, **typed):
    for name, value in typed.items():
        page.fill(f".incidents-line [name={name}]", value)


def test_a_fever_at_three(window, drill, officer, bao):
    drill(at("03:00", TOMORROW))
    phone = window(officer, "phone")
    page = phone.open("/incidents/new/")
    page.select_option("[name=kind]", "fever")
    page.fill("[name=text]", "一监区一人发热，38.5 ℃")
    phone.wholesome()
    page.click(".action-bar [type=submit]")
    page.wait_for_load_state("load")
    page.fill("[name=fever-measured-celsius]", "38.5")
    page.click("form[data-draft^=fever-measured] [type=submit]")
    page.wait_for_load_state("load")
    assert "38.5 °C" in page.inner_text("main")
    phone.wholesome()
    drill(at("09:25", TOMORROW))
    here = window(bao, theme="dark")
    page = here.open("/")
    assert "38.5" in page.locator(".card").first.inner_text()
    page.click("main a:has-text('38.5')")
    press(page, "take")
    assert "阅办" in page.inner_text(".facts")
    here.wholesome()
    for path in ("/incidents/", "/incidents/night/", "/incidents/note/", "/incidents/kinds/"):
        here.open(path)
        here.wholesome()


def test_a_call_in_one_line(window, li):
    from fengsui.command.incidents.models import Call

    here = window(li)
    page = here.open("/incidents/calls/")
    assert page.evaluate("document.activeElement.name") == "whence"
    for word in ("测试监狱 0471-1234567", "张某", "一监区一人发热"):
        page.keyboard.type(word)
        page.keyboard.press("Enter" if word.startswith("一监区") else "Tab")
    page.wait_for_selector(".incidents-kept")
    assert (Call.objects.get().caller_unit.code, page.evaluate("document.activeElement.name")) == ("prison", "whence")
    assert ("张某" in page.inner_text("main"), "1234567" in page.inner_text("main")) == (False, False)
    here.wholesome()
    page.click("a:has-text('一监区一人发热')")
    press(page, "note")
    here.wholesome()


def test_without_a_connection_or_an_answer_no_word_is_lost_and_no_call_is_twice(window, li):
    from fengsui.command.incidents.models import Call

    here = window(li)
    page = here.open("/incidents/calls/")
    say(page, text="围墙外有人")
    page.context.set_offline(True)
    page.press(".incidents-line [name=text]", "Enter")
    assert "网络已断开" in page.locator(".toast-error").inner_text()
    page.context.set_offline(False)
    page = here.open("/incidents/calls/")
    assert page.input_value(".incidents-line [name=text]") == "围墙外有人"

    def taken_and_lost(route):
        route.fetch(max_redirects=0)
        route.abort()

    page.route(
        "**/incidents/calls/",
        lambda route: taken_and_lost(route) if route.request.method == "POST" else route.continue_(),
    )
    page.press(".incidents-line [name=text]", "Enter")
    page.wait_for_timeout(1500)
    page.unroute("**/incidents/calls/")
    page = here.open("/incidents/calls/")
    page.press(".incidents-line [name=text]", "Enter")
    page.wait_for_selector(".incidents-kept")
    assert Call.objects.count() == 1
