"""The whole day of a gate in real browsers: a phone without a network, a dead battery, paper, a second phone, and the total."""

import os
import re
from functools import partial
from pathlib import Path

import pytest
from django.core.cache import cache

from fengsui.cast import _person
from journeys.conftest import FLAGS
from journeys.test_gate_phone import EXCUSED, FAMILIES, HOME, NAMES, ROOMS, SIZES, Phone, _battery_dies, _quiet

pytestmark = pytest.mark.django_db(transaction=True)
PAPER = 20


@pytest.fixture
def runner(units):
    """Who runs the county's gates and is its duty chief: its leader."""
    return _person(units, "旗局长", "county", "leader")


@pytest.fixture
def desk(window, runner):
    """The leader's desk: presses buttons, and takes pictures where somebody asked for some."""
    desk = window(runner, language="en")

    def press(name):
        desk.page.get_by_role("button", name=name, exact=True).first.click()
        desk.page.wait_for_load_state("load")

    def shoot(name):
        if folder := os.environ.get("FENGSUI_SHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            desk.page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    desk.press, desk.shoot = press, shoot
    return desk


@pytest.fixture
def people(units, runner):
    """Sixty people in six houses."""
    from fengsui.frontline.gates.actions import regulars
    from fengsui.frontline.gates.queries import regulars as known
    from fengsui.frontline.gates.roll import Entry

    names = [FAMILIES[n % 10] + NAMES[n % 5] + NAMES[n // 12] for n in range(60)]
    rows = {n: Entry(names[n], f"{n // 10 + 1}号楼", ROOMS[n % 10], f"{1000 + n}") for n in range(60)}
    regulars.add(units["county"], rows, by=runner)
    return known.since(units["county"], 0)["rows"]


@pytest.fixture
def begin(chromium, live_server, tmp_path):
    """`begin("one")`: a phone that finds again what it kept when it is switched on again."""
    opened = {}
    launch = partial(
        chromium.browser_type.launch_persistent_context, executable_path="/usr/bin/chromium", args=FLAGS,
        viewport=SIZES["large"], has_touch=True, locale="zh-CN", reduced_motion="reduce",
    )  # fmt: skip

    def new(name, **more):
        opened[name] = launch(tmp_path / name, **more)
        return Phone(opened[name].pages[0], live_server.url)

    yield new
    for context in opened.values():
        context.close()
    _quiet()


def _gate(desk):
    """A gate made by the desk's page. Return its path."""
    page = desk.open("/gates/new/")
    page.get_by_label("Name of the gate").fill("东风小区北门")
    page.get_by_label("Buildings").fill("\n".join(f"{n}号楼" for n in range(1, 7)))
    desk.press("Make the gate")
    return re.search(r"/gates/\d+/", page.url)[0]


def _bind(desk, gate, phone, label):
    """The desk shows a code; the phone opens its link."""
    cache.clear()  # how often this address tried
    desk.open(gate).get_by_role("link", name="Bind a phone").first.click()
    desk.page.get_by_label("What the phone is called").fill(label)
    desk.press("Show the code")
    phone.bind(desk.page.locator("#link").input_value().split("#", 1)[1], label)
    return phone


def _on_paper(desk, gate):
    """One numbered sheet is printed, and twenty lines that somebody wrote on it are typed in."""
    page = desk.open(f"{gate}sheets/")
    page.get_by_label("How many sheets").fill("1")
    desk.press("Number and print")
    desk.open(f"{gate}sheets/").get_by_role("link", name="Sheet 1", exact=True).click()
    page.locator("[name=time-1]").fill("1000")
    page.locator("[name=way-1]").fill("1")
    for n in range(1, PAPER + 1):
        page.locator(f"[name=building-{n}]").fill(f"{n % 6 + 1}号楼")
        page.locator(f"[name=name-{n}]").fill(f"居民{n}")
        page.locator(f"[name=heat-{n}]").fill("365")
    desk.press("Save; nothing more is on it")


def _balance(desk, gate):
    """What the page of the day says: whole or not, and the persons together and as counted."""
    page = desk.open(f"{gate}day/2020-02-03/")
    sums = page.locator("tfoot td:last-child").all_inner_texts()
    return page.inner_text(".page-state").strip(), [int(re.sub(r"\D", "", text)) for text in sums]


def _registers(desk, gate, phone, label, people):
    """A phone is bound; then the network is gone, and people come."""
    _bind(desk, gate, phone, label).page.context.set_offline(True)
    for who in people:
        phone.let(who)


def _three_vehicles_and_a_fever(phone, who):
    for n in range(3):
        phone.plate(f"蒙D1234{n}")
    phone.tap("[data-value=home]").fever(who)


def _sends(phone, *, anew=False):
    """The network is there again."""
    if anew:
        phone.open(HOME)
    phone.page.context.set_offline(False)
    phone.waiting(0)
    assert not [words for words in phone.complaints if not re.search(EXCUSED, words)]


def test_the_day_of_a_gate(desk, people, begin, tmp_path, units):
    from fengsui.ground.obligations.models import Obligation

    gate, one = _gate(desk), begin("one")
    _registers(desk, gate, one, "兴安 1", people[:-1])
    _three_vehicles_and_a_fever(one, people[-1])
    assert one.kept()["totals"]["registered"] == 63
    _battery_dies(tmp_path / "one")
    _on_paper(desk, gate)
    two = begin("two")
    _registers(desk, gate, two, "兴安 2", people[:10])
    assert _balance(desk, gate)[1] == [PAPER, PAPER]
    _sends(two)
    _sends(begin("one"), anew=True)
    assert _balance(desk, gate) == ("whole", [93, 93])
    desk.shoot("balance")
    desk.wholesome()
    assert desk.open("/").get_by_role("link", name=re.compile("37[.]7")).count()
    desk.shoot("today")
    owed = Obligation.objects.get(kind="gates.alert")
    assert (owed.unit, owed.met_at) == (units["county"], None)
