"""The wall on a screen: everything in sight, grey when its link is lost, the past never taken for the present."""

import re

import pytest

from fengsui.cast import DAY, FOUNDED, at

pytestmark = pytest.mark.django_db(transaction=True)
WALL = "/wall/territory/department/"
SCREENS = {"hd": {"width": 1920, "height": 1080}, "4k": {"width": 3840, "height": 2160}}
LOOKS = [("hd", "light", "zh-hans"), ("hd", "dark", "en"), ("4k", "dark", "zh-hans"), ("4k", "light", "en")]
CUT = """() => [...document.querySelectorAll('.tile, .tile-body, .names, .found-list, .owed-list, .keys, .map-frame')]
    .filter((one) => one.offsetParent && one.scrollHeight > one.clientHeight + 2).map((one) => `${one.className} ${one.scrollHeight} > ${one.clientHeight}`)"""
ASK = "document.getElementById('wall-poll').dispatchEvent(new Event('wall:ask'))"


@pytest.fixture
def evening(units, officer, drill):
    """One prison is counted, twenty more are silent, and the last tick found what is wrong."""
    from fengsui.command.assessment import actions as assessment
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row
    from fengsui.ground.obligations.actions import replan
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.actions import UnitRow
    from fengsui.ground.org.scope import SYSTEM

    above = {"territory": "prisons", "prison": "prisons"}
    rows = [
        UnitRow(f"p-{n}", "prison", f"演练第{n}监狱", f"Drill Prison No. {n}", division="150402", superiors=above)
        for n in range(20)
    ]
    org.arrange(rows, since=FOUNDED, by=SYSTEM)
    counted = [Row(units["ward-1"], 300, 0, 300, 0), Row(units["ward-2"], 280, 0, 280, 0)]
    custody.count(units["prison"], DAY, "evening", counted, by=officer)
    replan()
    drill(at("18:50"))
    assessment.look(DAY)


