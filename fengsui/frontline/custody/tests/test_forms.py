"""Movements, fevers and officers as people enter them."""

from uuid import uuid4

import pytest

from fengsui.cast import DAY
from fengsui.frontline.custody.models import Fever, Movement, Strength

BASE = "/custody/prison"


def test_a_movement_is_entered_and_undone(walk, officer, wards):
    client = walk(officer)
    fields = {"id": uuid4(), "kind": "admission", "number": "1001", "name": "王某", "section": wards[0].pk}
    page = client.post(f"{BASE}/movements/", fields, follow=True).content.decode()
    row = Movement.objects.get()
    assert "Entered: Admission of a prisoner." in page
    assert f"{BASE}/movements/{row.pk}/withdraw/" in page
    assert b"Withdrawn." in client.post(f"{BASE}/movements/{row.pk}/withdraw/", follow=True).content
    assert b"already" in client.post(f"{BASE}/movements/{row.pk}/withdraw/", follow=True).content


def test_a_refusal_stands_beside_its_field(walk, officer, wards):
    fields = {"id": uuid4(), "kind": "release", "number": "1001", "section": wards[0].pk, "reason": "刑满"}
    answer = walk(officer).post(f"{BASE}/movements/", fields)
    page = answer.content.decode()
    assert (answer.status_code, "Nobody here has this number" in page, 'value="刑满"' in page) == (422, True, True)


def test_a_form_without_its_fields_is_refused(walk, officer):
    for path in ("movements", "fevers", "strength"):
        assert walk(officer).post(f"{BASE}/{path}/", {"at": "x"}).status_code == 422


def test_a_fever_is_entered_measured_again_and_decided(walk, officer, wards):
    client = walk(officer)
    fields = {
        "id": uuid4(),
        "section": wards[0].pk,
        "number": "2001",
        "name": "张某",
        "celsius": "３８．１",
        "site": "ear",
    }
    assert b"measured again soon" in client.post(f"{BASE}/fevers/", fields, follow=True).content
    path = f"{BASE}/fevers/{Fever.objects.get().pk}/"
    assert b"36.9" in client.post(path, {"id": uuid4(), "celsius": "36.9", "site": "armpit"}, follow=True).content
    assert client.post(path, {"id": uuid4(), "celsius": "nonsense", "site": "armpit"}).status_code == 422
    assert b"Cleared" in client.post(f"{path}conclude/", {"outcome": "cleared"}, follow=True).content
    assert b"Choose what was decided." in client.post(f"{path}conclude/", {"outcome": "x"}, follow=True).content


def test_a_fever_is_undone(walk, officer, fever):
    client, row = walk(officer), fever()
    path = f"{BASE}/fevers/{row.pk}/withdraw/"
    assert b"Withdrawn." in client.post(path, follow=True).content
    assert b"was withdrawn" in client.post(path, follow=True).content


def test_officers_are_entered_and_corrected_with_a_reason(walk, officer, muster):
    client = walk(officer)
    fields = {"seen": "", "on_duty": "４０", "in_isolation": "30", "on_standby": "10", "inside_since": "2020-01-26"}
    assert client.post(f"{BASE}/strength/?day={DAY}", fields).status_code == 302
    row = Strength.objects.get()
    page = client.post(f"{BASE}/strength/?day={DAY}", fields | {"seen": str(row.pk), "on_duty": "41"}).content.decode()
    assert "Say why numbers" in page
    page = client.get(f"{BASE}/strength/?day=2020-02-04").content.decode()
    assert 'value="2020-01-26"' in page
    assert 'value="40"' not in page


@pytest.mark.parametrize("text", ["4o", "1.5"])
def test_what_is_no_number_is_said_beside_it(walk, officer, text):
    answer = walk(officer).post(f"{BASE}/strength/", {"on_duty": text, "in_isolation": "1", "on_standby": "1"})
    assert b"Write a whole number" in answer.content


def test_a_name_is_shown_once_for_a_reason(walk, leader, officer, move):
    path = f"{BASE}/persons/{move('admission').person.pk}/"
    client = walk(leader)
    assert "王某某" in client.post(path, {"reason": "the family asks"}).content.decode()
    assert "王某某" not in client.get(path).content.decode()
    assert client.post(path, {"reason": ""}).status_code == 422
    assert "王某某" not in walk(officer).post(path, {"reason": "curious"}).content.decode()


def test_an_officer_of_one_ward_sees_no_persons_of_the_others(walk, uyunna, wards, move):
    from fengsui.cast import FOUNDED
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    org.appoint(uyunna, wards[1], "officer", by=SYSTEM, since=FOUNDED)
    assert walk(uyunna).get(f"{BASE}/persons/{move('admission').person.pk}/").status_code == 404


def test_an_object_of_another_prison_is_not_found(walk, officer, fever, move, units):
    row, found = move("admission"), fever()
    paths = (f"movements/{row.pk}/withdraw/", f"fevers/{found.pk}/withdraw/", f"fevers/{found.pk}/conclude/")
    keeper = walk(officer)
    for path in paths:
        assert keeper.post(f"/custody/prison-2/{path}").status_code == 404
