"""The citizen's side: both forms without account, scripts or cookies; one's own page; a wrong link."""

from datetime import timedelta

import pytest
from django.test import Client

from fengsui.cast import DAY, at
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.models import Filing, Returnee, Step, Temperature
from fengsui.frontline.arrivals.public import own_link
from fengsui.frontline.arrivals.tests.conftest import NEXT
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.org.scope import SYSTEM

PK = "019c0000-0000-7000-8000-000000000001"
LODGER = {
    "id": PK, "host": "王某", "phone": "138 0000 0001", "building": "兴安社区3号楼", "name": "张某某", "origin": "湖北省武汉市",
    "since": "2020-02-02", "relation": "relative", "reason": "visit", "stay": "wuhan", "until": "", "plate": "", "celsius": "",
}  # fmt: skip
RETURNEE = {
    "id": PK, "name": "乌兰图雅", "sex": "2", "phone": "13900000002", "address": "林西镇1号", "origin": "河北省", "arrived_on": "2020-02-02",
    "transport": "car", "plate": "冀a 12345", "companions": "巴特尔 13900000003\n其其格", "stay": "none", "contact": "no", "symptoms": ["cough"],
}  # fmt: skip


@pytest.fixture
def citizen(client):
    """A phone that speaks English and keeps no cookies."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "en"})


@pytest.fixture
def send(citizen, door):
    return lambda kind, said, **more: citizen.post(f"/public/arrivals/{door.token}/{kind}/", {**said, **more})


def test_the_door_says_what_it_is_for_and_offers_both_forms(citizen, door):
    answer = citizen.get(f"/public/arrivals/{door.token}/")
    page = answer.content.decode()
    assert all(
        word in page for word in ("Somebody lodges with me", "I came home", "30 days after the last step", "东门")
    )
    assert (answer["X-Robots-Tag"], answer["Cache-Control"], answer["Referrer-Policy"]) == (
        "noindex, nofollow",
        "no-store",
        "no-referrer",
    )


def test_a_door_for_one_form_leads_there(citizen, office, clerk):
    door = arrivals.open_door(office, "东门", asks="lodger", by=clerk)
    assert citizen.get(f"/public/arrivals/{door.token}/").headers["Location"].endswith("/lodger/")
    assert citizen.get(f"/public/arrivals/{door.token}/returnee/").status_code == 404


@pytest.mark.parametrize(("kind", "said"), [("lodger", LODGER), ("returnee", RETURNEE)])
def test_a_citizen_files_and_gets_a_number_and_an_own_page(send, citizen, kind, said):
    answer = send(kind, said)
    filing = Filing.objects.get()
    assert (answer.status_code, filing.way, filing.kind, str(filing.pk)) == (302, "link", kind, PK)
    page = citizen.get(answer["Location"]).content.decode()
    assert (filing.receipt in page, "张某某" in page, "乌兰图雅" in page) == (True, False, False)


def test_what_was_said_of_the_journey_is_kept(send):
    send("returnee", RETURNEE)
    row = Returnee.objects.get()
    assert (row.symptoms, row.filing.parties.count(), row.control) == (["cough"], 3, "none")


def test_sent_twice_it_is_there_once(send):
    first, again = send("lodger", LODGER), send("lodger", LODGER)
    assert (first["Location"], Filing.objects.count()) == (again["Location"], 1)


BAD = [
    ("phone", "1"),
    ("plate", "?"),
    ("celsius", "99"),
    ("since", "2020-13-40"),
    ("name", ""),
    ("relation", "x"),
    ("since", "2030-01-01"),
]


@pytest.mark.parametrize(("field", "value"), BAD)
def test_bad_input_gets_a_sentence_and_nothing_typed_is_lost(send, field, value):
    answer = send("lodger", LODGER, **{field: value})
    page = answer.content.decode()
    assert (answer.status_code, Filing.objects.count(), "兴安社区3号楼" in page, "field-wrong" in page) == (
        422,
        0,
        True,
        True,
    )


@pytest.mark.parametrize(
    "lines", ["13900000003", "巴特尔 12345678901234567x", "\n".join(f"巴特尔{'某' * n}" for n in range(11))]
)
def test_companions_that_cannot_be_read_are_asked_for_again(send, lines):
    assert (send("returnee", RETURNEE, companions=lines).status_code, Filing.objects.count()) == (422, 0)


def test_nothing_sent_is_answered_with_the_form(send, citizen, door):
    assert send("lodger", {}).status_code == 422
    assert citizen.put(f"/public/arrivals/{door.token}/lodger/").status_code == 405


def test_what_fills_in_the_field_that_nobody_sees_is_no_person(send):
    answer = send("lodger", LODGER, homepage="https://spam.example")
    assert (answer.status_code, Filing.objects.count(), "Leave this field empty" in answer.content.decode()) == (
        422,
        0,
        True,
    )


def test_too_many_wait_and_keep_what_they_typed(send):
    measures.put(parameters()["arrivals.door_rate"], 1, basis="test", by=SYSTEM)
    send("lodger", LODGER)
    page = send("lodger", LODGER, name="李某某", id="019c0000-0000-7000-8000-000000000002")
    assert (page.status_code, Filing.objects.count(), "李某某" in page.content.decode()) == (422, 1, True)


def test_a_wrong_a_closed_and_an_expired_link_get_the_same_page(citizen, door, drill, office, clerk):
    other = arrivals.open_door(office, "西门", by=clerk)
    arrivals.close(other, by=clerk)
    drill(door.expires_at)
    paths = ("x", door.token, other.token, f"{door.token}/lodger", "own/x", f"own/{PK}:x", "own/x/correct")
    answers = [citizen.get(f"/public/arrivals/{path}/") for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert all("This link leads nowhere" in answer.content.decode() for answer in answers)
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}


def test_one_corrects_and_withdraws_until_it_is_checked(send, citizen, clerk):
    own = send("lodger", LODGER)["Location"]
    assert "张某某" in citizen.get(f"{own}correct/").content.decode()
    assert citizen.post(f"{own}correct/", {**LODGER, "origin": "北京市"})["Location"] == own
    assert citizen.post(f"{own}correct/", {**LODGER, "origin": ""}).status_code == 422
    assert citizen.post(own, {"do": "withdraw"}).status_code == 302
    assert Step.objects.as_known().get().stage == "withdrawn"
    assert citizen.get(f"{own}correct/").status_code == 302


def test_what_the_office_wrote_stays_when_the_citizen_corrects(send, citizen, returnee, clerk):
    filing = returnee(control="home", keeper="李网格员", companions=())
    own = f"/public/arrivals/own/{own_link(filing)}/"
    citizen.post(f"{own}correct/", RETURNEE)
    row = Returnee.objects.as_known().get(filing=filing)
    assert (row.control, row.origin) == ("home", "河北省")


def test_a_checked_one_is_only_read(send, citizen, clerk):
    own = send("lodger", LODGER)["Location"]
    arrivals.check(Filing.objects.get(), by=clerk)
    answer = citizen.post(own, {"do": "withdraw"})
    assert (answer.status_code, "checked already" in answer.content.decode()) == (422, True)


def test_who_is_observed_reports_the_temperature(watched, citizen, drill):
    row = watched()
    own = f"/public/arrivals/own/{own_link(row.filing)}/"
    drill(at("09:00", NEXT))
    assert "Send the temperature" in citizen.get(own).content.decode()
    assert citizen.post(own, {f"c-{row.pk}": "36.6"}).status_code == 302
    assert (Temperature.objects.get().by_self, "Send the temperature" in citizen.get(own).content.decode()) == (
        True,
        False,
    )
    drill(at("18:00", NEXT + timedelta(days=1)))
    assert (
        'value="366.6"' in citizen.post(own, {f"c-{row.pk}": "366.6"}).content.decode()
    )  # to be mended, not typed anew
    assert citizen.post(own, {f"u-{row.pk}": "1"}).status_code == 302
    assert citizen.post(own, {}).status_code == 422
    assert Temperature.objects.filter(celsius=None, day=DAY + timedelta(days=2), slot="evening").count() == 1


def test_an_identity_number_is_asked_for_where_the_measure_says(send, citizen, door):
    measures.put(parameters()["arrivals.ask_identity"], value=True, basis="test", by=SYSTEM)
    assert "Identity number" in citizen.get(f"/public/arrivals/{door.token}/returnee/").content.decode()
    assert send("returnee", RETURNEE, number="110105194912310021").status_code == 422
    assert send("returnee", RETURNEE, number="11010519491231002x").status_code == 302
