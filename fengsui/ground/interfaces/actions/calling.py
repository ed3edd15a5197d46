"""What happens around a call: who is it, may they, how often, was it sent before."""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces.models import Receipt, Secret, Token, Use
from fengsui.ground.interfaces.queries import digest, scopes, verbs
from fengsui.ground.journal import actions as journal
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from uuid import UUID

_KEPT = timedelta(days=7)  # receipts: a sender that was cut off tries again within hours, not weeks


class Denied(Refused):
    """A call that gets no further than the door. `status` is HTTP's; `wait`: seconds until it may try again."""

    def __init__(self, status: int, code: str, sentence: str, *, wait: int = 0) -> None:
        super().__init__(code, sentence)
        self.status, self.wait = status, wait


def admit(said: str, needs: str, address: str, path: str) -> Token:
    """Let a call in: its token, whose `person` is narrowed to the token's unit and scopes. Raises Denied.

    Asked anew at each call: the token, the network, the rate, the scope, and what the person holds at the unit now.
    """
    secret = Secret.objects.filter(digest=digest(said)).select_related("token__unit", "token__person").first()
    if secret is None:
        raise Denied(401, "interfaces.unknown", _("This token is not known here. Check that it was copied whole."))
    token = secret.token
    minute = _count(token)
    try:
        _check_token(token, secret, address)
        _check_rate(minute)
        _check_scope(token, needs)
    except Denied as denied:
        note_denied(token, minute, denied.code, path)
        raise
    return token


def _count(token: Token) -> Use:
    """Count a call in its minute: one statement, right whatever process answers; the token's last use once a minute."""
    minute = clock.wall().replace(second=0, microsecond=0)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")  # nobody waits for the disk; a power cut may lose a count
        cursor.execute(_COUNT, {"token": token.pk, "minute": minute})
        pk, calls, refused = cursor.fetchone()
    if calls == 1:
        Token.objects.filter(pk=token.pk).update(used_at=minute)
    return Use(pk=pk, token=token, minute=minute, calls=calls, refused=refused)


_COUNT = """
    insert into interfaces_use (token_id, minute, calls, refused) values (%(token)s, %(minute)s, 1, 0)
    on conflict (token_id, minute) do update set calls = interfaces_use.calls + 1 returning id, calls, refused
"""


def _check_token(token: Token, secret: Secret, address: str) -> None:
    moment = clock.wall()
    if token.revoked_at:
        raise Denied(401, "interfaces.revoked", _("This token was revoked. Ask the unit that gave it for a new one."))
    if token.expires_at <= moment:
        raise Denied(401, "interfaces.expired", _("This token has expired. Ask the unit that gave it for a new one."))
    if secret.valid_until and secret.valid_until <= moment:
        raise Denied(401, "interfaces.replaced", _("This secret was replaced by a newer one; use that."))
    if token.networks and not _inside(address, token.networks):
        raise Denied(403, "interfaces.network", _("This token is not to be used from this network."))


def _inside(address: str, networks: list[str]) -> bool:
    try:
        here = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(here in ipaddress.ip_network(network) for network in networks)


def _check_rate(minute: Use) -> None:
    if minute.calls > settings.FENGSUI_API_RATE:
        left = (minute.minute + timedelta(minutes=1) - clock.wall()).total_seconds()
        raise Denied(
            429,
            "interfaces.rate",
            _("More than %(most)d calls a minute. Wait, then go on.") % {"most": settings.FENGSUI_API_RATE},
            wait=max(1, round(left)),
        )


def _check_scope(token: Token, needs: str) -> None:
    wanted = scopes()[needs] if needs else None
    if wanted and needs not in token.scopes:
        raise Denied(
            403,
            "interfaces.scope",
            _("This token may not do this: it lacks the scope %(scope)s.") % {"scope": needs},
        )
    scope.limit(token.person, scope.Limits(token.unit_id, verbs(tuple(token.scopes))))
    if not scope.holdings(token.person):
        raise Denied(
            403,
            "interfaces.ended",
            _(
                "Who answers for this token holds no office at its unit any more. Somebody else there must set up a new one."
            ),
        )
    if wanted and not scope.may(token.person, wanted.verb):
        raise Denied(
            403,
            "interfaces.no_right",
            _("Who answers for this token may not do this themselves any more (%(scope)s).") % {"scope": wanted.name},
        )


@transaction.atomic
def note_denied(token: Token, minute: Use, code: str, path: str) -> None:
    """Write down that a call was refused: the first one of each minute as a fact, all of them in the count."""
    Use.objects.filter(pk=minute.pk).update(refused=F("refused") + 1)
    if minute.refused == 0:
        journal.write(
            "interfaces.denied", by=token.person_id, unit=token.unit_id, about=token.about, token=token.name, code=code,
            path=path[:200],
        )  # fmt: skip


def once(token: Token, key: UUID, asked: bytes, operation: str, deed: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do a write once per key, whatever comes between: the answer is kept in the deed's own transaction.

    asked: address and body; another thing under the same key is refused. A refusal is not kept: it may be tried again.
    """
    said = hashlib.sha256(asked).digest()
    try:
        with transaction.atomic():
            # Before the deed: a second call with this key waits here until the first one is done or undone.
            receipt = Receipt.objects.create(token=token, key=key, digest=said, at=clock.wall())
            receipt.body = answer = deed()
            receipt.save(update_fields=["body"])
            journal.write(
                "interfaces.written", by=token.person_id, unit=token.unit_id, about=token.about, token=token.name,
                operation=operation, key=str(key),
            )  # fmt: skip
            return answer
    except IntegrityError:
        known = Receipt.objects.filter(token=token, key=key).first()
        if known is None:
            raise  # another constraint: not about the key
    if bytes(known.digest) != said:
        raise Refused(
            "interfaces.key_reused",
            _("This Idempotency-Key was used for something else; make a new one for each write."),
        )
    kept: dict[str, Any] = known.body
    return kept


@transaction.atomic
def sum_up(day: date) -> int:
    """Turn the calls of the days before a day into one fact per token and day, and sweep what is no longer needed."""
    midnight = clock.midnight(day)
    rows = Use.objects.filter(minute__lt=midnight).select_for_update().select_related("token")
    days: dict[tuple[Token, date], list[int]] = {}
    for row in rows:
        told = days.setdefault((row.token, clock.local(row.minute).date()), [0, 0])
        told[0] += row.calls
        told[1] += row.refused
    for (token, when), (calls, refused) in days.items():
        journal.write(
            "interfaces.used", by=token.person_id, unit=token.unit_id, about=token.about, token=token.name,
            day=when.isoformat(), calls=calls, refused=refused,
        )  # fmt: skip
    Use.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Receipt.objects.filter(at__lt=_before(midnight)).delete()
    return len(days)


def _before(moment: datetime) -> datetime:
    return moment - _KEPT
