"""The roll-call in a real browser: every page on desk and phone, a block pasted, a draft kept, two officers at once."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.actions import Row
from fengsui.frontline.custody.models import Count

GRID = "/custody/prison/2020-02-03/evening/"
LOOKS = [("desk", "light", "zh-hans"), ("phone", "dark", "en")]
BLOCK = "监区\t在场\t在外\t已测温\t无法读数\n一监区\t２９８\t1\t298\t0\n二监区\t280\t0\t279\t1\n"


@pytest.fixture
def stocked(units, officer):
    """A prison with something on every page; returns a movement and a fever."""
    prison, ward, other = (units[code] for code in ("prison", "ward-1", "ward-2"))
    rows = [Row(ward, 299, 1, 299), Row(other, 280, 0, 279, 1)]
    before = DAY - timedelta(days=1)
    custody.count(prison, before, "evening", rows, by=officer, at=at("18:05", before))
    custody.count(prison, DAY, "morning", [rows[0], Row(other, 279, 0, 279)], by=officer, at=at("07:05"))
    who = {"number": "1001", "name": "王某某", "by": officer}
    moved = custody.move(prison, "escort_out", section=ward, at=at("10:00"), place="定点医院", **who)
    found = custody.measure(prison, ward, celsius=38.1, at=at("11:00"), **who)
    custody.set_strength(prison, DAY, on_duty=40, in_isolation=30, on_standby=0, by=officer)
    return moved, found


@pytest.fixture
def desk(walk, account, officer):
    return walk("desk").sign_in(account(officer))


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_anybody_can_use_every_page(walk, account, leader, stocked, size, theme, language):
    moved, found = stocked
    walker = walk(size, theme, language).sign_in(account(leader))
    pages = [
        "?day=2020-02-03",
        "prison/",
        "prison/movements/",
        "prison/fevers/",
        "prison/strength/",
        "sections/ward-1/",
    ]
    pages += [f"prison/fevers/{found.pk}/", f"prison/persons/{moved.person.pk}/", "prison/2020-02-03/morning/balance/"]
    pages += ["prison/2020-02-03/morning/", "prison/2020-02-03/evening/", "prison/2020-02-03/rows/custody.prisoners/"]
    for path in pages:
        walker.open(f"/custody/{path}")
        assert (path, walker.axe(), walker.overflow(), walker.complaints) == (path, [], 0, [])


def paste(page, text):
    page.locator("[data-grid] input[name^=present]").first.evaluate(
        """(input, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_a_block_from_excel_is_pasted_and_saved(desk, units):
    page = desk.open(GRID)
    paste(page, BLOCK)
    page.click("button[value=save]")
    page.wait_for_selector(".toast, .state-draft")
    assert sorted(Count.objects.values_list("present", "unreadable")) == [(280, 1), (298, 0)]


def test_what_was_typed_survives_a_reload(desk, units):
    page = desk.open(GRID)
    page.locator("[data-grid] input[name^=present]").first.fill("298")
    desk.open(GRID)
    assert page.locator("[data-grid] input[name^=present]").first.input_value() == "298"


def test_two_officers_at_once_see_each_other(desk, units, leader):
    page = desk.open(GRID)
    custody.count(units["prison"], DAY, "evening", [Row(units["ward-1"], 297)], by=leader, at=at("18:10"))
    page.locator("[data-grid] input[name^=present]").first.fill("298")
    page.click("button[value=save]")
    page.wait_for_selector("tr.row-due")
    assert "297 / 0" in page.locator("tr.row-due").inner_text()
    assert page.locator("[data-grid] input[name^=present]").first.input_value() == "298"
