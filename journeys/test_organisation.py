"""The organisation in a real browser: people, appointments, a unit that moves, the search everywhere."""

import re
from datetime import timedelta

import pytest

from fengsui.cast import DAY, FOUNDED, _person
from fengsui.ground.indicators.rollups import rollup
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import Account, Tie, Unit
from fengsui.ground.org.scope import SYSTEM

LOOKS = [("desk", "light", "zh-hans"), ("phone", "dark", "en")]
OWN = "own-word-2020"


@pytest.fixture
def league(units):
    """A second county below the league, and one whose name is often read wrongly."""
    rows = [
        UnitRow("county-2", "county_bureau", "测试二旗司法局", superiors={"territory": "league"}),
        UnitRow("bureau-152500", "league_bureau", "锡林郭勒盟司法局", superiors={"territory": "department"}),
    ]
    org.arrange(rows, since=FOUNDED, by=SYSTEM)


@pytest.fixture
def admin(units, league):
    return _person(units, "单位管理员", "league", "administrator")


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_anybody_can_use_every_page(walk, account, admin, uyunna, size, theme, language):
    org.rename(Unit.objects.get(code="county"), "更名旗司法局", since=DAY + timedelta(days=1), by=SYSTEM)
    walker = walk(size, theme, language).sign_in(account(admin))
    pages = ["/units/league/", "/units/county/", "/units/county/?day=2020-02-01", "/units/county/people/", "/units/league/seats/",
             "/units/league/rights/", f"/persons/{uyunna.pk}/", "/search/?q=cesh", "/search/"]  # fmt: skip
    pages += [f"/units/county/change/{kind}/" for kind in ("move", "merge", "split", "close", "rename")]
    for path in pages:
        walker.open(path)
        assert (path, walker.axe(), walker.overflow(), walker.complaints) == (path, [], 0, [])


def test_an_administrator_appoints_an_officer_who_signs_in(walk, account, admin, live_server):
    page = walk("desk", language="en").sign_in(account(admin)).open("/units/county/people/")
    page.fill("[name=name]", "演练民警甲")
    page.click("form[data-draft^=register] [type=submit]")
    page.wait_for_url("**/persons/**")
    page.click("form:has([name=office]) [type=submit]")
    page.wait_for_selector("td >> text=open-ended")
    page.fill("[name=username]", "min.jing")
    page.click("form:has([name=username]) [type=submit]")
    password = page.inner_text(".first-password code")
    page = walk("phone", language="en").open("/accounts/login/")
    page.fill("[name=login]", "min.jing")
    page.fill("[name=password]", password)
    page.click("form [type=submit]")
    page.wait_for_url("**/accounts/password/change/")
    for name, value in (("oldpassword", password), ("password1", OWN), ("password2", OWN)):
        page.fill(f"[name={name}]", value)
    page.click("main form [type=submit]")
    page.wait_for_url(re.compile(r"/(?!accounts/password)[^/]*/?$"))
    page.goto(f"{live_server.url}/units/county/")
    assert "Test county" in page.inner_text("h1")
    assert not Account.objects.get(username="min.jing").must_change


def test_a_unit_is_moved_and_yesterday_is_the_same(walk, account, admin):
    before = rollup(DAY - timedelta(days=1), "territory")
    page = walk("desk", language="en").sign_in(account(admin)).open("/units/office/change/move/")
    page.select_option("[name=to]", label="测试二旗司法局")
    page.click("button[value=preview]")
    page.wait_for_selector(".follows")
    assert "instead of Test county" in page.inner_text(".follows")
    page.click("button[value=confirm]")
    page.wait_for_url("**/units/office/")
    assert Tie.objects.on().get(unit__code="office", line="territory").superior.code == "county-2"
    after = rollup(DAY - timedelta(days=1), "territory")
    assert [(node.unit_id, node.path) for node in after.nodes] == [(node.unit_id, node.path) for node in before.nodes]
    page.click("text=Undo")
    page.wait_for_selector("text=It was withdrawn")
    assert Tie.objects.on().get(unit__code="office", line="territory").superior.code == "county"


def test_the_second_administrator_sees_what_the_first_did(walk, account, admin):
    page = walk("desk", language="en").sign_in(account(admin)).open("/units/office/change/move/")
    page.select_option("[name=to]", label="测试二旗司法局")
    page.click("button[value=preview]")
    page.wait_for_selector(".follows")
    office, league = Unit.objects.get(code="office"), Unit.objects.get(code="league")
    org.move(office, "territory", league, since=DAY, by=SYSTEM)
    page.click("button[value=confirm]")
    page.wait_for_selector("text=Somebody else changed")
    assert "instead of Test league" in page.inner_text(".follows")
    page.click("button[value=confirm]")
    page.wait_for_url("**/units/office/")
    assert Tie.objects.on().get(unit__code="office", line="territory").superior.code == "county-2"


@pytest.mark.parametrize("text", ["xlgl", "xilinguole", "锡林"])
def test_ctrl_k_finds_a_unit_and_enter_opens_it(walk, account, bao, league, text):
    walker = walk("desk").sign_in(account(bao))
    page = walker.open("/")
    page.keyboard.press("Control+k")
    page.fill("#find input", text)
    page.wait_for_selector("#find a.found-hit:has-text('锡林郭勒盟司法局')")
    assert walker.axe() == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/bureau-152500/")


def test_the_search_goes_by_keys_and_closes(walk, account, bao, league):
    page = walk("phone").sign_in(account(bao)).open("/")
    page.click("[data-find]")
    page.keyboard.type("司法局")
    page.wait_for_selector("#find a.found-hit >> nth=1")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#find a.found-hit >> nth=1", "data-chosen") == ""
    page.keyboard.press("ArrowUp")
    assert page.get_attribute("#find a.found-hit >> nth=0", "data-chosen") == ""
    page.keyboard.press("Escape")
    assert not page.locator("#find").is_visible()
