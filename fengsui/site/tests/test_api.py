"""Every operation that the document names, with what it says and with what it does not."""

import json
import re

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ninja.responses import NinjaJSONEncoder

from fengsui.cast import DAY, _person
from fengsui.ground.interfaces.queries import scopes
from fengsui.ground.interfaces.testing import program
from fengsui.ground.org import actions as org
from fengsui.ground.org import scope
from fengsui.ground.org.scope import SYSTEM
from fengsui.site import api, apidocs

__all__ = ["program"]
RUBBISH = [
    "x",
    "-1",
    "0",
    "2020-13-40",
    "99999999999999999999",
    "包某",
    "a" * 3000,
    "%00",
    "../..",
    "null",
    "[]",
    "9" * 400,
]
GOOD = {"unit": "prison", "day": "2020-02-03", "line": "territory", "first": "2020-02-01", "last": "2020-02-03",
        "round": "0199aaaa-0000-7000-8000-000000000000", "task": "0199aaaa-0000-7000-8000-000000000000",
        "meeting": "0199aaaa-0000-7000-8000-000000000000", "incident": "0199aaaa-0000-7000-8000-000000000000"}  # fmt: skip
MOST = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def document():
    return json.loads(json.dumps(api.schema(), cls=NinjaJSONEncoder))


def operations():
    """Those behind a token; the doors of devices beside them are their rooms' to test."""
    paths = {path: methods for path, methods in document()["paths"].items() if path.startswith("/api/v1/")}
    return [(path, method, told) for path, methods in paths.items() for method, told in methods.items()]


def asked(path, told, values):
    for one in told["parameters"]:
        if one["in"] == "path":
            path = path.replace("{" + one["name"] + "}", values(one["name"]))
    query = {one["name"]: values(one["name"]) for one in told["parameters"] if one["in"] == "query" and one["required"]}
    return path.removeprefix("/api/v1"), query


@pytest.fixture
def everything(program, officer, prison):
    """A program that may do whatever a program of a prison may: who answers for it counts, reports and gives tasks."""
    org.appoint(officer, prison, "leader", since=DAY, by=SYSTEM)
    return program(*(key for key, one in scopes().items() if scope.carrying(officer, scope.verbs()[one.verb])))


@pytest.fixture
def at_a_bureau(program, units):
    """`at_a_bureau("arrivals.read")`: a program of a county, for what is no business of a prison's."""
    leader = _person(units, "旗局长", "county", "leader")
    return lambda *wanted: program(*wanted, person=leader, unit=units["county"], by=leader)


@pytest.mark.parametrize(("path", "method", "told"), operations(), ids=lambda one: one if isinstance(one, str) else "")
def test_every_operation_is_documented_whole(path, method, told):
    assert told["summary"]
    assert told["x-scope"] in {*scopes(), ""}
    assert told["security"] == [{"Bearer": []}]
    assert "application/problem+json" in told["responses"]["4XX"]["content"]
    assert {one["name"] for one in told["parameters"] if one["in"] == "path"} == set(re.findall(r"{(\w+)}", path))


@pytest.mark.parametrize(("path", "method", "told"), operations(), ids=lambda one: one if isinstance(one, str) else "")
def test_every_reading_operation_answers_as_documented(path, method, told, everything, at_a_bureau):
    if method != "get":
        return
    address, query = asked(path, told, lambda name: GOOD.get(name, "x"))
    allowed = told["x-scope"] in {"", *everything.token.scopes}
    answer = (everything if allowed else at_a_bureau(told["x-scope"])).get(address, **query)
    assert answer.status_code in {200, 404}, answer.content
    if answer.status_code == 200:
        name = told["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        assert answer.json().keys() == document()["components"]["schemas"][name]["properties"].keys()


@pytest.mark.parametrize(("path", "method", "told"), operations(), ids=lambda one: one if isinstance(one, str) else "")
def test_rubbish_is_a_problem_never_a_crash(path, method, told, everything):
    for rubbish in RUBBISH:
        address, query = asked(path, told, lambda _name: rubbish.replace("/", "%2F"))  # noqa: B023
        call = getattr(everything, method)
        answer = call(address, **query) if method == "get" else call(address, rubbish)
        assert answer.status_code < 500, (rubbish, answer.content)
        if answer.status_code != 200:
            assert answer["Content-Type"] == "application/problem+json"
            assert answer.json()["detail"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
BODY = JSON | st.fixed_dictionaries(
    {"revision": JSON, "fields": st.lists(st.fixed_dictionaries({"code": JSON, "value": JSON}))}
)


@MOST
@given(body=BODY)
def test_whatever_body_a_program_sends_it_gets_an_answer(everything, body):
    for path, method, told in operations():
        if method == "get":
            continue
        address, _query = asked(path, told, lambda name: GOOD.get(name, "x"))
        answer = getattr(everything, method)(address, body, "0199aaaa-0000-7000-8000-000000000000")
        assert answer.status_code < 500, answer.content


def test_an_address_that_does_not_exist_is_a_problem(everything):
    answer = everything.get("/no/such")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_the_document_is_for_programs_and_for_who_is_signed_in(everything, officer, account):
    assert everything.get("/openapi.json").json()["openapi"] == "3.1.0"
    assert Client().get("/api/v1/openapi.json").status_code == 401
    client = Client()
    client.force_login(account(officer))
    assert client.get("/api/v1/openapi.json").status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_people_read_it_in_their_language(officer, account, language):
    client = Client()
    client.cookies["django_language"] = language
    client.force_login(account(officer))
    page = client.get("/api/v1/docs").content.decode()
    assert ("Catalogue of indicators" in page) == (language == "en")
    assert "Idempotency-Key" in page


def test_what_is_written_there_works(everything):
    """The example of a write is a body that is as documented."""
    groups = apidocs.groups(document(), "http://x")
    texts = [one.example for _tag, listed in groups for one in listed]
    assert any("PUT" in text and '"fields"' in text for text in texts)
    assert all("Bearer $TOKEN" in text for text in texts if "/api/v1/" in text)
    assert any("Device $TOKEN" in text for text in texts)


def test_a_crash_of_ours_is_a_problem_too(everything, monkeypatch):
    from fengsui.ground.indicators import queries

    monkeypatch.setattr(queries, "indicators", lambda: 1 / 0)
    answer = everything.get("/indicators")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
