"""Looking back in a real browser: the region as it was known at 18:40, down to the ward; trends; what changed since."""

import pytest

from fengsui.cast import DAY, at

pytestmark = pytest.mark.django_db(transaction=True)
ROLLUP = "/rollup/territory/department/2020-02-03/"
THEN = "2020-02-03T18:40"


@pytest.fixture
def evening(units, drill, officer):
    """Counted and signed at 18:35; corrected and an admission entered late at 20:00; it is 21:00."""
    from fengsui.command.reports import actions as reports
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row

    prison, drill_to = units["prison"], drill
    drill_to(at("18:35"))
    custody.count(
        prison, DAY, "evening", [Row(units["ward-1"], 300, 0, 300), Row(units["ward-2"], 280, 0, 280)], by=officer
    )
    reports.sign(prison, DAY, {}, revision=0, by=officer, note="警力尚未登记")
    drill_to(at("20:00"))
    custody.move(prison, "admission", number="1500", name="王某", section=units["ward-1"], at=at("15:00"), by=officer)
    wrong = {"custody.prisoners": reports.Correction(581, "漏点一人")}
    reports.sign(prison, DAY, wrong, revision=1, by=officer, note="警力尚未登记", reason="复点更正")
    drill_to(at("21:00"))


def held(page):
    return page.locator("tr", has_text="在押人数").first.locator("td").first.inner_text()


def test_the_region_as_it_was_known_at_18_40(evening, walk, account, bao):
    here = walk().sign_in(account(bao, "bao"))
    page = here.open(ROLLUP)
    assert "581" in held(page)
    page.click("text=回看某一时刻")
    page.fill("#as-known", THEN)
    page.click(".past-steps button")
    assert "截至2020年2月3日 18:40已知情况" in page.inner_text(".past")
    assert "580" in held(page)
    assert (here.axe(), here.overflow()) == ([], 0)
    page.click("a[href*='/custody.prisoners/'] >> nth=0")
    page.click("main a[href*='/rollup/territory/prisons/'] >> nth=1")
    page.click("main a[href*='/rows/custody.prisoners/'] >> nth=0")
    assert THEN in page.url
    page.click("main a[href*='/evening/'] >> nth=0")
    page.click("main a[href*='/custody/sections/ward-1/']")
    assert THEN in page.url
    assert page.locator("main form[method=post]:not([action*=runs])").count() == 0
    page.click("text=回到现在")
    assert "as_known" not in page.url
    assert here.complaints == []


@pytest.mark.parametrize(("size", "language", "theme"), [("phone", "en", "dark")])
@pytest.mark.parametrize(
    "path",
    [f"{ROLLUP}?as_known={THEN}", f"/reports/prison/2020-02-03/?as_known={THEN}", "/rollup/territory/department/trend/",
     "/rollup/prison/prisons/trend/custody.prisoners/?days=all", f"{ROLLUP}changes/?from={THEN}", "/reports/prison/2020-02-03/",
     "/reports/explain/prison/prison/2020-02-03/custody.prisoners/", f"/assessment/story/prison/?as_known={THEN}",
     "/reports/explain/territory/department/2020-02-03/custody.prisoners/", "/assessment/story/prison/"],
)  # fmt: skip
def test_every_page_of_the_past_is_fit_for_everybody(evening, walk, account, bao, path, size, language, theme):
    here = walk(size, theme=theme, language=language).sign_in(account(bao, "bao"))
    here.open(path)
    assert (here.axe(), here.overflow(), here.complaints) == ([], 0, [])


def test_on_paper_the_moment_stands_on_top_without_its_buttons(evening, walk, account, bao):
    page = walk().sign_in(account(bao, "bao")).open(f"{ROLLUP}?as_known={THEN}")
    page.emulate_media(media="print")
    assert "18:40" in page.inner_text(".past")
    assert not page.locator(".past-steps").is_visible()


def test_what_changed_since_is_one_click_away(evening, walk, account, bao):
    page = walk().sign_in(account(bao, "bao")).open(f"{ROLLUP}?as_known={THEN}")
    page.click("text=此后的变化")
    said = page.inner_text("main")
    assert "复点更正" in said
    assert "测试监狱" in said
    assert "王" not in said


def test_a_moment_to_come_is_refused_in_a_sentence(evening, walk, account, bao):
    page = walk().sign_in(account(bao, "bao")).open(f"{ROLLUP}?as_known=2020-02-03T23:00")
    assert "尚未到来" in page.inner_text("main")
