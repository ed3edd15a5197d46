"""What a gate keeper's phone says through its own parts, and what it makes of its own: battery, screen, vibration, clock, back key."""

from datetime import timedelta

import pytest

from fengsui.cast import EVENING
from journeys.test_gate_phone import (  # noqa: F401 - fixtures
    HOME,
    code,
    gate,
    passages,
    phone,
    runner,
    tally,
)

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = """window.told = {vibrated: [], locks: 0};
Object.defineProperty(navigator, 'vibrate', {value: (given) => { told.vibrated.push(given); return true; }});
Object.defineProperty(navigator, 'wakeLock', {value: {request: async () => { told.locks += 1; return {released: false}; }}});
const cell = Object.assign(new EventTarget(), {level: 0.15, charging: false});
navigator.getBattery = async () => cell;
window.cell = cell;"""
LATER = "import('{home}app/{version}/clock.js').then(clock => clock.set({moment}))"


@pytest.fixture
def own(phone):  # noqa: F811
    """A phone whose parts are seen through."""

    def new(script=PARTS, **more):
        one = phone(**more)
        one.page.add_init_script(script)
        return one

    return new


def later(one, moment):
    """Put the gate's time on the phone to another moment."""
    version = one.page.get_attribute("body", "data-version")
    one.page.evaluate(LATER.format(home=HOME, version=version, moment=int(moment.timestamp() * 1000)))


def test_the_screen_stays_on_from_the_binding_on(own, code):  # noqa: F811
    one = own()
    one.open(HOME)
    assert one.page.evaluate("told.locks") == 0  # nobody works with it yet
    one.bind(code())
    one.until("told.locks === 1")
    one.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert one.page.evaluate("told.locks") == 1


def test_a_battery_that_ends_leads_to_the_handing_over(own, code):  # noqa: F811
    one = own()
    one.bind(code())
    assert "电量15%" in one.page.inner_text(".strips")
    one.wholesome()
    one.tap(".strip:has-text('电量15%')").at("handover")
    one.page.evaluate("cell.charging = true; cell.dispatchEvent(new Event('chargingchange'))")
    one.until("!document.querySelector('.strips').innerText.includes('电量')")


def test_it_can_be_felt_how_it_went(own, gate, code):  # noqa: F811
    one = own()
    one.bind(code())
    one.page.context.set_offline(True)
    one.let(gate.people[0])
    one.fever(gate.people[1])
    good, again, fever = one.page.evaluate("told.vibrated")
    assert (len(good), len(again), fever) == (1, 3, [400, 120, 400, 120, 400])


def test_an_open_fever_says_whose_it_is(phone, gate, code):  # noqa: F811
    one = phone("small")
    one.bind(code())
    one.page.context.set_offline(True)
    for who in gate.people[:2]:
        one.fever(who)
        one.tap("[data-step=isolated]").page.wait_for_selector("[data-step=isolated]:disabled")
        assert who["name"] in one.page.inner_text("main")
        one.page.wait_for_timeout(450)
        one.tap("#next").at("home")
    said = one.page.inner_text(".strips")
    assert all(who["name"] in said for who in gate.people[:2])
    one.tap(f".strip:has-text('{gate.people[1]['name']}')").at("fever")
    assert "37.7" in one.page.inner_text("main")
    one.wholesome()


def test_a_listed_person_is_known_without_a_network(phone, gate, code, runner):  # noqa: F811
    from fengsui.frontline.gates.actions import listing

    entry = listing.Entry(
        "钱某某", "林西县公安局", "测〔2020〕3号", "密接", EVENING + timedelta(days=3), "150424199001011235"
    )
    listing.enlist(gate.unit, entry, by=runner)
    one = phone()
    one.bind(code())
    one.page.context.set_offline(True)
    one.tap(".bar >> text=访客").page.fill("#name", "钱 某某")
    one.page.locator("#name").blur()
    one.page.wait_for_selector(".verdict:has-text('疑似布控人员')")
    assert "钱某某" not in str(one.kept())
    one.tap("#through").at("result")
    assert "报告值班长" in one.page.inner_text("main")
    one.wholesome()


