"""Gates at the desk in a real browser: make one, bind a phone, print and enter a sheet by keys, the day that adds up."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest

from fengsui.cast import DAY, EVENING, _person, at
from fengsui.frontline.gates.tests.conftest import ident

pytestmark = pytest.mark.django_db(transaction=True)
EXCUSED = r"status of 4(04|22)"


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state("load")


def shoot(page, name):
    """A picture, where somebody asked for some: FENGSUI_SHOTS names a folder."""
    if folder := os.environ.get("FENGSUI_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture
def runner(units):
    return _person(units, "旗局长", "county", "leader")


@pytest.fixture
def gate(units, runner, uyunna):
    """A gate with a morning behind it: two phones, one of them silent, people known, sheets printed."""
    from uuid import uuid4

    from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

    from fengsui.frontline.gates.actions import gates, regulars, sheets
    from fengsui.frontline.gates.actions.gates import Looks
    from fengsui.frontline.gates.actions.storing import Fresh, store
    from fengsui.frontline.gates.models import Device, Handover
    from fengsui.frontline.gates.roll import Entry
    from fengsui.ground.clock import queries as clock
    from fengsui.ground.org.models import Shift

    buildings = tuple(f"{n}号楼" for n in range(1, 7))
    gate = gates.found(
        units["county"], "东门", Looks("community", "林西佳苑", buildings), by=runner, since=DAY - timedelta(days=3)
    )
    Shift.objects.create(person=uyunna, station=gate.station, period=DateTimeTZRange(at("14:00"), at("22:00")))
    regulars.add(
        gate.unit,
        {n: Entry(f"居民{n}", f"{n % 3 + 1}号楼", str(100 + n // 2), f"{1000 + n}") for n in range(1, 9)},
        by=runner,
    )
    times = {"bound_at": at("08:00"), "until": at("22:00")}
    one = Device.objects.create(gate=gate, secret=b"1", label="兴安 1", queued=3, oldest_at=at("16:00"),
                                seen_at=clock.wall() - timedelta(hours=2), offset_ms=90_000, version="1.2", **times)  # fmt: skip
    two = Device.objects.create(gate=gate, secret=b"2", keeper=uyunna, label="红米", seen_at=clock.wall(), **times)
    rows = [
        Fresh(id=ident(at("08:00"), n), at=at("08:00") + timedelta(minutes=17 * n), direction=int(n % 3 == 1), kind=int(n % 9 == 4), name="王小明",
              plate="蒙D12345" if n % 9 == 4 else "", outcome=int(n == 7), building=f"{n % 6 + 1}号楼", heat=365 + n % 5,
              device=(one if n % 2 else two).pk)
        for n in range(24)
    ]  # fmt: skip
    store(gate, rows, known_at=EVENING)
    Handover.objects.create(
        id=uuid4(), device=one, at=at("15:00"), known_at=at("15:00"), registered=15, people=15, sheets=[2]
    )
    sheets.number(gate, 3, key=uuid4(), by=runner)
    return gate


def test_a_gate_is_made_and_a_phone_bound(window, runner, units):
    from fengsui.frontline.gates.models import Gate

    desk = window(runner, language="en")
    page = desk.open("/gates/new/")
    page.get_by_label("Name of the gate").fill("West gate")
    page.get_by_label("Buildings").fill("1\n2\n3")
    desk.wholesome()
    press(page, "Make the gate")
    assert Gate.objects.get().buildings == ["1", "2", "3"]
    page.get_by_role("link", name="Bind a phone").first.click()
    page.get_by_label("What the phone is called").fill("Xing’an 2")
    press(page, "Show the code")
    assert page.locator(".gates-qr svg").is_visible()
    assert "/gates/phone/#" in page.locator("#link").input_value()
    shoot(page, "code")
    desk.wholesome()


def test_a_sheet_is_entered_by_keys(window, runner, gate):
    from fengsui.frontline.gates.models import Sheet

    sheet = Sheet.objects.get(gate=gate, number=1)
    desk = window(runner, language="en")
    page = desk.open(f"/gates/sheets/{sheet.pk}/")
    page.locator("[name=time-1]").focus()
    for text in ("0805", "1", "1号楼", "王某", "365", "", "", "", "2号楼", "李某", "99"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    shoot(page, "sheet-typing")
    press(page, "Save")
    assert page.locator(".wrong").count() == 1
    shoot(page, "sheet-wrong")
    desk.wholesome()
    page.locator("[name=heat-2]").fill("x")
    press(page, "Save; nothing more is on it")
    sheet.refresh_from_db()
    assert (list(sheet.standing), sheet.entered_at is not None) == ([1, 2], True)


PAGES = ["", "passages/", "day/2020-02-03/", "devices/", "sheets/", "change/", "sheets/print/?first=1&last=3"]


def test_sheets_are_printed_one_to_a_page(window, runner, gate):
    desk = window(runner, language="en")
    page = desk.open(f"/gates/{gate.pk}/sheets/print/?first=1&last=3")
    paper = page.pdf(prefer_css_page_size=True, print_background=False)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 3
    shoot(page, "print")


LOOKS = [("desk", "light", "en"), ("phone", "dark", "zh-hans")]


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_every_page_is_whole(window, runner, gate, size, theme, language):
    from fengsui.frontline.gates.models import Regular, Sheet

    person, sheet = Regular.objects.first(), Sheet.objects.get(gate=gate, number=1)
    paths = ["/gates/", "/gates/silent/", "/gates/new/", *(f"/gates/{gate.pk}/{path}" for path in PAGES), "/gates/known/county/?q=居民",
             "/gates/known/county/building/?b=1号楼", "/gates/known/county/paste/", f"/gates/known/person/{person.pk}/",
             f"/gates/sheets/{sheet.pk}/"]  # fmt: skip
    walker = window(runner, size, theme=theme, language=language)
    for n, path in enumerate(paths):
        page = walker.open(path)
        shoot(page, f"{size}-{n:02d}")
        walker.wholesome()
