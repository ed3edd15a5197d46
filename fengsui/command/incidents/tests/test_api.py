"""Incidents for programs: read within reach, reported in the name of the token's unit; never of persons."""

import uuid

import pytest

from fengsui.command.incidents.models import Incident
from fengsui.command.incidents.tests.conftest import TEXT, stage
from fengsui.ground.interfaces.testing import program

__all__ = ["program"]
BODY = {"kind": "fever", "text": TEXT, "learned_at": "2020-02-03T18:10:00+08:00", "persons": 1}


@pytest.fixture
def sensor(program, officer):
    return program("incidents.read", "incidents.report", person=officer)


def post(there, path, key=None, **body):
    return there.post(path, body, key or str(uuid.uuid4()))


def test_those_within_reach_as_they_stand(sensor, report):
    incident = report()
    report("fire")
    page = sensor.get("/incidents", limit=1).json()
    (row,) = page["items"]
    assert (row["id"], row["unit"], row["stage"], row["late"], row["acknowledged_by"]) == (
        str(incident.pk), "prison", "reported", False, [],
    )  # fmt: skip
    assert [one["kind"] for one in sensor.get("/incidents", after=page["next"]).json()["items"]] == ["fire"]
    assert sensor.get(f"/incidents/{incident.pk}").json() == row
    assert sensor.get("/incidents", state="closed", unit="prison").json() == {"items": [], "next": None}


def test_reported_in_the_name_of_its_unit_once_a_key(sensor):
    key = str(uuid.uuid4())
    first, second = (post(sensor, "/incidents", key, **BODY) for _n in range(2))
    assert (first.status_code, first.json(), first.json()["unit"]) == (200, second.json(), "prison")
    assert stage(Incident.objects.get()) == "reported"


def test_followed_and_closed(sensor, report):
    path = f"/incidents/{report().pk}/reports"
    assert post(sensor, path, text="已隔离").json()["reports"] == 2
    assert post(sensor, path, text="排除", final=True).json()["stage"] == "closed"
    assert post(sensor, path, text="x").json()["code"] == "incidents.stage"


@pytest.mark.parametrize(("typed", "code"), [
    ({"kind": "x"}, "incidents.kind"), ({"text": ""}, "incidents.words"), ({"about_persons": "x"}, "not_valid"),
    ({"learned_at": "2020-02-03T18:40:00+08:00"}, "incidents.future"),
])  # fmt: skip
def test_what_is_wrong_has_a_code(sensor, typed, code):
    answer = post(sensor, "/incidents", **BODY | typed)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_another_units_incident_is_not_there(sensor, report, keeper):
    incident = report(unit="centre", by=keeper)
    assert sensor.get(f"/incidents/{incident.pk}").status_code == 404
    assert post(sensor, f"/incidents/{incident.pk}/reports", text="x").status_code == 404
