"""Each kind of provider against a peer on this machine, and the signatures against what is published."""

import gc
import json
from datetime import UTC, datetime

import pytest

from fengsui.ground.messages.tests import peers
from fengsui.ground.messages.transports import Account, Answer, Result, Text
from fengsui.ground.messages.transports.aliyun import Aliyun, signed
from fengsui.ground.messages.transports.mail import Mail
from fengsui.ground.messages.transports.robot import Robot
from fengsui.ground.messages.transports.tencent import Tencent
from fengsui.ground.messages.transports.tencent import signed as tencent_signed

TEXT = Text("0-0.1", "13800000001", "主题", "您有2条新消息", 2)


def account(server="", secret="s", **more):
    return Account(server, more.pop("secure", "none"), more.pop("login", ""), "fengsui@test.cn", "T1", "A1", secret)


@pytest.fixture(autouse=True)
def _here(settings):
    settings.FENGSUI_WEBHOOK_HOSTS = ["127.0.0.1"]


def test_aliyuns_signature_is_the_published_one():
    query = {"ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", "RegionId": "cn-shanghai"}
    moment = datetime(2023, 10, 26, 10, 22, 32, tzinfo=UTC)
    who = Account("", "", "YourAccessKeyId", "", "", "", "YourAccessKeySecret")
    nonce = "3156853299f313e23d1673dc12e1703d"
    _asked, heads = signed(who, "ecs.cn-shanghai.aliyuncs.com", "RunInstances", "2014-05-26", query, moment, nonce)
    assert heads["Authorization"].endswith("06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0")


def test_tencents_signature_is_made_of_everything():
    body = json.dumps({"Limit": 1}).encode()
    moment = datetime(2019, 2, 25, 16, 44, 25, tzinfo=UTC)
    one = tencent_signed(account(login="id"), "sms.test", "sms", "SendSms", body, moment)
    assert one.startswith(
        "TC3-HMAC-SHA256 Credential=id/2019-02-25/sms/tc3_request, SignedHeaders=content-type;host;x-tc-action"
    )
    others = [
        tencent_signed(account(login="id", secret="t"), "sms.test", "sms", "SendSms", body, moment),
        tencent_signed(account(login="id"), "other.test", "sms", "SendSms", body, moment),
        tencent_signed(account(login="id"), "sms.test", "sms", "SendSms", body + b" ", moment),
    ]
    assert len({one, *others}) == 4


@pytest.mark.parametrize(
    ("said", "result"),
    [('{"Code": "OK", "BizId": "b"}', Result.SENT), (500, Result.DOWN), ("no json", Result.DOWN), ("[]", Result.DOWN),
     ('{"Code": "isv.AMOUNT_NOT_ENOUGH"}', Result.DOWN), ('{"Code": "isv.DAY_LIMIT_CONTROL"}', Result.LATER),
     ('{"Code": "isv.MOBILE_NUMBER_ILLEGAL"}', Result.NEVER)],
)  # fmt: skip
def test_aliyun(gateway, said, result):
    gateway.answers = [said]
    transport = Aliyun(account(gateway.url, login="id"))
    assert transport.send(TEXT).result is result
    path, heads, _body = gateway.got[0]
    assert "PhoneNumbers=13800000001" in path
    assert (heads["x-acs-action"], heads["Idempotency-Key"]) == ("SendSms", TEXT.key)


def tencent(code, **more):
    return json.dumps(
        {"Response": {"SendStatusSet": [{"Code": code, "SerialNo": "s-1", **more}], "RequestId": "r" * 40}}
    )


@pytest.mark.parametrize(
    ("said", "result"),
    [(tencent("Ok", Message="x" * 300), Result.SENT), (502, Result.DOWN), ('{"Response": []}', Result.DOWN),
     ('{"Response": {"SendStatusSet": "x"}}', Result.DOWN), (tencent("FailedOperation.PhoneNumberInBlacklist"), Result.NEVER),
     (tencent("LimitExceeded.PhoneNumberDailyLimit"), Result.LATER),
     ('{"Response": {"Error": {"Code": "AuthFailure.SignatureFailure"}}}', Result.DOWN)],
)  # fmt: skip
def test_tencent(gateway, said, result):
    gateway.answers = [said]
    transport = Tencent(account(gateway.url, login="id"))
    assert transport.send(TEXT).result is result
    body = json.loads(gateway.got[0][2])
    assert (body["PhoneNumberSet"], body["TemplateParamSet"]) == (["+8613800000001"], ["2"])
    assert body["SessionContext"] == TEXT.key


def test_a_gateway_that_is_not_listed_any_more_is_not_reached(gateway, settings):
    settings.FENGSUI_WEBHOOK_HOSTS = []
    answer = Aliyun(account("http://sms.example")).send(TEXT)
    assert (answer.result, "FENGSUI_WEBHOOK_HOSTS" in answer.said) == (Result.DOWN, True)
    assert Aliyun(account(gateway.url)).send(TEXT).result is Result.DOWN
    assert gateway.got == []


def test_mail_goes_over_one_connection(mail_server):
    transport = Mail(account(mail_server.place))
    to = Text("k.1", "bao@test.cn", "主题", "正文\n.\n二", 1)
    assert [transport.send(to), transport.send(to)] == [Answer(Result.SENT, ref="k.1")] * 2
    line = transport.line
    transport.close()
    assert line is not None
    assert "Message-ID: <k.1@test.cn>" in mail_server.got[1]
    transport.close()


@pytest.mark.parametrize(("said", "result"), [("550 no such box", Result.NEVER), ("450 later", Result.LATER)])
def test_a_mailbox_that_says_no(mail_server, said, result):
    mail_server.answers = [said]
    transport = Mail(account(mail_server.place))
    answer = transport.send(Text("k.1", "bao@test.cn", "s", "b"))
    transport.close()
    assert (answer.result, answer.said) == (result, said)


@pytest.mark.parametrize("secure", ["none", "tls", "starttls"])
def test_a_mail_server_that_is_not_one(gateway, secure):
    transport = Mail(account(gateway.place, secure=secure))
    gateway.close()
    assert transport.send(TEXT).result is Result.DOWN


def test_a_mail_server_that_knows_no_log_in_or_no_tls(mail_server):
    assert Mail(account(mail_server.place, login="x")).send(TEXT).result is Result.DOWN
    assert Mail(account(mail_server.place, secure="starttls")).send(TEXT).result is Result.DOWN
    assert Mail(account(mail_server.place, secure="tls")).send(TEXT).result is Result.DOWN


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Apprise leaves its sockets to the collector
def test_a_robot(gateway):
    pytest.importorskip("apprise")
    transport = Robot(account(secret=f"json://{gateway.place}/{{address}}?+Idempotency-Key={{key}}"))
    gateway.answers = ["ok", 500, 404]
    answers = [transport.send(TEXT) for _n in range(3)]
    results = [answer.result for answer in answers]
    transport.close()
    gc.collect()
    assert results == [Result.SENT, Result.DOWN, Result.LATER]
    assert answers[2].said.startswith("Failed to send")
    path, heads, body = gateway.got[0]
    assert (path, heads["Idempotency-Key"]) == ("/13800000001", TEXT.key)
    assert json.loads(body)["message"] == TEXT.body


def test_an_address_that_fits_no_robot():
    pytest.importorskip("apprise")
    assert Robot(account(secret="nonsense")).send(TEXT).result is Result.NEVER


def test_a_peer_that_is_away():
    gone = peers.gateway()
    gone.close()
    assert Tencent(account(gone.url)).send(TEXT).result is Result.DOWN
