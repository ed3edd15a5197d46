"""What people answer: to whom it belongs by the number, and that nothing is lost if nobody has it."""

import json

import pytest

from fengsui.cast import at_once
from fengsui.ground.messages.actions import replying
from fengsui.ground.messages.actions.replying import Said, take
from fengsui.ground.messages.models import Message, Reply
from fengsui.ground.messages.queries import replies
from fengsui.ground.messages.tests.test_receive import call
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def said(number="13800000001", ref="r1", text="收到"):
    return Said(ref, number, text)


def waiting(person):
    return replies.shown(person, replies.replies(person, {}))


def test_a_known_number_finds_its_person(sms, reached, bao, li):
    assert take(sms, [said("+8613800000001")], by=SYSTEM) == 1
    [row] = waiting(li)
    assert (row.name, row.text, row.number) == ("包某", "收到", "*********01")
    assert Message.objects.filter(kind="messages.replied", recipient=li).exists()


def test_it_is_kept_once(sms, reached, bao):
    assert take(sms, [said(), said()], by=SYSTEM) == 1
    assert take(sms, [said()], by=SYSTEM) == 0
    assert Reply.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_twice_at_once_is_kept_once(sms, reached):
    at_once(*[lambda: take(sms, [said()], by=SYSTEM)] * 2)
    assert (Reply.objects.count(), Message.objects.filter(kind="messages.replied").count()) == (1, 2)


def test_an_unknown_number_waits_with_the_duty_officers_of_the_department(sms, li, officer):
    take(sms, [said("13911111111")], by=SYSTEM)
    [row] = waiting(li)
    assert (row.name, row.reply.unit) == ("", sms.unit)
    assert Message.objects.filter(kind="messages.strange", recipient=li).exists()
    assert waiting(officer) == []
    assert replies.replies(li, {"state": "unknown"}).count() == 1


def test_the_phone_in_the_register_of_persons_counts_too(sms, units, li, officer, leader):
    from fengsui.ground.org.actions.people import PersonRow, register_many

    register_many([PersonRow("甲某", units["prison"], phone="13922222222")], by=SYSTEM)
    take(sms, [said("13922222222")], by=SYSTEM)
    assert Reply.objects.get().unit == units["prison"]
    assert (len(waiting(leader)), len(waiting(li))) == (1, 0)


def test_a_number_that_two_have_is_nobodys(sms, units, li):
    from fengsui.ground.org.actions.people import PersonRow, register_many

    register_many([PersonRow(name, units["prison"], phone="13922222222") for name in ("甲某", "乙某")], by=SYSTEM)
    take(sms, [said("13922222222")], by=SYSTEM)
    assert waiting(li)[0].name == ""


def test_it_is_assigned_to_who_wrote_it(sms, li, officer, leader, units):
    take(sms, [said("13911111111")], by=SYSTEM)
    reply = replying.assign(Reply.objects.get(), officer, by=li)
    assert (reply.unit, reply.assigned_by) == (units["prison"], li)
    assert Message.objects.filter(kind="messages.replied", recipient=leader).exists()
    with pytest.raises(Refused):
        replying.assign(reply, leader, by=li)  # it is another unit's now


def test_not_to_somebody_who_belongs_nowhere(sms, li, zhao):
    from fengsui.ground.org.models import Capacity

    take(sms, [said("13911111111")], by=SYSTEM)
    Capacity.objects.filter(person=zhao).delete()
    with pytest.raises(Refused, match="no unit any more"):
        replying.assign(Reply.objects.get(), zhao, by=SYSTEM)


def test_it_is_dealt_with_once_and_may_wait_again(sms, reached, li, bao):
    take(sms, [said()], by=SYSTEM)
    reply = replying.settle(Reply.objects.get(), by=li)
    assert (waiting(li), replies.replies(li, {"state": "all"}).count()) == ([], 1)
    with pytest.raises(Refused, match="already"):
        replying.settle(reply, by=bao)
    assert len([replying.reopen(reply, by=bao), *waiting(bao)]) == 2


def test_the_system_may_do_it_too(sms, reached, officer):
    take(sms, [said()], by=SYSTEM)
    reply = replying.assign(Reply.objects.get(), officer, by=SYSTEM)
    assert (replying.settle(reply, by=SYSTEM).handled_by, reply.assigned_by) == (None, None)


@pytest.mark.parametrize(
    ("kind", "row"),
    [("aliyun", {"phone_number": "13800000001", "content": "收到", "send_time": "2020-02-03 18:20:00", "sequence_id": "7"}),
     ("aliyun", {"phone_number": "13800000001", "content": "收到"}),
     ("tencent", {"mobile": "13800000001", "nationcode": "86", "text": "收到", "time": 1580725200}),
     ("apprise", {"number": "13800000001", "text": "收\u0000到", "ref": "x"})],
)  # fmt: skip
def test_each_provider_in_its_own_words(sms, reached, client, bao, kind, row):
    type(sms).objects.update(kind=kind)
    sms.refresh_from_db()
    for _twice in range(2):
        assert call(client, sms, json.dumps([row]), what="replies").status_code == 200
    assert [(one.name, one.text) for one in waiting(bao)] == [("包某", "收到")]


def test_it_is_destroyed_in_due_time(sms, reached, drill, bao):
    from datetime import timedelta

    from fengsui.ground.clock import queries as clock
    from fengsui.ground.messages import retention
    from fengsui.ground.retention.actions import destroy

    take(sms, [said()], by=SYSTEM)
    assert retention.REPLIES.days() == 90
    gone = retention.REPLIES.due(clock.now() + timedelta(days=1))
    destroy(retention.REPLIES, gone, reason="test", by=SYSTEM)
    assert [(one.text, one.number) for one in waiting(bao)] == [("", "")]
    assert retention.REPLIES.due(clock.now() + timedelta(days=1)) == set()
