"""What providers say afterwards: arrived, or not. They may say it twice, late, before we have noted that we sent it, or of nothing we know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.actions.delivering import BACK_OFF
from fengsui.ground.messages.models import Outgoing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.ground.messages.models import Provider

_TURN = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True)
class Receipt:
    """key: ours, as it was handed over, or ref: the provider's own; at: when it arrived, as it says; said: why it did not."""

    arrived: bool
    key: str = ""
    ref: str = ""
    at: datetime | None = None
    said: str = ""


@transaction.atomic
def receive(provider: Provider, receipts: Sequence[Receipt]) -> int:
    """Note what became of texts; return of how many it was news. A machine calls it: no right, no fact."""
    news = 0
    for one in receipts:
        row = _row(provider, one)
        if row is None or row.delivered_at or row.ended_at:
            continue
        news += 1
        _arrived(row, one) if one.arrived else _failed(row, one)
    return news


def _row(provider: Provider, one: Receipt) -> Outgoing | None:
    """The text, locked; None if there is none, or if it was handed over anew since."""
    rows = Outgoing.objects.select_for_update().filter(provider=provider)
    if one.ref:
        return rows.filter(ref=one.ref).first()
    name, _dot, turn = one.key.partition(".")
    try:
        pk = UUID(name)
    except ValueError:
        return None
    return rows.filter(pk=pk, turn=int(turn)).first() if _TURN.fullmatch(turn) else None


def _arrived(row: Outgoing, one: Receipt) -> None:
    row.sent_at = row.sent_at or clock.now()
    row.delivered_at = one.at or clock.now()
    row.dead_at = row.claimed_until = None
    row.save(update_fields=["sent_at", "delivered_at", "dead_at", "claimed_until"])


def _failed(row: Outgoing, one: Receipt) -> None:
    """It will be tried again under a new key, since the old one counts as done; after all attempts it is given up."""
    row.said, row.ref, row.sent_at, row.claimed_until = one.said[:200], "", None, None
    row.attempts = max(row.attempts, 1)
    if row.attempts > len(BACK_OFF):
        row.dead_at = clock.now()
    else:
        row.turn += 1
        row.next_at = clock.now() + BACK_OFF[row.attempts - 1]
    row.save(update_fields=["said", "ref", "sent_at", "claimed_until", "attempts", "dead_at", "turn", "next_at"])
