"""From the journal to a receiver: nothing lost, nothing doubled but under the same key, in order, signed."""

import json
from datetime import timedelta

import pytest

from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces import actions, sending
from fengsui.ground.interfaces.actions.delivering import BACK_OFF
from fengsui.ground.interfaces.models import Attempt, Delivery, DeliveryState, Subscription
from fengsui.ground.interfaces.queries import due, secret
from fengsui.ground.interfaces.tests.receiver import verify
from fengsui.house import Refused


def facts(receiver):
    return [fact["id"] for _head, body in receiver.got for fact in json.loads(body)["facts"]]


def send(webhook):
    actions.collect()
    return actions.deliver(webhook.pk)


def due_now(**more):
    Delivery.objects.waiting().update(next_at=clock.wall(), **more)


def test_what_happens_is_sent_signed_and_once(receiver, webhook, happen):
    made = happen(3)
    assert send(webhook) == 1
    assert send(webhook) == 0
    assert facts(receiver) == [entry.pk for entry in made]
    head, body = receiver.got[0]
    assert verify(head, body, secret(webhook))
    assert head["X-Fengsui-Delivery"] == json.loads(body)["delivery"]


def test_a_changed_byte_is_seen(receiver, webhook, happen):
    happen()
    send(webhook)
    head, body = receiver.got[0]
    assert not verify(head, body.replace(b'"changed": 1', b'"changed": 2'), secret(webhook))
    assert not verify(head, body, "another secret")


def test_only_the_unit_and_below_and_only_the_kinds(receiver, webhook, happen, units):
    below = happen(unit=units["ward-1"])
    happen(unit=units["prison-2"])
    happen(kind="reports.accepted", day="2020-02-03")
    send(webhook)
    assert facts(receiver) == [below[0].pk]


def test_many_facts_go_in_parcels_in_order(receiver, webhook, happen):
    made = happen(250)
    assert send(webhook) == 3
    assert facts(receiver) == [entry.pk for entry in made]


def test_what_came_late_under_a_small_id_is_not_lost(receiver, webhook, happen, officer, prison):
    """A transaction that was open for long commits after a later one was sent."""
    from fengsui.ground.journal import actions as journal
    from fengsui.ground.journal.models import Entry

    happen()
    slow = Entry.objects.create(
        pk=Entry.objects.latest("pk").pk + 1000, kind="reports.drafted", at=clock.now(), known_at=clock.now(),
        actor=officer.pk, unit=prison.pk, about="x", data={"day": "2020-02-03"},
    )  # fmt: skip
    newer = Entry.objects.create(
        pk=slow.pk + 1, kind="reports.drafted", at=clock.now(), known_at=clock.now(), actor=officer.pk,
        unit=prison.pk, about="x", data={"day": "2020-02-03"},
    )  # fmt: skip
    seal(newer)
    send(webhook)
    journal.seal()
    send(webhook)
    assert facts(receiver)[-2:] == [newer.pk, slow.pk]


def seal(entry):
    from fengsui.ground.journal.models import Leaf, Seal
    from fengsui.ground.journal.queries import digest, last_seal, link

    last, entry = last_seal(), type(entry).objects.get(pk=entry.pk)
    made = Seal.objects.create(pk=last.pk + 1, entries=1, hash=link(bytes(last.hash), [digest(entry)]))
    Leaf.objects.create(entry=entry, seal=made, digest=digest(entry))


def test_a_public_receiver_gets_public_fields_only(receiver, prison, leader, happen):
    webhook = actions.subscribe(
        prison, "News", receiver.url, ["reports.drafted", "org.denied"], level="public", by=leader
    )
    happen()
    send(webhook)
    fact = json.loads(receiver.got[0][1])["facts"][0]
    assert "about" not in fact
    assert "changed" not in fact["data"]


