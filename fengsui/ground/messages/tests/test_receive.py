"""What providers say afterwards: by their hooks, whose address is their secret."""

import json

import pytest
from django.urls import reverse

from fengsui.cast import at
from fengsui.ground.messages import hooks
from fengsui.ground.messages.actions.delivering import BACK_OFF
from fengsui.ground.messages.actions.planning import plan
from fengsui.ground.messages.actions.receipts import Receipt, receive
from fengsui.ground.messages.models import Outgoing, Provider
from fengsui.ground.messages.tests.conftest import fever, only


@pytest.fixture
def sent(sms, reached, later, bao):
    fever([bao])
    later(0)
    return only()


def call(client, provider, rows, what="receipts", secret=""):
    address = reverse("messages:hook", args=[provider.pk, secret or hooks.secret(provider), what])
    return client.post(address, rows if isinstance(rows, str) else json.dumps(rows), "application/json")


def aliyun(row, **more):
    return {"out_id": row.key, "success": True, "report_time": "2020-02-03 18:29:00", "err_code": "DELIVERED"} | more


def test_it_arrived(sent, sms, client):
    answer = call(client, sms, [aliyun(sent)])
    assert (answer.status_code, answer.json()) == (200, {"code": 0, "msg": "OK"})
    assert (only().state, only().delivered_at) == ("delivered", at("18:29"))
    call(client, sms, [aliyun(sent, success=False)])
    assert only().state == "delivered"


def test_it_did_not_arrive_and_is_tried_again_under_a_new_key(sent, sms, client, later, gateway):
    call(client, sms, [aliyun(sent, success=False, err_code="MK:0001")])
    assert (only().state, only().said) == ("failing", "MK:0001")
    call(client, sms, [aliyun(sent, success=False)])  # said twice
    assert only().turn == 2
    assert later(1) == 1
    assert only().key != sent.key


def test_what_never_arrives_is_given_up(sent, sms):
    Outgoing.objects.update(attempts=len(BACK_OFF) + 1)
    receive(sms, [Receipt(False, key=sent.key, said="no")])
    assert only().state == "dead"


def test_a_receipt_may_come_before_we_noted_that_we_sent_it(sms, reached, later, bao, gateway):
    fever([bao])
    plan()
    receive(sms, [Receipt(True, key=only().key)])
    assert only().state == "delivered"
    assert later(0) == 0


@pytest.mark.parametrize(
    "key", ["", "x", "0.1", "01a21880-18b7-7777-ae4d-f26666492e07.1", "{pk}", "{pk}.x", "{pk}.99999", "{pk}.7"]
)
def test_of_what_we_do_not_know_nothing_is_noted(sent, sms, key):
    assert receive(sms, [Receipt(True, key=key.format(pk=sent.pk))]) == 0


def test_another_kind_of_provider_speaks_otherwise(sent, sms, client):
    Provider.objects.update(kind="tencent")
    sms.refresh_from_db()
    row = {"sid": "biz-1", "report_status": "SUCCESS", "user_receive_time": "2020-02-03 18:29:00", "errmsg": "DELIVRD"}
    assert call(client, sms, row).json() == {"result": 0, "errmsg": "OK"}
    assert only().state == "delivered"


def test_a_gateway_of_ones_own(sent, sms, client):
    Provider.objects.update(kind="apprise")
    sms.refresh_from_db()
    call(client, sms, {"key": sent.key, "arrived": True, "at": "nonsense"})
    assert only().state == "delivered"


@pytest.mark.parametrize("body", ["", "no json", "7", "[7]", json.dumps([{}] * 1001)])
def test_rubbish_is_refused(sms, client, body):
    assert call(client, sms, body).status_code == 400


def test_a_wrong_address_is_no_page(sent, sms, client):
    from uuid import uuid4

    assert call(client, sms, [aliyun(sent)], secret="0" * 40).status_code == 404
    assert call(client, sms, [aliyun(sent)], what="nonsense").status_code == 404
    assert call(client, Provider(pk=uuid4()), []).status_code == 404
    assert only().state == "sent"
    assert client.get(reverse("messages:hook", args=[sms.pk, hooks.secret(sms), "receipts"])).status_code == 405


def test_moments_in_all_their_ways():
    assert hooks._moment(1580725740) == at("18:29")
    assert hooks._moment("2020-02-03T10:29:00+00:00") == at("18:29")
    assert hooks._moment(10**30) is None
