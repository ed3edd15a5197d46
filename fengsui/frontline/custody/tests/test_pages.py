"""Every page opens for those who may see it and for nobody else; what they show."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fengsui.cast import DAY, REMEMBERED, at
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.actions import Row
from fengsui.frontline.custody.tests.conftest import BEFORE
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.scope import SYSTEM

NEXT = DAY + timedelta(days=1)
ROWS = ("prisoners", "prisoner_admissions", "prisoner_fevers", "officers_on_duty", "sections_counted")


@pytest.fixture
def stocked(count, move, fever, muster, officer):
    """A prison with something on every page; returns a movement and a fever."""
    count(100, 80, day=BEFORE)
    count(100, 80, slot="morning")
    moved, found = move("admission"), fever()
    move("escort_out", number="1003", place="定点医院")
    custody.remeasure(found, celsius=37, by=officer)
    count(100)
    muster(40, 30, 10)
    muster(39, 30, 10, reason="one fell ill")
    return moved, found


@pytest.fixture
def pages(stocked):
    moved, found = stocked
    day = DAY.isoformat()
    return [
        *(reverse(f"custody:{name}", args=["prison"]) for name in ("facility", "movements", "fevers", "strength")),
        *(reverse(f"custody:{name}", args=["prison", day, "evening"]) for name in ("grid", "balance")),
        *(reverse("custody:rows", args=["prison", day, f"custody.{code}"]) for code in ROWS),
        reverse("custody:person", args=["prison", moved.person.pk]), reverse("custody:fever", args=["prison", found.pk]),
        reverse("custody:section", args=["ward-1"]), "/custody/prison/?day=2020-02-02", "/custody/prison/fevers/?section=ward-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("officer", 200),
        ("leader", 200),
        ("superior", 200),
        ("bao", 200),
        ("keeper", 404),
        ("bureau", 404),
        ("uyunna", 404),
        ("zhao", 404),
    ],
)
def test_everybody_meets_the_page_or_nothing(request, walk, pages, name, status):
    client = walk(request.getfixturevalue(name))
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, status)


def test_a_forged_code_is_not_found_and_noted(walk, officer, units):
    assert walk(officer).get("/custody/prison-2/").status_code == 404
    entry = Entry.objects.get(kind="org.denied")
    assert (entry.actor, entry.data["path"]) == (officer.pk, "/custody/prison-2/")


def test_the_list_shows_how_far_the_roll_calls_are(walk, superior, stocked):
    page = walk(superior).get("/custody/").content.decode()
    assert "2/2" in page
    assert "1/2" in page
    assert "facilities are late" in page


def test_who_has_one_facility_comes_to_it_at_once(walk, officer, units):
    client = walk(officer)
    assert client.get("/custody/").headers["Location"] == "/custody/prison/"
    assert client.get("/custody/?day=2020-02-03").status_code == 200


def test_who_sees_none_is_not_told_of_it(walk, zhao, uyunna):
    assert [walk(person).get("/custody/").status_code for person in (zhao, uyunna)] == [404, 404]


def test_the_day_shows_what_does_not_hold(walk, officer, stocked, prison):
    page = walk(officer).get("/custody/prison/").content.decode()
    assert "Evening roll-call: 1 of 2 sections counted." in page
    assert "Test ward-1, Evening roll-call: 100 counted, 101 expected, difference -1." in page


def test_a_prison_and_a_centre_have_their_own_words(walk, bao, centre, units):
    custody.move(centre, "admission", number="7", name="包某", section=units["brigade-1"], by=SYSTEM)
    page = walk(bao).get("/custody/centre/movements/").content.decode()
    assert "Admission of a detainee" in page
    assert "risoner" not in page
    assert "Ward" not in page


def test_names_are_masked_for_everybody(walk, officer, superior, leader, pages):
    for person in (officer, superior, leader):
        client = walk(person)
        assert not [page for page in pages if "王某某" in client.get(page).content.decode()]


@pytest.fixture
def closed(stocked, pages, drill, prison, wards, leader):
    """The prison of the stocked evening, emptied and closed the next morning; the pages of that evening."""
    drill(at("07:10", NEXT))
    leader.shifts.all().delete()  # while a seat is held nothing is closed
    custody.count(prison, NEXT, "morning", [Row(ward, 0, 0, 0, 0) for ward in wards], by=SYSTEM)
    org.close(prison, day=NEXT, by=SYSTEM)
    return pages


@pytest.mark.parametrize("name", ["bao", "superior"])
def test_a_closed_facility_keeps_its_past(request, walk, closed, name):
    client = walk(request.getfixturevalue(name))
    shown = {page: client.get(page) for page in closed}
    assert {page: answer.status_code for page, answer in shown.items()} == dict.fromkeys(closed, 200)
    said = "Test prison is closed since 4 February 2020."
    assert [
        page for page, answer in shown.items() if said not in answer.content.decode() and "sections" not in page
    ] == []
    assert "Test ward-1 is closed" in client.get("/custody/sections/ward-1/").content.decode()
    assert "100" in client.get("/custody/prison/").content.decode()  # without a day: the last one on which it stood


@pytest.mark.parametrize("name", ["keeper", "bureau", "officer", "uyunna", "zhao"])
def test_who_did_not_see_it_does_not_see_its_past(request, walk, closed, name):
    client = walk(request.getfixturevalue(name))
    assert {page: client.get(page).status_code for page in closed} == dict.fromkeys(closed, 404)


def test_nothing_is_entered_at_a_closed_facility(walk, bao, closed):
    said = {page: walk(bao).post(page, {"do": "save"}) for page in closed}
    assert {page: answer.status_code for page, answer in said.items()} == dict.fromkeys(closed, 409)
    assert "Its past can be read; nothing is entered there any more." in said[closed[0]].content.decode()


def test_a_closed_facility_stands_in_the_lists_of_its_days_only(walk, bao, closed):
    past = walk(bao).get("/custody/?day=2020-02-03").content.decode()
    assert "Test prison<" in past
    assert "Test prison<" not in walk(bao).get("/custody/?day=2020-02-04").content.decode()


@pytest.mark.parametrize("code", ["reports.none", "custody.none", "custody.detainees"])
def test_a_number_that_the_facility_does_not_have_is_not_found(walk, officer, prison, code):
    assert walk(officer).get(f"/custody/prison/2020-02-03/rows/{code}/").status_code == 404


def test_a_section_without_a_facility_still_has_its_history(walk, bao, units):
    from fengsui.ground.org.models import Tie

    org.close(units["ward-3"], day=DAY, by=SYSTEM)
    assert walk(bao).get("/custody/sections/ward-3/").status_code == 200  # closed: its past stays
    Tie.objects.filter(unit=units["ward-2"], line="territory").delete()
    assert walk(bao).get("/custody/sections/ward-2/").status_code == 200


def test_who_left_for_another_prison_has_no_page_here_any_more(walk, officer, move, units):
    row = move("transfer_out", counterpart=units["prison-2"])
    there = {"section": units["ward-3"], "place": "测试监狱", "by": SYSTEM, "at": at("14:00")}
    custody.move(units["prison-2"], "transfer_in", number="1001", **there)
    page = walk(officer).get("/custody/prison/movements/").content.decode()
    assert "王**" in page
    assert str(row.person.pk) not in page


def test_a_script_in_a_name_stays_text(walk, leader, move):
    row = move("admission", name="<script>alert(1)</script>")
    path = f"/custody/prison/persons/{row.person.pk}/"
    page = walk(leader).post(path, {"reason": "check"}).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def queries_of(client, path):
    """How many queries a page takes, its clock read anew."""
    client.get(path)
    clock.forget()
    with CaptureQueriesContext(connection) as taken:
        assert client.get(path).status_code == 200
    return len([one for one in taken if not any(table in one["sql"] for table in REMEMBERED)])


def test_more_facilities_take_no_more_queries(walk, bao, units):
    client, path = walk(bao), "/custody/?day=2020-02-03"
    few = queries_of(client, path)
    line = {"territory": "prisons", "prison": "prisons"}
    rows = [UnitRow(f"p-{n}", "prison", f"测试{n}", superiors=line) for n in range(12)]
    rows += [UnitRow(f"p-{n}-w", "ward", "一监区", superiors=dict.fromkeys(line, f"p-{n}")) for n in range(12)]
    org.arrange(rows, since=DAY, by=SYSTEM)
    assert queries_of(client, path) == few


@pytest.mark.parametrize("page", ["", "movements/", "fevers/"])
def test_more_rows_take_no_more_queries(walk, officer, move, fever, page):
    client, path = walk(officer), f"/custody/prison/{page}"
    for enter in (lambda n: move("admission", number=f"N{n}"), lambda n: fever(number=f"F{n}")):
        enter(0)
    few = queries_of(client, path)
    for n in range(1, 7):
        move("admission", number=f"N{n}")
        fever(number=f"F{n}")
    assert queries_of(client, path) == few
