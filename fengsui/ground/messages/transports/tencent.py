"""Tencent Cloud's SendSms (version 2021-01-11), signed as TC3-HMAC-SHA256 asks. SessionContext is the key."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.transports.common import Answer, Result, post, unreached

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.interfaces.sending import Outcome
    from fengsui.ground.messages.transports.common import Account, Text

SERVER = "https://sms.tencentcloudapi.com"
_TYPE = "application/json; charset=utf-8"
_NEVER = (
    "InvalidParameterValue.IncorrectPhoneNumber", "FailedOperation.PhoneNumberInBlacklist",
    "UnsupportedOperation.UnsupportedRegion",
)  # fmt: skip


def signed(account: Account, host: str, service: str, action: str, body: bytes, moment: datetime) -> str:
    """The Authorization header."""
    day, names = f"{moment:%Y-%m-%d}", "content-type;host;x-tc-action"
    lines = f"content-type:{_TYPE}\nhost:{host}\nx-tc-action:{action.lower()}\n"
    canonical = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    reach = f"{day}/{service}/tc3_request"
    said = f"TC3-HMAC-SHA256\n{int(moment.timestamp())}\n{reach}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"TC3{account.secret}".encode()
    for part in (day, service, "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    mark = hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
    return f"TC3-HMAC-SHA256 Credential={account.login}/{reach}, SignedHeaders={names}, Signature={mark}"


class Tencent:
    def __init__(self, account: Account) -> None:
        self.account = account

    def send(self, text: Text) -> Answer:
        server, moment = (self.account.server or SERVER).rstrip("/"), clock.wall()
        host = urlsplit(server).netloc
        body = json.dumps({
            "PhoneNumberSet": [text.to if text.to.startswith("+") else f"+86{text.to}"], "SmsSdkAppId": self.account.app,
            "SignName": self.account.sender, "TemplateId": self.account.template, "TemplateParamSet": [str(text.n)],
            "SessionContext": text.key,
        }).encode()  # fmt: skip
        heads = {
            "Authorization": signed(self.account, host, "sms", "SendSms", body, moment), "Content-Type": _TYPE, "Host": host,
            "X-TC-Action": "SendSms", "X-TC-Version": "2021-01-11", "X-TC-Region": "ap-guangzhou",
            "X-TC-Timestamp": str(int(moment.timestamp())), "Idempotency-Key": text.key,
        }  # fmt: skip
        return _read(*post(f"{server}/", body, heads))

    def close(self) -> None:
        """Nothing is held open."""


def _read(outcome: Outcome, said: dict[str, Any]) -> Answer:
    response = said.get("Response")
    response = response if isinstance(response, dict) else {}
    found = response.get("SendStatusSet") or [response.get("Error") or {}]
    one = found[0] if isinstance(found, list) and isinstance(found[0], dict) else {}
    code, words = str(one.get("Code", "")), f"{one.get('Code', '')} {one.get('Message', '')}".strip()[:200]
    if code == "Ok" and outcome.received:
        return Answer(Result.SENT, ref=str(one.get("SerialNo", ""))[:120])
    if code in _NEVER:
        return Answer(Result.NEVER, said=words)
    if code.startswith("LimitExceeded.PhoneNumber"):
        return Answer(Result.LATER, said=words)
    return Answer(Result.DOWN, said=words) if code else unreached(outcome)
