"""Doors of the public: opened, expired, closed; who knocks too often."""

from datetime import timedelta

import pytest

from fengsui.cast import EVENING
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.models import Filing, Knock
from fengsui.frontline.arrivals.settling import settle
from fengsui.frontline.arrivals.tests.conftest import coming, lodging
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def test_a_door_is_open_until_it_expires(door, drill):
    assert (door.expires_at, arrivals.admit(door.token)) == (EVENING + timedelta(days=30), door)
    drill(EVENING + timedelta(days=30))
    assert arrivals.admit(door.token) is None


def test_a_closed_one_opens_nothing(door, clerk, office):
    arrivals.close(door, by=clerk)
    arrivals.close(door, by=clerk)
    assert [arrivals.admit(token) for token in (door.token, "x", "", "x" * 99)] == [None] * 4
    with pytest.raises(Refused, match="no longer valid"):
        arrivals.file(office, lodging(), by=SYSTEM, door=door, way="link")


def test_a_citizen_files_through_it(door, office):
    filing = arrivals.file(office, coming(), by=SYSTEM, door=door, way="link")
    assert (filing.door, filing.filed_by, filing.way) == (door, None, "link")


def test_it_takes_only_the_form_it_is_for(office, clerk):
    door = arrivals.open_door(office, "东门", asks="lodger", days=3, by=clerk)
    arrivals.file(office, lodging(), by=SYSTEM, door=door, way="link")
    with pytest.raises(Refused, match="does not take this form"):
        arrivals.file(office, coming(), by=SYSTEM, door=door, way="link")
    assert Filing.objects.count() == 1


def test_what_cannot_be_is_refused(office, clerk, county):
    for field, more in (
        ("place", {"place": " "}),
        ("asks", {"asks": "x"}),
        ("days", {"days": 31}),
        ("days", {"days": 0}),
    ):
        with pytest.raises(Refused) as refused:
            arrivals.open_door(office, **{"place": "东门", "by": clerk, **more})
        assert refused.value.field == field
    with pytest.raises(Refused, match="open and close links"):
        arrivals.open_door(office, "东门", by=county)


def test_who_knocks_too_often_waits_and_nobody_learns_who(door):
    measures.put(parameters()["arrivals.door_rate"], 2, basis="test", by=SYSTEM)
    for _n in range(2):
        arrivals.knock("192.0.2.7", door)
    with pytest.raises(Refused, match="Wait ten minutes"):
        arrivals.knock("192.0.2.7", door)
    arrivals.knock("192.0.2.8", door)
    assert {bytes(row.digest).find(b"192") for row in Knock.objects.all()} == {-1}


def test_a_link_is_limited_too_whoever_comes(door):
    measures.put(parameters()["arrivals.link_rate"], 1, basis="test", by=SYSTEM)
    arrivals.knock("192.0.2.7", door)
    arrivals.knock("192.0.2.8", None)
    with pytest.raises(Refused, match="Wait ten minutes"):
        arrivals.knock("192.0.2.9", door)


def test_the_counts_are_forgotten_after_a_day(door):
    arrivals.knock("192.0.2.7", door)
    settle(EVENING, EVENING)
    assert Knock.objects.count() == 2
    Knock.objects.update(window=clock.wall() - timedelta(days=1, minutes=1))
    settle(EVENING, EVENING)
    assert Knock.objects.count() == 0
