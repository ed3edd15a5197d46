"""The past of a closed or merged unit: every page of every room that opened when it stood still opens, to be read only."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from fengsui.cast import DAY, at
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from journeys.test_matrix import routes

BEFORE = DAY - timedelta(days=1)
ASKED = {"day": BEFORE, "slot": "evening", "indicator": "custody.prisoners", "line": "prison"}
# Pages about what is to come, which a unit that is no more does not have.
OF_TODAY = {"org:people", "org:seats", "org:rights", "chase_unit", "assessment:add"}


@pytest.fixture
def stood(units, drill, officer, leader):
    """The prison counted, signed and moved a person the day before; it is empty since this morning."""
    from fengsui.command.reports import actions as reports
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row

    prison, wards = units["prison"], (units["ward-1"], units["ward-2"])
    drill(at("18:30", BEFORE))
    custody.count(prison, BEFORE, "evening", [Row(one, 10, 0, 10, 0) for one in wards], by=SYSTEM)
    custody.move(prison, "admission", number="1500", name="王某", section=wards[0], at=at("15:00", BEFORE), by=officer)
    reports.sign(prison, BEFORE, {}, revision=0, by=officer, note="—")
    drill(at("07:10"))
    custody.count(prison, DAY, "morning", [Row(one, 0, 0, 0, 0) for one in wards], by=SYSTEM)
    leader.shifts.all().delete()  # while a seat is held nothing is closed
    return prison


@pytest.fixture
def client(account, bao):
    here = Client()
    here.force_login(account(bao, "bao"))
    here.cookies["django_language"] = "en"
    return here


@pytest.fixture
def pages():
    """Every address that names a unit and else only what ASKED says; the section's own with a section."""
    found = {}
    for name, wanted in routes().items():
        if name == "duty:turn":  # its slot is a number of one post: looked at in the room
            continue
        if "code" in wanted and not set(wanted) - {"code"} - set(ASKED) and not name.startswith("api:"):
            code = "ward-1" if name == "custody:section" else "prison"
            found[name] = reverse(name, kwargs={key: code if key == "code" else ASKED[key] for key in wanted})
    return found


def close(unit):
    org.close(unit, day=DAY, by=SYSTEM)


def test_every_page_of_its_past_opens_and_says_so(stood, client, pages):
    opened = {name for name, page in pages.items() if client.get(page).status_code == 200}
    assert len(opened) > 10
    close(stood)
    after = {name: client.get(pages[name]) for name in opened - OF_TODAY}
    assert {name: answer.status_code for name, answer in after.items() if answer.status_code != 200} == {}
    told = {
        name
        for name, answer in after.items()
        if "closed since 3 February 2020" in answer.content.decode(errors="replace")
    }
    assert {name for name in after if "xlsx" not in name} - told - {"org:unit"} == set()


def test_nothing_is_written_there_any_more(stood, client, pages):
    close(stood)
    before = Entry.objects.exclude(kind="org.denied").count()
    answers = {name: client.post(page, {"do": "save"}).status_code for name, page in pages.items()}
    assert {name: said for name, said in answers.items() if said not in {302, 404, 405, 409}} == {"org:unit": 200}
    assert Entry.objects.exclude(kind="org.denied").count() == before