def test_what_is_secret_is_never_sent(receiver, prison, leader, happen):
    webhook = actions.subscribe(prison, "HR", receiver.url, ["org.denied"], level="internal", by=leader)
    happen(kind="org.denied", path="/custody/prison/person/1/")
    send(webhook)
    assert json.loads(receiver.got[0][1])["facts"][0]["data"] == {}


@pytest.mark.parametrize("answer", [500, 404, 302, "cut"])
def test_what_is_not_received_is_tried_again_under_the_same_key(receiver, webhook, happen, answer):
    receiver.answers = [answer]
    happen()
    assert send(webhook) == 0
    parcel = Delivery.objects.get()
    assert parcel.state == DeliveryState.FAILING
    assert parcel.next_at - clock.wall() > timedelta(seconds=50)
    assert send(webhook) == 0  # not before its time
    due_now()
    assert send(webhook) == 1
    keys = {head["X-Fengsui-Delivery"] for head, _body in receiver.got}
    assert (len(receiver.got), len(keys)) == (2, 1)


def test_the_order_is_kept_while_the_first_one_fails(receiver, webhook, happen):
    receiver.answers = [500]
    made = happen()
    send(webhook)
    made += happen()
    send(webhook)
    assert len(receiver.got) == 1
    due_now()
    send(webhook)
    assert facts(receiver)[1:] == [entry.pk for entry in made]


@pytest.mark.parametrize("how", ["silent", "drip"])
def test_a_receiver_that_takes_its_time_is_left(receiver, monkeypatch, how):
    receiver.delay, receiver.answers = (5, []) if how == "silent" else (0, ["drip"])
    outcome = sending.post(sending.target(receiver.url), b"{}", {}, drill=True, timeout=0.3)
    assert (outcome.status, outcome.received) == (None, False)
    assert "no answer within 0.3 seconds" in outcome.said
    assert outcome.took_ms < 3000


def test_after_the_last_attempt_it_is_given_up_and_the_next_one_goes(receiver, webhook, happen):
    receiver.answers = [500] * (len(BACK_OFF) + 1)
    happen()
    for _n in range(len(BACK_OFF) + 1):
        due_now()
        send(webhook)
    assert Delivery.objects.get().state == DeliveryState.DEAD
    happen()
    assert send(webhook) == 1
    assert [one.state for one in Delivery.objects.order_by("pk")] == [DeliveryState.DEAD, DeliveryState.RECEIVED]


@pytest.mark.parametrize("one_only", [True, False])
def test_what_was_given_up_is_sent_again(receiver, webhook, happen, leader, one_only):
    happen()
    actions.collect()
    Delivery.objects.update(dead_at=clock.wall(), attempts=6)
    actions.resend(webhook, list(Delivery.objects.all()) if one_only else None, by=leader)
    assert actions.deliver(webhook.pk) == 1
    with pytest.raises(Refused, match="Nothing was given up"):
        actions.resend(webhook, by=leader)


def test_a_worker_that_was_killed_in_mid_send_loses_nothing(receiver, webhook, happen):
    happen()
    actions.collect()
    first = actions.claim(webhook.pk)  # and then it is gone: nothing was recorded
    assert actions.claim(webhook.pk) is None  # nobody else takes it meanwhile
    Delivery.objects.update(claimed_until=clock.wall())
    assert actions.deliver(webhook.pk) == 1
    assert [head["X-Fengsui-Delivery"] for head, _body in receiver.got] == [str(first.key)]


def test_a_worker_that_was_thought_dead_changes_no_plan(receiver, webhook, happen):
    receiver.answers = [500]
    happen()
    actions.collect()
    slow = actions.claim(webhook.pk)
    Delivery.objects.update(claimed_until=clock.wall())
    actions.deliver(webhook.pk)
    before = Delivery.objects.get().next_at
    actions.record(slow, sending.Outcome(None, "late", 1))
    assert Delivery.objects.get().next_at == before


def test_a_test_parcel_arrives_and_is_noted(receiver, webhook, leader):
    actions.ping(webhook, by=leader)
    assert actions.deliver(webhook.pk) == 1
    assert json.loads(receiver.got[0][1])["ping"] is True
    assert Attempt.objects.get().said == "thank you"


