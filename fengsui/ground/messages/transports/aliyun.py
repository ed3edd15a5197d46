"""Aliyun's SendSms (version 2017-05-25), signed as ACS3-HMAC-SHA256 asks. OutId is the key: it comes back in the receipt."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from uuid import uuid4

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.transports.common import Answer, Result, post, unreached

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fengsui.ground.interfaces.sending import Outcome
    from fengsui.ground.messages.transports.common import Account, Text

SERVER = "https://dysmsapi.aliyuncs.com"
_LATER = ("isv.BUSINESS_LIMIT_CONTROL", "isv.DAY_LIMIT_CONTROL", "isv.MONTH_LIMIT_CONTROL")
_NEVER = ("isv.MOBILE_NUMBER_ILLEGAL", "isv.MOBILE_COUNT_OVER_LIMIT", "isv.BLACK_KEY_CONTROL_LIMIT")


def signed(
    account: Account, host: str, action: str, version: str, query: Mapping[str, str], moment: datetime, nonce: str
) -> tuple[str, dict[str, str]]:
    """The canonical query and the headers of a request without a body."""
    asked = "&".join(f"{quote(name, safe='')}={quote(query[name], safe='')}" for name in sorted(query))
    empty = hashlib.sha256(b"").hexdigest()
    heads = {
        "host": host, "x-acs-action": action, "x-acs-content-sha256": empty, "x-acs-date": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        "x-acs-signature-nonce": nonce, "x-acs-version": version,
    }  # fmt: skip
    names = ";".join(heads)
    lines = "".join(f"{name}:{value}\n" for name, value in heads.items())
    canonical = f"POST\n/\n{asked}\n{lines}\n{names}\n{empty}"
    said = f"ACS3-HMAC-SHA256\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    mark = hmac.new(account.secret.encode(), said.encode(), hashlib.sha256).hexdigest()
    heads["Authorization"] = f"ACS3-HMAC-SHA256 Credential={account.login},SignedHeaders={names},Signature={mark}"
    return asked, heads


class Aliyun:
    def __init__(self, account: Account) -> None:
        self.account = account

    def send(self, text: Text) -> Answer:
        server = (self.account.server or SERVER).rstrip("/")
        query = {
            "PhoneNumbers": text.to, "SignName": self.account.sender, "TemplateCode": self.account.template,
            "TemplateParam": json.dumps({"n": str(text.n)}), "OutId": text.key,
        }  # fmt: skip
        host = urlsplit(server).netloc
        # A nonce of its own each time: a used one would be refused although the first attempt failed inside the provider.
        asked, heads = signed(self.account, host, "SendSms", "2017-05-25", query, clock.wall(), uuid4().hex)
        return _read(*post(f"{server}/?{asked}", b"", {**heads, "Idempotency-Key": text.key}))

    def close(self) -> None:
        """Nothing is held open."""


def _read(outcome: Outcome, said: dict[str, str]) -> Answer:
    code, words = str(said.get("Code", "")), f"{said.get('Code', '')} {said.get('Message', '')}".strip()[:200]
    if code == "OK" and outcome.received:
        return Answer(Result.SENT, ref=str(said.get("BizId", ""))[:120])
    if code in _NEVER:
        return Answer(Result.NEVER, said=words)
    if code in _LATER:
        return Answer(Result.LATER, said=words)
    return Answer(Result.DOWN, said=words) if code else unreached(outcome)
