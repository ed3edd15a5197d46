"""From the outbox to the providers: nothing lost, nothing doubled but under the same key, nobody hammered."""

from datetime import timedelta

import pytest

from fengsui.cast import at_once
from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.actions import delivering, remove_way, set_way, try_way
from fengsui.ground.messages.actions.delivering import BACK_OFF, claim, record
from fengsui.ground.messages.actions.planning import plan
from fengsui.ground.messages.models import Message, Outgoing, Provider
from fengsui.ground.messages.tests.conftest import fever, note, only
from fengsui.ground.messages.transports import Answer, Result


def key(got):
    return got[1]["Idempotency-Key"]


def test_a_text_goes_out_once_and_is_counted(sms, reached, later, gateway, bao):
    note([bao])
    later(0)
    assert later() == 1
    assert later() == 0
    row = only()
    assert (row.state, row.ref, str(row.cost), row.attempts) == ("sent", "biz-1", "0.0450", 1)
    assert key(gateway.got[0]) == row.key


def test_a_drill_sends_nothing_to_the_outside(sms, reached, later, gateway, bao, monkeypatch):
    monkeypatch.setattr(clock, "is_drill", lambda: True)
    fever([bao])
    assert later(0, sms) == 0
    assert (only().state, gateway.got, delivering.due()) == ("sink", [], [])


def test_a_live_one_has_no_sink(sms, reached, bao):
    fever([bao])
    plan()
    assert delivering.sink() == 0


def test_a_worker_killed_before_the_provider_said_yes_loses_nothing(sms, reached, later, gateway, bao):
    fever([bao])
    plan()
    claim(sms)  # and then it is gone
    assert later(1) == 0  # nobody else takes it meanwhile
    assert later(5) == 1
    assert len(gateway.got) == 1