@pytest.fixture
def screen(walk, account, bao, evening):
    """The wall of the department on a screen: `screen("4k", "dark", "en")`."""
    opened = []
    owner = account(bao)

    def on(size="hd", theme="light", language="zh-hans", path=WALL):
        walker = walk("desk", theme, language).sign_in(owner)
        walker.page.set_viewport_size(SCREENS.get(size, {"width": 390, "height": 844}))
        walker.open(path)
        walker.painted()
        opened.append(walker)
        return walker

    yield on
    noted = [
        said
        for one in opened
        for said in one.complaints
        if not re.search(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch", said)
    ]
    assert noted == []


def fits(page):
    return page.evaluate("document.scrollingElement.scrollHeight <= innerHeight"), page.evaluate(CUT)


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_everything_is_in_sight_and_anybody_can_use_it(screen, size, theme, language):
    walker = screen(size, theme, language)
    assert fits(walker.page) == (True, [])
    assert walker.overflow() == 0
    assert walker.axe() == []


@pytest.mark.parametrize("path", [WALL, f"{WALL}playback/?from=18:40"])
def test_on_a_phone_it_is_a_column(screen, path):
    walker = screen("phone", path=path)
    walker.page.wait_for_selector(".tile-owed")
    assert (walker.axe(), walker.overflow()) == ([], 0)


def test_a_4k_screen_shows_the_same_twice_as_large(screen):
    sizes = [screen(size).page.locator(".key-value").first.bounding_box()["height"] for size in ("hd", "4k")]
    assert sizes[1] == pytest.approx(2 * sizes[0], rel=0.02)


def test_it_asks_for_what_is_new_and_only_that_is_drawn_again(screen, units):
    from fengsui.command.reports import actions as reports
    from fengsui.ground.org.scope import SYSTEM

    page = screen(language="en").page
    page.evaluate("document.querySelectorAll('.tile').forEach((tile) => { tile.dataset.seen = 'before'; })")
    reports.sign(units["prison-2"], DAY, {}, revision=0, by=SYSTEM, note="—")
    page.evaluate(ASK)
    page.locator(".tile-coming .system-n", has_text="1 of 22").wait_for()
    assert page.locator(".tile-coming[data-seen]").count() == 0
    assert page.locator(".tile-grave[data-seen]").count() == 1
    page.evaluate(ASK)
    page.wait_for_timeout(300)
    assert page.locator(".wall-lost").count() == 0


def test_it_goes_grey_when_the_link_is_lost_and_comes_back(screen):
    page = screen(language="en").page
    page.context.set_offline(True)
    page.locator(".wall-lost-note", has_text="Link lost since 18:50; these numbers are of 18:50.").wait_for()
    assert "grayscale" in page.locator(".wall-grid").evaluate("(one) => getComputedStyle(one).filter")
    assert fits(page) == (True, [])
    page.context.set_offline(False)
    page.locator(".wall:not(.wall-lost)").wait_for()
    assert not page.locator(".wall-lost-note").is_visible()


@pytest.mark.parametrize("answer", ["abort", 500, 200])
def test_it_goes_grey_when_the_server_does_not_answer_as_it_should(screen, answer):
    walker = screen()
    page = walker.page
    wrong = (
        (lambda route: route.abort())
        if answer == "abort"
        else (lambda route: route.fulfill(status=answer, body="<p>x</p>"))
    )
    page.route("**/tiles/**", wrong)
    page.evaluate(ASK)
    page.locator(".wall-lost").wait_for()
    assert page.locator(".tile").count() == 5
    page.unroute("**/tiles/**")
    page.evaluate(ASK)
    page.locator(".wall:not(.wall-lost)").wait_for()
    walker.complaints[:] = [said for said in walker.complaints if "500" not in said]


def test_an_answer_that_is_too_old_is_not_the_present(screen):
    page = screen(path=WALL).page
    page.clock.install()
    page.reload()
    page.route("**/tiles/**", lambda route: None)  # neither an answer nor an error
    page.clock.fast_forward(61_000)
    page.locator(".wall-lost").wait_for()


def test_a_drill_that_was_moved_is_loaded_anew(screen, drill):
    page = screen(language="en").page
    drill(at("19:20"))
    page.evaluate(ASK)
    page.locator("[data-seconds]", has_text="19:20").wait_for()


def test_a_day_is_played_back_and_each_frame_says_its_moment(screen):
    walker = screen(language="en", path=f"{WALL}playback/?from=18:30&to=18:50&step=5")
    page = walker.page
    for key, hour in (
        ("", "18:30"),
        ("ArrowRight", "18:35"),
        ("ArrowRight", "18:40"),
        ("ArrowLeft", "18:35"),
        ("End", "18:50"),
    ):
        page.keyboard.press(key) if key else None
        page.wait_for_selector(f"[data-moment='2020-02-03T{hour}']")
        assert f"As known at 3 February 2020, {hour}" in page.locator(".frame").inner_text()
    assert page.locator(".wall-past .player-mark").is_visible()
    assert fits(page) == (True, [])
    assert walker.axe() == []


def test_playing_goes_on_by_itself_and_stops_at_the_end(screen):
    page = screen(path=f"{WALL}playback/?from=18:40&to=18:50&step=5").page
    page.select_option("[data-speed]", "600")
    page.wait_for_selector("[data-moment='2020-02-03T18:40']")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press(" ")
    page.wait_for_selector("[data-moment='2020-02-03T18:50']")
    page.wait_for_selector("[data-do=play][aria-pressed=false]")


def test_a_moment_that_cannot_be_loaded_is_not_shown_wrong(screen):
    # So many moments that the last is not fetched ahead from the first (playback.js: AHEAD).
    walker = screen(language="en", path=f"{WALL}playback/?from=18:10&to=18:50&step=10")
    page = walker.page
    page.wait_for_selector("[data-moment='2020-02-03T18:10']")
    page.route("**/frame/**18%3A50*", lambda route: route.abort())
    page.keyboard.press("End")
    page.locator("[data-said]", has_text="could not be loaded").wait_for()
    assert "18:10" in page.locator(".frame-moment").inner_text()
    page.unroute("**/frame/**18%3A50*")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("End")
    page.wait_for_selector("[data-moment='2020-02-03T18:50']")


def test_the_presentation_goes_by_keys_and_ends_with_the_wall(screen):
    walker = screen("hd", "dark", "en", f"{WALL}?present=1")
    page = walker.page
    seen = []
    for key in ("", "PageDown", "ArrowRight", " ", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "2", "0"):
        page.keyboard.press(key) if key else None
        seen.append(page.locator(".wall").get_attribute("data-shown"))
        assert fits(page) == (True, []), seen
    assert seen == ["figures", "coming", "map", "grave", "owed", "all", "all", "owed", "coming", "all"]
    assert walker.axe() == []


def test_it_prints_on_one_page(screen):
    page = screen().page
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
