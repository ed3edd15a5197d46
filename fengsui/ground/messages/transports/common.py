from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from fengsui.ground.interfaces import sending
from fengsui.house import Refused

ANSWER = 2000  # characters of an answer that is read


class Result(StrEnum):
    SENT = "sent"  # the provider took it over
    LATER = "later"  # this one not now: too many to this number
    DOWN = "down"  # nothing gets through to the provider: also the others need not be tried
    NEVER = "never"  # this address will not be reached, however often it is tried


@dataclass(frozen=True)
class Answer:
    result: Result
    ref: str = ""
    said: str = ""


@dataclass(frozen=True)
class Account:
    """What a transport needs of a provider; the secret never shows."""

    server: str
    secure: str
    login: str
    sender: str
    template: str
    app: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Text:
    """What one person gets. key: the same however often it is tried; n: how many messages it tells of."""

    key: str
    to: str = field(repr=False)
    subject: str
    body: str
    n: int = 1


def post(url: str, body: bytes, headers: dict[str, str]) -> tuple[sending.Outcome, dict[str, Any]]:
    """Post to a provider; what came of it, and its JSON (empty if it is none)."""
    try:
        outcome = sending.post(sending.target(url), body, headers, drill=False, keep=ANSWER)
    except Refused as refused:  # the installation's list of hosts was shortened since
        return sending.Outcome(None, str(refused.sentence), 0), {}
    try:
        read = json.loads(outcome.said)
    except ValueError:
        return outcome, {}
    return outcome, read if isinstance(read, dict) else {}


def unreached(outcome: sending.Outcome) -> Answer:
    """The provider gave no answer that one understands: it is down."""
    said = outcome.said if outcome.status is None else _("the provider answered %(n)s") % {"n": outcome.status}
    return Answer(Result.DOWN, said=said[:200])
