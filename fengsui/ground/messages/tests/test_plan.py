"""From the inbox to the outbox: joined, in due time, each message once a channel."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import at
from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.actions import providers, set_way
from fengsui.ground.messages.actions.planning import after_quiet, plan
from fengsui.ground.messages.models import Message, Outgoing, Part
from fengsui.ground.messages.tests.conftest import aliyun, fever, note, only
from fengsui.ground.org.scope import SYSTEM


def test_what_arrives_within_minutes_becomes_one_text(sms, reached, later, gateway, bao):
    note([bao], "a")
    plan()
    note([bao], "b")
    plan()
    assert Part.objects.filter(outgoing=only()).count() == 2
    assert later(4) == 0
    assert later(2) == 1
    assert "%22n%22%3A%20%222%22" in gateway.got[0][0]


def test_planning_twice_plans_once(sms, reached, bao):
    note([bao])
    assert (plan(), plan()) == (1, 0)
    assert Outgoing.objects.count() == 1


def test_what_is_urgent_goes_at_once_and_to_those_who_want_only_that(sms, reached, later, gateway):
    note(reached)
    fever(reached)
    assert later(0) == 2
    assert {row.person_id for row in Outgoing.objects.filter(urgent=True)} == {one.pk for one in reached}


def test_in_the_quiet_hours_only_what_is_urgent_goes(sms, reached, later, drill, bao):
    drill(at("23:00"))
    note([bao])
    fever([bao])
    assert later(6) == 1
    waits = Outgoing.objects.get(urgent=False)
    assert f"{clock.local(waits.next_at):%d %H:%M}" == "04 07:00"
    drill(waits.next_at)
    assert later(0) == 1


@pytest.mark.parametrize(
    ("hour", "begin", "end", "then"),
    [("21:59", 22, 7, "21:59"), ("22:00", 22, 7, "07:00"), ("03:00", 22, 7, "07:00"), ("07:00", 22, 7, "07:00"),
     ("13:00", 12, 14, "14:00"), ("23:00", 8, 8, "23:00")],
)  # fmt: skip
def test_quiet_hours_may_span_midnight(drill, hour, begin, end, then):
    found = clock.local(after_quiet(at(hour), time(begin), time(end)))
    assert f"{found:%H:%M}" == then
    assert found >= at(hour)


def test_what_was_read_meanwhile_is_not_sent(sms, reached, later, gateway, bao):
    from fengsui.ground.messages.actions import read

    note([bao])
    plan()
    read(bao, Message.objects.get().pk)
    assert later() == 0
    assert (only().state, gateway.got) == ("read", [])


def test_what_was_read_before_is_not_planned(sms, reached, bao):
    from fengsui.ground.messages.actions import read

    note([bao])
    read(bao, Message.objects.get().pk)
    plan()
    assert not Outgoing.objects.exists()


def test_the_nearest_provider_carries(sms, gateway, units, officer):
    own = providers.set_up(units["prisons"], aliyun(gateway), by=SYSTEM)
    set_way("sms", "13800000003", by=officer)
    note([officer])
    plan()
    assert (only().provider, only().unit) == (own, units["prison"])


def test_without_a_provider_or_a_unit_nothing_is_planned(live, reached, bao, zhao, units):
    from fengsui.ground.org.models import Capacity

    set_way("sms", "13800000004", by=zhao)
    Capacity.objects.filter(person=zhao).delete()
    note([bao, zhao])
    assert plan() == 2
    assert not Outgoing.objects.exists()


def test_a_note_that_was_taken_out_is_not_urgent(sms, reached, bao):
    note([bao])
    Message.objects.update(kind="gone.kind")
    plan()
    assert not only().urgent


def test_more_than_one_batch_is_planned(sms, reached, bao, monkeypatch):
    from fengsui.ground.messages.actions import planning

    monkeypatch.setattr(planning, "BATCH", 2)
    for n in range(3):
        note([bao], f"k{n}")
    assert (plan(), Part.objects.count()) == (3, 3)


def test_three_thousand_people_are_planned_in_a_fixed_number_of_queries(sms, units):
    from fengsui.ground.messages.models import Way
    from fengsui.ground.org import actions as org

    def cost(n, key):
        people = org.register(
            [f"甲{key}{i}" for i in range(n)], unit=units["department"], capacity="officer", by=SYSTEM
        )
        Way.objects.bulk_create(Way(person=one, channel="sms", address_sealed=b"x", at=clock.now()) for one in people)
        note(people, key)
        with CaptureQueriesContext(connection) as asked:
            assert plan() == n
        return len(asked)

    few = cost(3, "a")
    assert cost(3000, "b") <= few + 4  # rows of texts and parts go in by the thousand
    assert Outgoing.objects.count() == 3003
