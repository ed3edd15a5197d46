"""Meetings in a real browser: a whole 9:30 with both signatures, a whole 19:00 by keys, desk and phone."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, _person, at

pytestmark = pytest.mark.django_db(transaction=True)
TOMORROW = DAY + timedelta(days=1)
NINE = at("09:30", TOMORROW)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state("load")


@pytest.fixture
def wang(units):
    return _person(units, "王某", "department", "commander")


@pytest.fixture
def morning(units, drill, bao, li, wang):
    """Tomorrow Bao hands over to Wang at 9:30; it is 9:00, and the morning meeting is planned."""
    from fengsui.ground.clock import actions as clock
    from fengsui.ground.measures import actions as measures
    from fengsui.ground.measures.queries import parameters
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.models import Shift
    from fengsui.ground.org.scope import SYSTEM

    Shift.objects.filter(person=bao).delete()
    for n, person in enumerate((bao, wang)):
        since = NINE + timedelta(days=n - 1)
        org.hold_seat(person, units["department"], "commander", since=since, until=since + timedelta(days=1), by=SYSTEM)
    for name in ("morning", "two_keys"):
        measures.put(parameters()[f"meetings.{name}"], True, unit=units["department"], basis="x", by=SYSTEM)
    drill(at("09:00", TOMORROW))
    clock.tick()


def test_a_whole_morning(morning, window, drill, bao, wang, units):
    from fengsui.command.meetings.models import Handover, Meeting
    from fengsui.command.tasks.models import Task

    out = window(bao, language="en")
    page = out.open("/meetings/")
    page.get_by_role("link", name="Read and sign").click()
    page.fill("#note", "三号楼水管")
    press(page, "Sign here")
    out.wholesome()
    phone = window(wang, "phone", language="en")
    there = phone.open(f"/meetings/handovers/{Handover.objects.standing().order_by('at')[0].pk}/")
    phone.wholesome()
    press(there, "Sign here")
    drill(NINE)
    made = Meeting.objects.get(kind="morning", day=TOMORROW)
    page = out.open(f"/meetings/{made.pk}/")
    out.wholesome()
    press(page, "Open the meeting")
    for line in ("核查双岗 @测试监狱 今天18:00", "补报 @all tomorrow 9:00", "强化值守"):
        page.fill("#line", line)
        press(page, "Write down")
        page.get_by_text(line.split(" ")[0]).first.wait_for()
    assert Task.objects.count() == 4
    press(page, "Close and write the record")
    out.wholesome()
    assert Meeting.objects.get(pk=made.pk).state == "closed"


def test_a_whole_evening_by_keys(window, units, drill, superior, leader, li):
    from fengsui.command.meetings.models import Attendance, Kind, Meeting
    from fengsui.command.tasks.models import Task

    made = Meeting.objects.create(unit=units["prisons"], kind=Kind.EVENING, day=DAY, starts_at=at("19:00"))
    drill(at("19:00"))
    desk = window(superior, language="en")
    press(desk.open(f"/meetings/{made.pk}/"), "Open the meeting")
    desk.wholesome()
    page = desk.open(f"/meetings/{made.pk}/roll/")
    desk.wholesome()
    page.keyboard.press("Space")
    page.wait_for_url("**at=prison-2")
    page.keyboard.press("?")
    page.keyboard.type("点名为何迟报 明天9:00")
    page.get_by_text("Becomes a task of this facility").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("Asked today").wait_for()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**at=prison")
    assert (Attendance.objects.get().state, Task.objects.count()) == ("present", 1)
    phone = window(li, "phone")
    phone.open(f"/meetings/{made.pk}/roll/?at=prison-2")
    phone.wholesome()
    press(desk.open(f"/meetings/{made.pk}/"), "Close and write the record")
    desk.wholesome()
