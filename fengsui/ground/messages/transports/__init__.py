"""How providers are spoken to. A transport hands over one text after another and says what came of each; it knows no rows."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from fengsui.ground.messages.models import Provider, Sender
from fengsui.ground.messages.transports.aliyun import Aliyun
from fengsui.ground.messages.transports.common import Account, Answer, Result, Text
from fengsui.ground.messages.transports.mail import Mail
from fengsui.ground.messages.transports.robot import Robot
from fengsui.ground.messages.transports.tencent import Tencent
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Account", "Answer", "Result", "Text", "opened"]


class Transport(Protocol):
    def send(self, text: Text) -> Answer: ...

    def close(self) -> None: ...


_KINDS: dict[str, Callable[[Account], Transport]] = {
    Sender.SMTP: Mail, Sender.APPRISE: Robot, Sender.ALIYUN: Aliyun, Sender.TENCENT: Tencent,
}  # fmt: skip


@contextmanager
def opened(provider: Provider) -> Iterator[Transport]:
    """A provider's transport, with its secret opened; what it holds open is closed at the end."""
    transport = _KINDS[provider.kind](account(provider))
    try:
        yield transport
    finally:
        transport.close()


def account(provider: Provider) -> Account:
    [secret] = vault.open_all([(provider.pk, "secret", provider.secret_sealed)])
    return Account(
        provider.server, provider.secure, provider.login, provider.sender, provider.template, provider.app, secret
    )
