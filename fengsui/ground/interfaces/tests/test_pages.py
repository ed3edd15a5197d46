"""The pages: what they show to whom, and that they cost the same with many tokens and parcels as with few."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fengsui.ground.interfaces import actions
from fengsui.ground.interfaces.models import Token


@pytest.fixture
def browse(account):
    def signed_in(person):
        client = Client()
        client.cookies["django_language"] = "en"
        client.force_login(account(person, f"user-{person.pk}"))
        return client

    return signed_in


FORM = {"name": "HR", "scopes": ["units.read"], "days": "30", "networks": "10.8.0.0/16"}


def test_a_leader_sets_up_a_token_for_an_officer_who_draws_it(browse, leader, officer):
    answer = browse(leader).post("/interfaces/new/", FORM | {"person": str(officer.pk)})
    page = browse(officer).get(answer["Location"])
    assert "Draw the secret" in page.content.decode()
    assert "Draw the secret" not in browse_again(leader, answer["Location"])
    shown = browse_with(officer).post(f"{answer['Location']}draw/").content.decode()
    assert "fs_" in shown


def browse_with(person):
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(person.account)
    return client


def browse_again(person, path):
    return browse_with(person).get(path).content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [({"networks": "x"}, "is not a network"), ({"days": "900"}, "366"), ({"scopes": []}, "required"), ({"name": ""}, "required")],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(browse, leader, change, said):
    answer = browse(leader).post("/interfaces/new/", FORM | {"person": str(leader.pk)} | change)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert change.get("name", "HR") in text


def test_a_bureau_chooses_among_its_units(browse, bureau, units):
    text = browse(bureau).get("/interfaces/new/?unit=county").content.decode()
    assert "Test county" in text
    assert "Test league" in text


def test_a_secret_is_refused_with_a_sentence(browse, leader, officer, prison):
    token = actions.propose(prison, officer, "HR", ["units.read"], by=leader)
    client = browse(officer)
    assert client.post(f"/interfaces/{token.pk}/draw/", {"keep_hours": "9000"}).status_code == 422
    actions.revoke(token, by=officer)
    assert "This token is over" in client.post(f"/interfaces/{token.pk}/draw/", follow=True).content.decode()
    assert "already" in client.post(f"/interfaces/{token.pk}/revoke/", follow=True).content.decode()


HOOK = {"name": "HR", "url": "https://hr.example/", "level": "public", "kinds": ["reports.signed"]}


def test_a_webhook_is_set_up_changed_and_ended(browse, leader):
    client = browse(leader)
    where = client.post("/interfaces/webhooks/new/", HOOK)["Location"]
    assert client.post(f"{where}change/", HOOK | {"name": "HR 2"})["Location"] == where
    assert "HR 2" in client.get(where).content.decode()
    for do in ("ping", "pause", "resume", "stop"):
        assert client.post(f"{where}{do}/").status_code == 302
    assert "ended" in client.get(where).content.decode()
    assert client.get(f"{where}change/").status_code == 404
    assert "set up a new one" in client.post(f"{where}secret/", {"turn": "1"}, follow=True).content.decode()
    assert client.post(f"{where}nonsense/").status_code == 404


def test_a_wrong_address_stands_at_its_field(browse, leader):
    client = browse(leader)
    assert (
        "FENGSUI_WEBHOOK_HOSTS"
        in client.post("/interfaces/webhooks/new/", HOOK | {"url": "http://hr.example/"}).content.decode()
    )
    where = client.post("/interfaces/webhooks/new/", HOOK)["Location"]
    assert client.post(f"{where}change/", HOOK | {"url": "ftp://x/"}).status_code == 422


@pytest.fixture
def still(monkeypatch):
    """The clock's row is not read again while queries are counted."""
    monkeypatch.setattr("fengsui.ground.clock.queries._FRESH_S", 1e6)


def many(prison, leader, officer, count):
    for n in range(count):
        actions.draw(actions.propose(prison, officer, f"HR {n}", ["units.read"], by=leader), by=officer)
        webhook = actions.subscribe(
            prison, f"HR {n}", "https://x.example/", ["reports.signed"], level="public", by=leader
        )
        actions.ping(webhook, by=leader)
        actions.deliver(webhook.pk)
    for _n in range(count):
        actions.ping(webhook, by=leader)
    actions.deliver(webhook.pk)
    return webhook


def test_many_tokens_and_parcels_cost_no_more_queries(still, browse, prison, leader, officer):
    client, costs = browse(leader), []
    for count in (2, 6):
        webhook = many(prison, leader, officer, count)
        token = Token.objects.latest("pk")
        paths = ["", "webhooks/", f"{token.pk}/", f"webhooks/{webhook.pk}/", "new/"]
        costs.append([cost(client, f"/interfaces/{path}") for path in paths])
    assert costs[0] == costs[1]


def cost(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_a_call_costs_the_same_however_many_units(still, program, units, bao):
    from fengsui.ground.org.scope import SYSTEM
    from journeys.test_growth import _grow

    one = program("units.read", "reports.read", "indicators.read", person=bao, unit=units["department"], by=SYSTEM)
    paths = ["/units", "/reports?day=2020-02-03", "/rollup/territory/department/2020-02-03", "/indicators"]
    before = [calls(one, path) for path in paths]
    _grow()
    assert [calls(one, path) for path in paths] == before


def calls(one, path):
    one.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert one.get(path).status_code == 200
    return len(caught)
