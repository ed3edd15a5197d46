"""From the journal to the receiver. Jobs call it; it acts for nobody, so it asks for no right and writes no fact.

What is sent follows the seals, not the entries' ids: an entry whose transaction was long open appears late under a
small id, but it is sealed only once it is there. So a mark at a seal loses nothing.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.db import transaction

from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces import sending
from fengsui.ground.interfaces.actions.webhooks import parcel
from fengsui.ground.interfaces.models import Attempt, Delivery, Subscription
from fengsui.ground.interfaces.queries import readable, secret
from fengsui.ground.journal.declare import Level
from fengsui.ground.journal.models import Entry
from fengsui.ground.journal.queries import last_seal
from fengsui.ground.org.models import COMMAND_LINES, Tie, Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

log = logging.getLogger(__name__)

PARCEL = 100  # facts
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360))
_CLAIM = timedelta(seconds=60)  # several times the longest attempt
_KEPT = timedelta(days=30)
_AT_ONCE = 50  # parcels of one webhook in one job, so that none keeps the others waiting


def collect() -> int:
    """Pack what was sealed since each running webhook last looked. Return how many parcels were made."""
    newest = last_seal()
    if newest is None:
        return 0
    behind = Subscription.objects.running().filter(mark__lt=newest.pk)
    return sum(_collect(pk, newest.pk) for pk in behind.values_list("pk", flat=True))


@transaction.atomic
def _collect(pk: UUID, newest: int) -> int:
    locked = Subscription.objects.select_for_update(skip_locked=True, of=("self",)).select_related("unit")
    webhook = locked.filter(pk=pk, mark__lt=newest).first()
    if webhook is None:
        return 0  # another worker is at it
    entries = Entry.objects.filter(
        leaf__seal__gt=webhook.mark, leaf__seal__lte=newest, kind__in=webhook.kinds, unit__in=_units(webhook.unit)
    )
    made = 0
    for some in batched(entries.order_by("leaf__seal", "pk").iterator(1000), PARCEL, strict=False):
        codes = dict(Unit.objects.filter(pk__in={one.unit for one in some}).values_list("pk", "code"))
        parcel(webhook, [_said(entry, webhook.level, codes) for entry in some])
        made += 1
    Subscription.objects.filter(pk=pk).update(mark=newest)
    return made


def _units(top: Unit) -> list[int]:
    """A unit and everything below it in the lines of command today."""
    paths = list(Tie.objects.on().filter(unit=top, line__in=COMMAND_LINES).values_list("path", flat=True))
    return list(Tie.objects.on().filter(path__within=paths).values_list("unit", flat=True)) or [top.pk]


def _said(entry: Entry, level: str, codes: dict[int, str]) -> dict[str, Any]:
    fact: dict[str, Any] = {
        "id": entry.pk, "kind": entry.kind, "at": entry.at.isoformat(), "known_at": entry.known_at.isoformat(),
        "unit": codes.get(entry.unit or 0), "data": readable(entry.kind, entry.data, level),
    }  # fmt: skip
    return fact if level == Level.PUBLIC else fact | {"about": entry.about}


def deliver(webhook: UUID) -> int:
    """Send what waits for a receiver, in order, until one fails or it was enough for now. Return how many arrived."""
    arrived = 0
    for _turn in range(_AT_ONCE):
        head = claim(webhook)
        if head is None:
            break
        if not record(head, _attempt(head)):
            break
        arrived += 1
    return arrived


@transaction.atomic
def claim(webhook: UUID) -> Delivery | None:
    """Take the head of a receiver's queue for a minute, if it is due and nobody else has it."""
    running = Subscription.objects.running().select_for_update(skip_locked=True)
    found = running.filter(pk=webhook).first()
    if found is None:
        return None
    head = found.deliveries.waiting().order_by("pk").first()
    moment = clock.wall()
    if head is None or head.next_at > moment or (head.claimed_until and head.claimed_until > moment):
        return None
    head.claimed_until, head.attempts = moment + _CLAIM, head.attempts + 1
    head.save(update_fields=["claimed_until", "attempts"])
    head.subscription = found
    return head


def _attempt(head: Delivery) -> sending.Outcome | None:
    """Post a parcel; None: it stays here, because a drill sends nothing to the outside."""
    webhook, drill, moment = head.subscription, clock.is_drill(), clock.wall()
    try:
        one = sending.target(webhook.url)
    except Refused as refused:  # the installation's list was shortened since
        return sending.Outcome(None, str(refused.sentence)[:200], 0)
    if drill and not one.is_loopback:
        return None
    held = [secret(webhook)]
    if webhook.old_until and webhook.old_until > moment:
        held.append(secret(webhook, webhook.version - 1))
    body = head.body.encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8", "User-Agent": "Fengsui",
        "X-Fengsui-Delivery": str(head.key), "X-Fengsui-Signature": sending.sign(body, int(moment.timestamp()), held),
    }  # fmt: skip
    return sending.post(one, body, headers, drill=drill)


@transaction.atomic
def record(head: Delivery, outcome: sending.Outcome | None) -> bool:
    """Write down what came of an attempt, and when the next one is. Return whether the parcel is done with."""
    moment = clock.wall()
    mine = Delivery.objects.waiting().filter(pk=head.pk)
    if outcome is None:
        mine.update(done_at=moment, sunk=True, claimed_until=None)
        return True
    Attempt.objects.create(
        delivery=head, at=moment, status=outcome.status, said=outcome.said[:200], took_ms=outcome.took_ms
    )
    if outcome.received:
        mine.update(done_at=moment, claimed_until=None)
        return True
    # Another worker may have taken it over since: then its number of attempts has grown, and the plan is its.
    mine = mine.filter(attempts=head.attempts)
    if head.attempts > len(BACK_OFF):
        mine.update(dead_at=moment, claimed_until=None)
        log.warning("webhook %s: a parcel was given up after %s attempts", head.subscription_id, head.attempts)
    else:
        mine.update(next_at=moment + BACK_OFF[head.attempts - 1], claimed_until=None)
    return False


def sweep() -> int:
    """Throw away parcels that arrived long ago. What was given up stays until somebody decides."""
    count, _rows = Delivery.objects.filter(done_at__lt=clock.wall() - _KEPT).delete()
    return count
