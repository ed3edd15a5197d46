"""The prison's gate closes at 14:00: a permit asked for by one and approved by another, its pass at the terminal, who is inside."""

import pytest

from fengsui.cast import FOUNDED, at
from fengsui.frontline.custody.measures import CLOSED
from fengsui.frontline.gates.models import Gate, Pass, Passage
from fengsui.frontline.gates.queries.passes import text
from fengsui.ground.measures import actions as measures
from fengsui.ground.org.models import Station
from fengsui.ground.org.scope import SYSTEM

LOOKS = [("desk", "light", "zh-hans"), ("phone", "dark", "en")]
EXCUSED = r"status of 4(04|22)|ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def gate(units, drill):
    """The prison's own gate, ten minutes before closed management begins."""
    drill(at("13:50"))
    station = Station.objects.create(unit=units["prison"], name="监狱大门")
    measures.put(CLOSED, True, basis="专题会议", system="prison", at=at("14:00"), by=SYSTEM)
    return Gate.objects.create(station=station, unit=units["prison"], kind="facility", since=FOUNDED)


def scan(page, code):
    """A USB scanner types and presses Enter, wherever the focus is."""
    page.wait_for_selector("#code:focus")
    page.keyboard.insert_text(code)
    page.keyboard.press("Enter")


def enter(page, heat):
    page.wait_for_selector("#id_heat")
    page.fill("#id_heat", heat)
    page.keyboard.press("Enter")


def ask_and_approve(window, officer, leader):
    """Two persons of a shift; their passes are made."""
    page = window(officer, language="en").open("/gates/permits/ask/")
    page.fill("#id_people", "王某某\t一监区\n李某某\t二监区")
    page.fill("#id_since", "2020-02-03T13:00")
    page.fill("#id_until", "2020-02-03T23:00")
    page.fill("#id_reason", "换班")
    page.click("button:has-text('Ask')")
    page.wait_for_selector("text=Asked for 2 persons")
    other = window(leader, "phone", language="en").open("/")
    other.click("a[href*='/gates/permits/?asking=']")
    other.click("button[value=approve]")
    other.wait_for_selector("text=2 permits approved")
    page.reload()
    page.click("button[value=cards]")
    page.click("button:has-text('Print cards')")
    page.wait_for_selector(".cut-card >> nth=1")
    codes = {row.regular.building: text(row) for row in Pass.objects.select_related("permit", "regular")}
    return codes["一监区"], codes["二监区"]


def test_the_gate_closes_and_only_a_pass_opens_it(window, gate, drill, officer, leader, units):
    page = window(officer, language="en").open(f"/gates/{gate.pk}/terminal/")
    scan(page, "送货人")
    enter(page, "365")
    page.wait_for_selector(".terminal-good:has-text('送货人')")
    drill(at("14:00"))
    scan(page, "又一人")
    page.wait_for_selector(".terminal-bad:has-text('The gate is closed')")
    page.keyboard.press("F8")
    page.wait_for_selector(".terminal-bad:has-text('Turned away')")
    first, second = ask_and_approve(window, officer, leader)
    scan(page, first)
    enter(page, "364")
    page.wait_for_selector("aside >> text=王某某")
    Pass.objects.filter(regular__building="二监区").update(revoked_at=at("14:00"))
    scan(page, second)
    page.wait_for_selector(".terminal-bad:has-text('The pass was revoked')")
    page.keyboard.press("Escape")
    page.wait_for_selector("#code:focus")
    drill(at("15:00"))
    page.keyboard.press("F4")
    page.wait_for_selector("input[name=way][value='1']:checked", state="attached")
    scan(page, first)
    page.wait_for_selector(".terminal-good:has-text('Goes out')")
    page.keyboard.press("Enter")
    page.wait_for_selector("aside:not(:has-text('王某某'))")
    assert sorted(Passage.objects.values_list("direction", "outcome")) == [(0, 0), (0, 0), (0, 1), (1, 0)]


def test_without_a_network_the_entry_waits_and_is_sent_once(window, gate, officer):
    page = window(officer, language="en").open(f"/gates/{gate.pk}/terminal/")
    scan(page, "张某")
    page.wait_for_selector("#id_heat")
    page.context.set_offline(True)
    enter(page, "374")
    page.wait_for_selector(".terminal-shown #id_again:focus")
    page.keyboard.type("366")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-gap]:not([hidden])")
    page.keyboard.press("Enter")
    page.context.set_offline(False)
    page.wait_for_selector(".terminal-good:has-text('张某')")
    assert [(row.heat, row.heat_again) for row in Passage.objects.all()] == [(374, 366)]


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_anybody_can_use_every_page(window, gate, drill, officer, leader, units, size, theme, language):
    from fengsui.frontline.gates.actions import keeping, passes
    from fengsui.frontline.gates.tests.permits import approved, ask

    permit, _other = approved(units["prison"], officer, leader, "王某某", "李某某", since="13:00")
    [card] = passes.issue([permit], by=officer)
    ask(units["prison"], officer, "张某某", since="13:00")
    entry = keeping.Entry(keeping.ident(at("13:50")), 0, regular=permit.regular, heat=365)
    keeping.register(gate, entry, by=officer)
    walker = window(leader, size, theme=theme, language=language)
    paths = [
        "permits/",
        f"permits/?asking={permit.asking}",
        "permits/ask/",
        f"permits/{permit.pk}/",
        "passes/",
        "passes/new/",
    ]
    paths += [f"passes/{card.pk}/", "inside/", "inside/prison/", f"{gate.pk}/terminal/"]
    for path in paths:
        walker.open(f"/gates/{path}")
        walker.wholesome()
    walker.page.fill("#code", "王某某")
    walker.page.keyboard.press("Enter")
    walker.page.wait_for_selector("#id_heat")
    walker.wholesome()
