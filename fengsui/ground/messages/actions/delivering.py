"""From the outbox to the providers, at least once. Jobs call it; it acts for nobody, so it asks for no right and writes no fact.

A row is claimed with a lease, sent under a key that stays the same, and recorded at once. A worker that is killed between the
provider's yes and the record leaves one row in doubt: after the lease it is sent again under the same key.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.actions.posting import send as tell
from fengsui.ground.messages.models import OPEN, Outgoing, Provider, State
from fengsui.ground.messages.queries.saying import addresses, sayings
from fengsui.ground.messages.transports import Answer, Result, Text, opened
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.ground.messages.models import OutgoingQuerySet
    from fengsui.ground.messages.transports import Transport

log = logging.getLogger(__name__)

BATCH, AT_ONCE = 20, 1000  # rows in one claim; in one job, so that none keeps the others waiting
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))  # of one row; then it is given up
TRIPS = 3  # failures of a provider in a row, after which it is left alone
PAUSES = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 15))
LEASE = timedelta(minutes=5)  # a batch of the slowest answers, and more


def due() -> list[UUID]:
    """The providers with something to send that are not left alone just now."""
    if clock.is_drill():
        return []
    now = clock.now()
    able = Provider.objects.running().filter(Q(open_until=None) | Q(open_until__lte=now))
    return list(Outgoing.objects.free(now).filter(provider__in=able).values_list("provider", flat=True).distinct())


def sink() -> int:
    """In a drill nothing leaves the house: what is due ends here, to be looked at."""
    if not clock.is_drill():
        return 0
    now = clock.now()
    return Outgoing.objects.open().filter(next_at__lte=now).update(ended_at=now, ended_as=State.SINK)


def deliver(pk: UUID) -> int:
    """Send what is due with a provider, until it fails or it was enough for one job. Return how many it took over."""
    taken = 0
    provider = None if clock.is_drill() else _able(pk)
    if provider is None:
        return 0
    with opened(provider) as transport:
        while taken < AT_ONCE and (batch := claim(provider)):
            sent, goes_on = _send(provider, transport, batch)
            taken += sent
            if not goes_on:
                break
    _tell_dead(provider)
    return taken


def _able(pk: UUID) -> Provider | None:
    now = clock.now()
    return Provider.objects.running().filter(Q(open_until=None) | Q(open_until__lte=now), pk=pk).first()


@transaction.atomic
def claim(provider: Provider) -> list[Outgoing]:
    """Take some rows for the time of a lease. After failures only one: it is tried out with it whether the provider is back."""
    now = clock.now()
    most = 1 if provider.failures >= TRIPS else BATCH
    free = Outgoing.objects.free(now).filter(provider=provider, provider__in=Provider.objects.running())
    held = free.select_for_update(skip_locked=True, of=("self",))
    rows = list(held.select_related("unit").order_by("-urgent", "next_at", "pk")[:most])
    if rows:
        taken = Outgoing.objects.filter(pk__among={row.pk for row in rows})
        taken.update(claimed_until=now + LEASE, attempts=F("attempts") + 1)
    for row in rows:
        row.attempts += 1
    return rows


def _send(provider: Provider, transport: Transport, batch: list[Outgoing]) -> tuple[int, bool]:
    """Send a batch; how many were taken over, and whether to go on."""
    said, to, sent = sayings(batch), addresses(batch), 0
    for n, row in enumerate(batch):
        saying, address = said[row.pk], to.get((row.person_id, row.channel), "")
        if not saying.n:
            _open(row).update(ended_at=clock.now(), ended_as=State.READ, claimed_until=None)
            continue
        answer = Answer(Result.NEVER, said=_("the person took the address away"))
        if address:
            answer = transport.send(Text(row.key, address, saying.subject, saying.body, saying.n))
        record(provider, row, answer)
        sent += answer.result is Result.SENT
        if address and not _circuit(provider, down=answer.result is Result.DOWN):
            _release(batch[n + 1 :])
            return sent, False
    return sent, True


def record(provider: Provider, row: Outgoing, answer: Answer) -> None:
    """Write down what came of an attempt. What was sent is sent, whoever says so; a plan is changed only by who holds the row."""
    now = clock.now()
    if answer.result is Result.SENT:
        fresh = Outgoing.objects.filter(pk=row.pk, turn=row.turn, sent_at=None, ended_at=None)
        fresh.update(sent_at=now, ref=answer.ref, said="", cost=provider.price, claimed_until=None, dead_at=None)
        return
    mine = _open(row).filter(attempts=row.attempts)
    if answer.result is Result.NEVER or row.attempts > len(BACK_OFF):
        mine.update(dead_at=now, said=answer.said[:200], claimed_until=None)
    else:
        mine.update(next_at=now + BACK_OFF[row.attempts - 1], said=answer.said[:200], claimed_until=None)


def _open(row: Outgoing) -> OutgoingQuerySet:
    return Outgoing.objects.filter(OPEN, pk=row.pk, turn=row.turn)


def _circuit(provider: Provider, *, down: bool) -> bool:
    """Count the failures of a provider in a row; whether to go on with it."""
    if not down:
        if provider.failures:
            provider.failures = 0
            Provider.objects.filter(pk=provider.pk).update(failures=0, open_until=None)
        return True
    provider.failures += 1
    fresh = {"failures": provider.failures}
    if provider.failures < TRIPS:
        Provider.objects.filter(pk=provider.pk).update(**fresh)
        return True
    pause = PAUSES[min(provider.failures - TRIPS, len(PAUSES) - 1)]
    Provider.objects.filter(pk=provider.pk).update(**fresh, open_until=clock.now() + pause)
    log.warning("provider %s failed %s times in a row; left alone for %s", provider.pk, provider.failures, pause)
    return False


def _release(rows: list[Outgoing]) -> None:
    """Give back what was claimed and not tried: that is no attempt."""
    for row in rows:
        _open(row).filter(attempts=row.attempts).update(attempts=F("attempts") - 1, claimed_until=None)


def _tell_dead(provider: Provider) -> None:
    """Tell those who look after the outbox, once a day, that something did not arrive."""
    today = clock.today()
    dead = Outgoing.objects.dead().filter(provider=provider, dead_at__gte=clock.midnight(today)).count()
    if dead:
        people = scope.holders("messages.outbox", provider.unit)
        tell(
            "messages.dead",
            people,
            key=f"dead:{provider.pk}:{today}",
            unit=provider.unit,
            url="/messages/outbox/?state=dead",
        )