def test_a_worker_killed_after_the_providers_yes_sends_again_under_the_same_key(
    sms, reached, later, gateway, bao, monkeypatch
):
    def killed(*_args):
        raise KeyboardInterrupt

    fever([bao])
    with monkeypatch.context() as patch:
        patch.setattr(delivering, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            later(0)
    assert later(1) == 0
    assert later(5) == 1
    assert [key(one) for one in gateway.got] == [only().key] * 2  # a provider that knows keys has sent it once


def test_a_worker_that_was_thought_dead_changes_no_plan_but_what_it_sent_is_sent(sms, reached, later, gateway, bao):
    fever([bao])
    plan()
    [slow] = claim(sms)
    gateway.answers = [500]
    later(6)
    before = only().next_at
    record(sms, slow, Answer(Result.LATER, said="late"))
    assert only().next_at == before
    record(sms, slow, Answer(Result.SENT, ref="x"))
    assert only().state == "sent"


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_and_none_is_sent_twice(sms, reached, gateway, bao):
    for n in range(30):
        fever([bao], f"f{n}")
        plan()
    at_once(lambda: delivering.deliver(sms.pk), lambda: delivering.deliver(sms.pk))
    assert len({key(one) for one in gateway.got}) == len(gateway.got) == 30
    assert Outgoing.objects.of_state("sent").count() == 30


def test_an_hour_of_500_is_waited_for_without_hammering(sms, reached, later, gateway, bao):
    gateway.answers = [500] * 100
    for n in range(40):
        fever([bao], f"f{n}")
        plan()
    for _minute in range(60):
        later(1)
    assert 5 <= len(gateway.got) <= 15  # not 40 rows times 60 minutes
    gateway.answers = []
    for _minute in range(20):
        later(1)
    assert Outgoing.objects.of_state("sent").count() >= 38
    for _hour in range(10):
        later(60)
    assert Outgoing.objects.of_state("sent").count() == 40
    assert Provider.objects.get().failures == 0


def test_what_was_claimed_and_not_tried_is_given_back(sms, reached, gateway, later, bao):
    gateway.answers = [500] * 3
    for n in range(10):
        fever([bao], f"f{n}")
        plan()
    later(0)
    assert sorted(Outgoing.objects.values_list("attempts", flat=True)) == [0] * 7 + [1] * 3
    assert not Outgoing.objects.exclude(claimed_until=None).exists()


def test_after_the_last_attempt_it_is_given_up_and_told(sms, reached, later, gateway, bao):
    gateway.answers = ['{"Code": "isv.BUSINESS_LIMIT_CONTROL"}'] * (len(BACK_OFF) + 1)
    fever([bao])
    for _n in range(len(BACK_OFF)):
        later(0)
        assert only().state == "failing"
        Outgoing.objects.update(next_at=clock.now())
    later(0)
    assert Outgoing.objects.order_by("pk").first().state == "dead"
    assert Message.objects.filter(kind="messages.dead", recipient=bao).count() == 1


@pytest.mark.parametrize("code", ["isv.MOBILE_NUMBER_ILLEGAL", "isv.BLACK_KEY_CONTROL_LIMIT"])
def test_a_number_that_will_never_be_reached_is_given_up_at_once(sms, reached, later, gateway, bao, code):
    gateway.answers = [f'{{"Code": "{code}", "Message": "no"}}']
    fever([bao])
    later(0)
    row = Outgoing.objects.order_by("pk").first()
    assert (row.state, row.said) == ("dead", f"{code} no")


def test_one_bad_number_holds_up_nobody(sms, reached, later, gateway):
    gateway.answers = ['{"Code": "isv.MOBILE_NUMBER_ILLEGAL"}']
    fever(reached)
    assert later(0) == 1
    assert Provider.objects.get().failures == 0


def test_who_took_the_address_away_gets_nothing(sms, reached, later, gateway, bao):
    fever([bao])
    plan()
    remove_way("sms", by=bao)
    later(0)
    assert (Outgoing.objects.order_by("pk").first().state, gateway.got) == ("dead", [])


def test_a_paused_provider_sends_nothing_until_it_goes_on(sms, reached, later, gateway, bao):
    from fengsui.ground.messages.actions import providers
    from fengsui.ground.org.scope import SYSTEM

    fever([bao])
    plan()
    providers.pause(sms, by=SYSTEM)
    assert later(0, sms) == 0
    providers.resume(sms, by=SYSTEM)
    assert later(0) == 1


def test_a_job_ends_after_enough_for_one(sms, reached, monkeypatch, bao):
    monkeypatch.setattr(delivering, "AT_ONCE", 20)
    for n in range(25):
        fever([bao], f"f{n}")
        plan()
    assert (delivering.deliver(sms.pk), delivering.deliver(sms.pk)) == (20, 5)


def test_a_test_arrives(mail, later, mail_server, bao):
    set_way("email", "bao@test.cn", by=bao)
    try_way("email", by=bao)
    assert later(0) == 1
    assert "To: bao@test.cn" in mail_server.got[0]
    assert f"Message-ID: <{only().key}@test.cn>" in mail_server.got[0]


def test_the_minute_plans_and_sends(sms, reached, gateway, bao, monkeypatch):
    from fengsui.ground.messages import jobs, queue

    asked = []
    monkeypatch.setattr(queue, "soon", asked.append)
    fever([bao])
    jobs.messages(0)
    assert asked == [sms.pk]
    jobs.deliver(str(sms.pk))
    assert len(gateway.got) == 1
    monkeypatch.setattr(delivering, "AT_ONCE", 0)
    jobs.deliver(str(sms.pk))
    assert asked == [sms.pk, sms.pk]


def test_a_provider_that_fails_now_and_then_goes_on(sms, reached, later, gateway, bao):
    gateway.answers = [500]
    fever([bao])
    later(0)
    assert Provider.objects.get().failures == 1
    assert later(1) == 1
    assert Provider.objects.get().failures == 0


def test_the_circuit_closes_by_one_that_gets_through(sms, reached, later, gateway, bao):
    Provider.objects.update(failures=7, open_until=clock.now() + timedelta(minutes=1))
    for n in range(3):
        fever([bao], f"f{n}")
    assert later(0) == 0
    assert later(2) == 1
