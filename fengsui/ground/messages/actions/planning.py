"""From inboxes to the outbox. Jobs call it; it acts for nobody, so it asks for no right and writes no fact."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.messages.measures import DIGEST_MINUTES, QUIET_FROM, QUIET_UNTIL
from fengsui.ground.messages.models import Level, Message, Outgoing, Part
from fengsui.ground.messages.queries import reach
from fengsui.ground.messages.queries.inbox import notes
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, time
    from uuid import UUID

    from fengsui.ground.messages.models import Way

BATCH = 5000  # messages in one transaction


def plan() -> int:
    """Put into the outbox what arrived in inboxes since the last time. Return how many messages were looked at."""
    looked = 0
    while True:
        some = _plan()
        looked += some
        if some < BATCH:
            return looked


@transaction.atomic
def _plan() -> int:
    fresh = Message.objects.select_for_update(skip_locked=True).filter(planned_at__isnull=True)
    rows = list(fresh.order_by("pk")[:BATCH])
    if not rows:
        return 0
    ways = reach.ways({row.recipient_id for row in rows})
    wanted = [
        (row, way, urgent)
        for row in rows
        for urgent in (_urgent(row),)
        for way in ways.get(row.recipient_id, ())
        if urgent or (way.level == Level.ALL and row.read_at is None)
    ]
    _put(wanted)
    Message.objects.filter(pk__among={row.pk for row in rows}).update(planned_at=clock.now())
    return len(rows)


def _urgent(message: Message) -> bool:
    note = notes().get(message.kind)
    return bool(note and note.urgent)


def _put(wanted: Collection[tuple[Message, Way, bool]]) -> None:
    """Join each message to the text that waits for its person, or begin one."""
    if not wanted:
        return
    people = {way.person_id for _row, way, _urgent in wanted}
    texts: dict[tuple[UUID, str, bool], Outgoing | None] = {**_waiting(people)}
    letters = _Letters(people)
    made, parts = [], []
    for row, way, urgent in wanted:
        key = (way.person_id, way.channel, urgent)
        if key not in texts:
            texts[key] = letters.begin(way, urgent=urgent)
            made += [one for one in (texts[key],) if one]
        if outgoing := texts[key]:
            parts.append(Part(message=row, outgoing=outgoing, channel=way.channel))
    Outgoing.objects.bulk_create(made, batch_size=1000)
    Part.objects.bulk_create(parts, ignore_conflicts=True, batch_size=5000)


def _waiting(people: set[UUID]) -> dict[tuple[UUID, str, bool], Outgoing]:
    """The texts that still gather messages. Locked: none is claimed while something is put into it."""
    rows = Outgoing.objects.select_for_update(of=("self",)).open().filter(
        person__among=frozenset(people), attempts=0, test=False, urgent=False, claimed_until=None, next_at__gt=clock.now()
    )  # fmt: skip
    return {(row.person_id, row.channel, False): row for row in rows.order_by("pk")}


class _Letters:
    """Begins texts: by whose account, and when."""

    def __init__(self, people: set[UUID]) -> None:
        self.now, self.drill = clock.now(), clock.is_drill()
        self.homes = reach.homes(people)
        self.router = reach.router(set(self.homes.values()))
        self.units = Unit.objects.in_bulk(set(self.homes.values()))
        self.readings = measures.readings(QUIET_FROM, QUIET_UNTIL, DIGEST_MINUTES)

    def begin(self, way: Way, *, urgent: bool) -> Outgoing | None:
        """None: nobody carries this channel for the person, or the person belongs nowhere any more."""
        home = self.homes.get(way.person_id)
        provider = self.router.provider(home, way.channel) if home else None
        if home is None or (provider is None and not self.drill):
            return None
        at = self.now if urgent else self._later(self.units[home])
        return Outgoing(
            person_id=way.person_id, channel=way.channel, provider=provider, unit_id=home, urgent=urgent,
            made_at=self.now, next_at=at,
        )  # fmt: skip

    def _later(self, unit: Unit) -> datetime:
        begin, end, minutes = (one.of(unit) for one in self.readings)
        return after_quiet(self.now + timedelta(minutes=minutes), begin, end)


def after_quiet(moment: datetime, begin: time, end: time) -> datetime:
    """The moment, or the end of the quiet hours in which it lies; they may span midnight."""
    local = clock.local(moment)
    hour = local.time()
    inside = begin <= hour < end if begin <= end else hour >= begin or hour < end
    if not inside:
        return moment
    return clock.on(local.date() if hour < end else local.date() + timedelta(days=1), end)
