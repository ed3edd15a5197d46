"""WeCom, DingTalk, Feishu and whatever else Apprise speaks to: the secret is its address, with {address} for the person's own.

Apprise is imported only here, when something is sent or set up: it is large, and an installation without robots never needs it.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from fengsui.ground.messages.transports.common import Answer, Result

if TYPE_CHECKING:
    from fengsui.ground.messages.transports.common import Account, Text

_DOWN = re.compile(r"[Cc]onnection error|error[=: ]+5\d\d|\b5\d\d\b")


def made(url: str) -> Any:
    """Apprise's robot of an address; None if it knows no such address. Raises ImportError where Apprise is not installed."""
    from apprise import Apprise  # noqa: PLC0415 - see above

    return Apprise.instantiate(url, suppress_exceptions=True)


class Robot:
    def __init__(self, account: Account) -> None:
        self.account = account

    def send(self, text: Text) -> Answer:
        from apprise import LogCapture  # noqa: PLC0415 - see above

        robot = made(filled(self.account.secret, text.to, text.key))
        if robot is None:
            return Answer(Result.NEVER, said=_("this address fits no robot"))
        # The message alone: the milliseconds of a log's hour read like the number of an error.
        with LogCapture(level=logging.WARNING, fmt="%(message)s") as said:
            sent = robot.notify(body=text.body, title=text.subject)
        words = " ".join(said.getvalue().split()) if said else ""
        if sent:
            return Answer(Result.SENT, ref=text.key)
        return Answer(Result.DOWN if _DOWN.search(words) else Result.LATER, said=words[-200:] or _("the robot said no"))

    def close(self) -> None:
        """Nothing is held open."""


def filled(secret: str, address: str, key: str) -> str:
    return secret.replace("{address}", quote(address, safe="")).replace("{key}", key)
