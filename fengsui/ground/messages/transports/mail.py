"""E-mail by SMTP, over one connection for as many as there are. The key is its Message-ID: many servers drop a second one."""

from __future__ import annotations

import smtplib
import socket
import ssl
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.interfaces import sending
from fengsui.ground.messages.transports.common import Answer, Result

if TYPE_CHECKING:
    from fengsui.ground.messages.transports.common import Account, Text

PORTS = {"tls": 465, "starttls": 587, "none": 25}


def place(server: str, secure: str) -> tuple[str, int]:
    """Host and port as they are typed. Raises ValueError if they are none."""
    host, _colon, port = server.strip().partition(":")
    if not host or any(sign in host for sign in "/@ ") or (_colon and not port.isdigit()):
        raise ValueError(server)
    return host.lower(), int(port) if port else PORTS[secure]


class Mail:
    def __init__(self, account: Account) -> None:
        self.account = account
        self.line: smtplib.SMTP | None = None

    def send(self, text: Text) -> Answer:
        try:
            line = self.line or self._connect()
            line.send_message(self._mail(text))
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            return self._refused(code, said)
        except smtplib.SMTPDataError as error:
            return self._refused(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Answer(Result.DOWN, said=_why(error))
        return Answer(Result.SENT, ref=text.key)

    def _refused(self, code: int, said: bytes | str) -> Answer:
        """A code of 5xx is for good, 4xx for now."""
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return Answer(Result.NEVER if code >= 500 else Result.LATER, said=f"{code} {words}"[:200])

    def _mail(self, text: Text) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.account.sender, text.to, text.subject
        mail["Message-ID"] = f"<{text.key}@{self.account.sender.rpartition('@')[2].strip('> ')}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text.body)
        return mail

    def _connect(self) -> smtplib.SMTP:
        host, port = place(self.account.server, self.account.secure)
        one = sending.Target(self.account.secure == "tls", host, port, "")
        line = self.line = _Line(host, port, sending.resolve(one, drill=False), secure=self.account.secure == "tls")
        if self.account.secure == "starttls":
            line.starttls(context=ssl.create_default_context())
        if self.account.login:
            line.login(self.account.login, self.account.secret)
        return line

    def close(self) -> None:
        line, self.line = self.line, None
        if line is None:
            return
        try:
            line.quit()
        except (smtplib.SMTPException, OSError):
            line.close()


class _Line(smtplib.SMTP):
    """A connection to the address that was checked, whatever the name says by now."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool) -> None:
        self._address, self._secure = address, secure
        super().__init__(host, port, local_hostname="fengsui", timeout=sending.TIMEOUT_S)

    def _get_socket(self, host: str, port: int, timeout: Any) -> socket.socket:
        plain = socket.create_connection((self._address, port), timeout)
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host) if self._secure else plain


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("the mail server refuses the log-in")
    if isinstance(error, ConnectionRefusedError):
        return _("nothing answers at this address")
    return str(error)[:200] or type(error).__name__