def test_for_a_day_both_secrets_sign(receiver, webhook, leader):
    old = secret(webhook)
    webhook = actions.turn(webhook, by=leader)
    actions.ping(webhook, by=leader)
    actions.deliver(webhook.pk)
    head, body = receiver.got[0]
    assert verify(head, body, old)
    assert verify(head, body, secret(webhook))
    Subscription.objects.update(old_until=clock.wall())
    actions.ping(webhook, by=leader)
    actions.deliver(webhook.pk)
    assert not verify(*receiver.got[1], old)


def test_what_happens_while_it_is_paused_is_sent_afterwards(receiver, webhook, happen, leader):
    actions.pause(webhook, by=leader)
    made = happen()
    assert send(webhook) == 0
    actions.resume(webhook, by=leader)
    send(webhook)
    assert facts(receiver) == [made[0].pk]


def test_a_drill_sends_nothing_to_the_outside(prison, leader, happen):
    webhook = actions.subscribe(prison, "HR", "https://hr.example/", ["reports.drafted"], level="public", by=leader)
    happen()
    assert send(webhook) == 1
    assert Delivery.objects.get().state == DeliveryState.SINK
    assert not Attempt.objects.exists()


@pytest.fixture
def live(monkeypatch):
    monkeypatch.setattr(clock, "is_drill", lambda: False)


def test_a_live_one_reaches_this_machine_only_if_it_is_listed(receiver, webhook, live, settings, leader):
    actions.ping(webhook, by=leader)
    assert actions.deliver(webhook.pk) == 0
    assert "private network" in Attempt.objects.get().said
    settings.FENGSUI_WEBHOOK_HOSTS = ["127.0.0.1"]
    due_now()
    assert actions.deliver(webhook.pk) == 1


def test_a_host_that_was_taken_from_the_list_gets_nothing(prison, leader, live, settings):
    settings.FENGSUI_WEBHOOK_HOSTS = ["hr.example"]
    webhook = actions.subscribe(prison, "HR", "http://hr.example/", ["reports.drafted"], level="public", by=leader)
    settings.FENGSUI_WEBHOOK_HOSTS = []
    actions.ping(webhook, by=leader)
    assert actions.deliver(webhook.pk) == 0
    assert "FENGSUI_WEBHOOK_HOSTS" in Attempt.objects.get().said


def test_the_job_finds_what_is_due(receiver, webhook, happen):
    assert due() == []
    happen()
    actions.collect()
    assert due() == [webhook.pk]
    actions.deliver(webhook.pk)
    assert due() == []


def test_without_a_seal_there_is_nothing_to_collect(webhook):
    from fengsui.ground.journal.models import Seal

    assert not Seal.objects.exists()
    assert actions.collect() == 0


def test_what_arrived_long_ago_is_swept(receiver, webhook, leader):
    actions.ping(webhook, by=leader)
    actions.deliver(webhook.pk)
    assert actions.sweep() == 0
    Delivery.objects.update(done_at=clock.wall() - timedelta(days=31))
    assert actions.sweep() == 2


def test_another_worker_that_is_collecting_is_left_alone(webhook, happen, monkeypatch):
    from fengsui.ground.interfaces.actions import delivering

    happen()
    assert actions.collect() == 1
    assert delivering._collect(webhook.pk, 1) == 0  # already at that seal
    assert actions.claim(Delivery.objects.get().key) is None  # no such webhook


def test_one_job_sends_so_many_parcels_and_no_more(receiver, webhook, leader, monkeypatch):
    from fengsui.ground.interfaces.actions import delivering

    monkeypatch.setattr(delivering, "_AT_ONCE", 2)
    for _n in range(3):
        actions.ping(webhook, by=leader)
    assert (actions.deliver(webhook.pk), actions.deliver(webhook.pk)) == (2, 1)
