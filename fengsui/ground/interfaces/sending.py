"""One attempt over HTTP: only to where an installation lets it, no redirects, ten seconds in all, and signed.

The address is resolved once and connected to as resolved: a name cannot point elsewhere between check and use.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

TIMEOUT_S = 10.0
_KEPT = 200  # characters of a receiver's answer that are kept


@dataclass(frozen=True)
class Target:
    """A receiver's address, taken apart."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def is_loopback(self) -> bool:
        return self.host == "localhost" or _is_loopback(self.host)


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt: the receiver's status, or None and why there was none."""

    status: int | None
    said: str
    took_ms: int

    @property
    def received(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def target(url: str) -> Target:
    """Take an address apart. Refused: what is not https (or http to a host that the installation lists), or has a log-in."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise _wrong_url() from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.fragment:
        raise _wrong_url()
    if any(ord(sign) <= 32 or ord(sign) > 126 for sign in url.strip()):
        raise _wrong_url()
    secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    found = Target(secure, parts.hostname.lower(), port or (443 if secure else 80), path)
    if not secure and not found.is_loopback and not listed(found):
        raise Refused(
            "interfaces.plain",
            _("Without https only hosts in FENGSUI_WEBHOOK_HOSTS are reached; ask who runs the installation."),
            field="url",
        )
    return found


def _wrong_url() -> Refused:
    return Refused(
        "interfaces.url", _("Write the receiver's whole address, like https://hr.example.cn/fengsui."), field="url"
    )


def listed(one: Target) -> bool:
    """Whether the installation lists this host: `host`, `host:port` or `.domain` in FENGSUI_WEBHOOK_HOSTS."""
    for entry in settings.FENGSUI_WEBHOOK_HOSTS:
        host, _colon, port = entry.partition(":")
        if (one.host == host or (host.startswith(".") and one.host.endswith(host))) and port in {"", str(one.port)}:
            return True
    return False


def _is_loopback(text: str) -> bool:
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False


def resolve(one: Target, *, drill: bool) -> str:
    """The IP address to connect to. Raises OSError with a sentence for what is not reached from here.

    A private address is reached only if its host is listed; loopback also in a drill.
    """
    infos = socket.getaddrinfo(one.host, one.port, type=socket.SOCK_STREAM)
    for info in infos:
        address = ipaddress.ip_address(str(info[4][0]))
        if address.is_global or listed(one) or (drill and address.is_loopback):
            return str(address)
    raise OSError(_("this host is in a private network and not in FENGSUI_WEBHOOK_HOSTS"))


def sign(body: bytes, moment: int, secrets: Iterable[str]) -> str:
    """The header: `t=…,v1=…` with a signature per secret that holds, over `t.body`."""
    said = f"{moment}.".encode() + body
    marks = [hmac.new(one.encode(), said, hashlib.sha256).hexdigest() for one in secrets]
    return ",".join([f"t={moment}", *(f"v1={mark}" for mark in marks)])


class _Plain(http.client.HTTPConnection):
    """A connection to the address that was checked, whatever the name says by now."""

    address = ""

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)


class _Secure(http.client.HTTPSConnection):
    address = ""

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def post(
    one: Target, body: bytes, headers: dict[str, str], *, drill: bool, timeout: float = TIMEOUT_S, keep: int = _KEPT
) -> Outcome:
    """Post once. Whatever happens is an outcome, never an exception. keep: characters of the answer, for who reads it."""
    begun = time.monotonic()
    try:
        status, said = _post(one, body, headers, resolve(one, drill=drill), timeout, keep)
    except TimeoutError:
        status, said = None, _("no answer within %(s)g seconds") % {"s": timeout}
    except (OSError, http.client.HTTPException) as error:
        late = time.monotonic() - begun >= timeout
        status, said = None, _("no answer within %(s)g seconds") % {"s": timeout} if late else _why(error)
    return Outcome(status, said, round((time.monotonic() - begun) * 1000))


def _post(
    one: Target, body: bytes, headers: dict[str, str], address: str, timeout: float, keep: int
) -> tuple[int, str]:
    connection = (_Secure if one.secure else _Plain)(one.host, one.port, timeout=timeout)
    connection.address = address
    # A receiver that drips a byte a second never trips the socket's own time-out: the dog cuts the line.
    dog = threading.Timer(timeout, lambda: _cut(connection))
    dog.start()
    try:
        connection.request("POST", one.path, body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read(4 * keep).decode("utf-8", "replace").replace("\x00", "").strip()[:keep]
    finally:
        dog.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _("its certificate is not valid: %(why)s") % {"why": error.verify_message}
    if isinstance(error, socket.gaierror):
        return _("this host name is not known")
    if isinstance(error, ConnectionRefusedError):
        return _("nothing answers at this address")
    return str(error)[:200] or type(error).__name__
