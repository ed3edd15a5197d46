"""Another system is let in, told, and gives: walked by the leader of a prison, and by the program itself."""

import json
import urllib.request

import pytest

from fengsui.cast import DAY
from fengsui.ground.interfaces import actions
from fengsui.ground.interfaces.tests.receiver import receiver, verify

__all__ = ["receiver"]
pytestmark = pytest.mark.django_db(transaction=True)


def clean(walker):
    return walker.axe() + walker.complaints + [walker.overflow()]


def test_a_token_is_set_up_drawn_once_and_used(walk, account, leader, officer, live_server):
    walker = walk("desk").sign_in(account(leader, "leader"))
    page = walker.open("/interfaces/new/")
    page.fill("input[name=name]", "人事系统")
    page.select_option("select[name=person]", str(leader.pk))
    page.check("input[value='units.read']")
    assert clean(walker) == [0]
    page.click("main .button-row button")
    page.click("form[action$='/draw/'] button")
    secret = page.inner_text("#secret")
    assert clean(walker) == [0]
    call = urllib.request.Request(f"{live_server.url}/api/v1/units", headers={"Authorization": f"Bearer {secret}"})
    with urllib.request.urlopen(call) as answer:
        assert json.load(answer)["items"][0]["code"] == "prison"
    page = walker.open("/interfaces/")
    assert secret not in page.content()
    assert clean(walker) == [0]


@pytest.mark.parametrize(("size", "theme", "language"), [("desk", "light", "zh-hans"), ("phone", "dark", "en")])
def test_every_page_of_the_interfaces_is_clean(walk, account, leader, officer, units, size, theme, language):
    token = actions.propose(units["prison"], leader, "HR", ["units.read"], by=leader)
    webhook = actions.subscribe(
        units["prison"], "HR", "https://hr.example/", ["reports.signed"], level="public", by=leader
    )
    parcel = actions.ping(webhook, by=leader)
    walker = walk(size, theme, language).sign_in(account(leader, "leader"))
    for path in (
        "",
        "new/",
        f"{token.pk}/",
        "webhooks/",
        "webhooks/new/",
        f"webhooks/{webhook.pk}/",
        f"deliveries/{parcel.key}/",
    ):
        walker.open(f"/interfaces/{path}")
        assert clean(walker) == [0], path
    walker.open("/api/v1/docs")
    assert clean(walker) == [0]


def test_a_test_parcel_arrives(walk, account, leader, prison, receiver):
    webhook = actions.subscribe(prison, "HR", receiver.url, ["reports.signed"], level="public", by=leader)
    walker = walk("phone").sign_in(account(leader, "leader"))
    page = walker.open(f"/interfaces/webhooks/{webhook.pk}/")
    page.click("form[action$='/ping/'] button")
    actions.deliver(webhook.pk)  # what the worker does
    page.click("form[action$='/secret/'] button[name=show]")
    assert verify(*receiver.got[0], page.inner_text("#secret"))
    assert "200" in walker.open(f"/interfaces/webhooks/{webhook.pk}/").inner_text("table")


def test_a_list_is_taken_out(walk, account, leader, officer, units):
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row

    rows = [Row(units["ward-1"], 300, 0, 300, 0), Row(units["ward-2"], 280, 0, 280, 0)]
    custody.count(units["prison"], DAY, "evening", rows, by=officer)
    walker = walk("desk", language="en").sign_in(account(leader, "leader"))
    page = walker.open("/custody/prison/")
    page.click(".export-menu summary")
    assert clean(walker) == [0]
    with page.expect_download() as caught:
        page.click(".export-menu button[value=csv]")
    assert "300" in caught.value.path().read_text(encoding="utf-8-sig")


def test_a_block_from_excel_fills_the_evening_report(walk, account, officer, prison):
    walker = walk("desk", language="en").sign_in(account(officer, "officer"))
    page = walker.open("/reports/prison/2020-02-03/")
    names = page.eval_on_selector_all("[data-report] th[data-name]", "heads => heads.map(head => head.dataset.name)")
    block = f"{names[1]}\t２\t手工核对\n{names[0]}\t580\tcounted by hand\nno such\tx"
    page.focus("[data-report] .report-value")
    page.evaluate(PASTE, block.rsplit("\n", 1)[0])
    values = page.eval_on_selector_all("[data-report] .report-value", "inputs => inputs.map(input => input.value)")
    reasons = page.eval_on_selector_all("[data-report] .report-reason", "inputs => inputs.map(input => input.value)")
    assert (values[:2], reasons[:2]) == (["580", "2"], ["counted by hand", "手工核对"])
    page.evaluate(PASTE, "1\n2\nmany")
    values = page.eval_on_selector_all("[data-report] .report-value", "inputs => inputs.map(input => input.value)")
    assert values[:2] == ["1", "2"]
    assert "is not a number" in page.inner_text("#toasts")
    assert clean(walker) == [0]


PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