def test_a_button_stays_the_same_one_as_the_seconds_pass(phone, gate, code):  # noqa: F811
    one = phone()
    one.bind(code())
    one.tap(".bar >> text=访客").at("visitor").page.fill("#name", "钱某")
    button = one.page.locator("#through").element_handle()
    one.page.wait_for_timeout(1500)
    button.tap()
    one.at("result")


def test_an_old_app_keeps_what_it_has(phone, gate, code, monkeypatch):  # noqa: F811
    from fengsui.frontline.gates import reading

    def another(_body):
        raise reading.Denied(426, "gates.version", "它会先更新。")

    one = phone()
    one.bind(code())
    real = reading.read
    monkeypatch.setattr(reading, "read", another)
    one.let(gate.people[0])
    one.tap("#queue").page.wait_for_selector("main:has-text('它会先更新')")
    assert [row["state"] for row in one.kept()["rows"]] == ["queued"]
    monkeypatch.setattr(reading, "read", real)
    one.tap("#send").arrived()
    assert tally(gate)[0] == 1


def test_what_was_sent_goes_at_midnight(phone, gate, code):  # noqa: F811
    one = phone()
    one.bind(code(12))
    one.let(gate.people[0])
    one.waiting(0)
    one.page.context.set_offline(True)
    one.let(gate.people[1])
    assert {row["state"] for row in one.kept()["rows"]} == {"sent", "queued"}
    later(one, EVENING + timedelta(hours=6))
    one.page.wait_for_timeout(5500)
    assert [row["state"] for row in one.kept()["rows"]] == ["queued"]


def test_an_open_fever_outlasts_midnight(phone, gate, code):  # noqa: F811
    one = phone()
    one.bind(code(12))
    one.fever(gate.people[0])
    one.waiting(0)
    one.page.context.set_offline(True)
    one.page.wait_for_timeout(450)
    one.tap("#next").at("home")
    later(one, EVENING + timedelta(hours=6))
    one.page.wait_for_timeout(5500)
    one.tap(".strip.tone-bad:has-text('发热')", "[data-step=clinic]").at("home")
    assert "发热" not in one.page.inner_text(".strips")


def test_the_back_key_leads_to_the_first_screen(phone, gate, code):  # noqa: F811
    one = phone()
    one.bind(code())
    one.page.context.set_offline(True)
    one.tap(f".tile:has-text('{gate.people[0]['building']}')", "[data-who] >> nth=0").at("card")
    one.page.evaluate("history.back()")
    one.at("home")
    assert one.kept()["rows"] == []
    one.tap(f".tile:has-text('{gate.people[0]['building']}')", "[data-who] >> nth=0").warm(10)
    one.tap("#through").at("again").page.evaluate("history.back()")
    one.page.wait_for_timeout(200)
    one.at("again")  # a fever is answered, not left


def test_the_hour_of_what_came_back_can_be_put_right(phone, gate, code):  # noqa: F811
    one = phone("small")
    one.bind(code())
    one.page.context.set_offline(True)
    later(one, EVENING - timedelta(days=40))  # a battery died, and the clock began anew
    one.let(gate.people[0])
    later(one, EVENING)
    one.page.context.set_offline(False)
    one.page.wait_for_selector("#queue:has-text('退回1')")
    one.tap("#queue").page.click("text=更正被退回的")
    one.tap("[data-entry=refused]").at("entry").wholesome()
    one.page.fill("#at", "2020-02-03T18:20")
    one.tap("#again").arrived()
    assert [row.at for row in passages(gate)] == [EVENING - timedelta(minutes=10)]


def test_a_clock_a_day_off_does_no_harm(own, gate, code):  # noqa: F811
    one = own("const wall = Date.now.bind(Date); Date.now = () => wall() + 86_400_000;", size="small", language="en")
    one.bind(code())
    one.page.context.set_offline(True)
    one.let(gate.people[0])
    assert "1 today" in one.page.inner_text(".head")
    one.page.context.set_offline(False)
    one.waiting(0)
    [row] = passages(gate)
    assert abs(row.at - EVENING) < timedelta(minutes=2)
