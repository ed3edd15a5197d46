import pytest

from fengsui.ground.interfaces import actions
from fengsui.ground.interfaces.models import Subscription
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused

GOOD = {"name": "HR", "url": "https://hr.example/x", "kinds": ["reports.signed"], "level": "public"}


def subscribe(unit, by, **how):
    given = GOOD | how
    return actions.subscribe(unit, given["name"], given["url"], given["kinds"], level=given["level"], by=by)


def test_a_leader_subscribes_for_the_own_unit(prison, leader):
    webhook = subscribe(prison, leader)
    told = Entry.objects.get(kind="interfaces.subscribed")
    assert (told.about, told.data["host"], told.data["kinds"]) == (webhook.about, "hr.example", 1)


def test_nobody_else_does(prison, officer, units, leader):
    for unit, person in ((prison, officer), (units["prison-2"], leader)):
        with pytest.raises(Refused, match="You cannot"):
            subscribe(unit, person)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("kinds", []),
        ("kinds", ["no.such"]),
        ("kinds", ["interfaces.denied"]),
        ("level", "secret"),
        ("url", ""),
        ("url", "hr.example"),
        ("url", "ftp://hr.example/"),
        ("url", "https://user:pass@hr.example/"),
        ("url", "https://hr.example/#x"),
        ("url", "https://hr.example:99999/"),
        ("url", "https://[::1"),
        ("url", "https://hr.example/a b"),
        ("url", "https://人事.example/"),
        ("url", "http://hr.example/"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(prison, leader, field, value):
    with pytest.raises(Refused) as refused:
        subscribe(prison, leader, **{field: value})
    assert refused.value.field == field


@pytest.mark.parametrize("listed", ["hr.example", "hr.example:80", ".example"])
def test_a_listed_host_may_do_without_https(prison, leader, settings, listed):
    settings.FENGSUI_WEBHOOK_HOSTS = [listed]
    assert subscribe(prison, leader, url="http://hr.example/").url == "http://hr.example/"


def test_a_listed_port_is_that_port(prison, leader, settings):
    settings.FENGSUI_WEBHOOK_HOSTS = ["hr.example:8080"]
    with pytest.raises(Refused, match="FENGSUI_WEBHOOK_HOSTS"):
        subscribe(prison, leader, url="http://hr.example/")


def test_a_closed_unit_sends_nothing_new(units):
    from fengsui.cast import DAY
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    ward = org.close(units["ward-1"], day=DAY, by=SYSTEM)
    with pytest.raises(Refused, match="closed"):
        subscribe(ward, SYSTEM)


def test_it_is_changed_paused_resumed_and_ended(prison, leader):
    webhook = subscribe(prison, leader)
    actions.change(webhook, "HR 2", GOOD["url"], ["reports.drafted"], level="internal", by=leader)
    actions.pause(webhook, by=leader)
    actions.pause(webhook, by=leader)
    assert not Subscription.objects.running().exists()
    actions.resume(webhook, by=leader)
    actions.stop(webhook, by=leader)
    now = Subscription.objects.get()
    assert (now.name, now.kinds, now.level) == ("HR 2", ["reports.drafted"], "internal")
    with pytest.raises(Refused, match="ended"):
        actions.pause(webhook, by=leader)


def test_a_paused_one_sends_no_test_parcel(prison, leader):
    webhook = subscribe(prison, leader)
    actions.pause(webhook, by=leader)
    with pytest.raises(Refused, match="paused"):
        actions.ping(webhook, by=leader)
