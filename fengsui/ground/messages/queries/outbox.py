from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.models import Channel, Outgoing, Provider, State, Way
from fengsui.ground.messages.queries.saying import sayings
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.models import Unit
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from decimal import Decimal

    from django.db.models import QuerySet

    from fengsui.ground.messages.models import OutgoingQuerySet
    from fengsui.ground.org.models import Person

TONES = {
    State.WAITING: "busy", State.FAILING: "due", State.SENT: "good", State.DELIVERED: "good", State.DEAD: "bad",
    State.HANDLED: "still", State.READ: "still", State.SINK: "draft",
}  # fmt: skip


def outbox(person: Person, query: Mapping[str, str]) -> OutgoingQuerySet:
    """What went out for the units that a person looks after, as asked for: by state and channel."""
    rows = Outgoing.objects.filter(unit__in=scope.units(person, "messages.outbox")).select_related(
        "unit", "provider__unit"
    )
    if state := query.get("state", ""):
        rows = rows.of_state(state)
    if channel := query.get("channel", ""):
        rows = rows.filter(channel=channel)
    return rows


def sink(person: Person) -> OutgoingQuerySet:
    """What a person would have got outside in this drill."""
    return Outgoing.objects.of_state(State.SINK).filter(person=person).select_related("unit")


@dataclass(frozen=True)
class Row:
    """A text as a list shows it."""

    one: Outgoing
    state: State
    tone: str
    name: str
    subject: str = ""
    body: str = ""


def shown(person: Person, rows: Iterable[Outgoing]) -> list[Row]:
    listed = list(rows)
    names = names_for(person, (one.person_id for one in listed))
    return [Row(one, one.state, TONES[one.state], names.get(one.person_id, "")) for one in listed]


def told(rows: Iterable[Outgoing]) -> list[Row]:
    """The same with what they say, for whom they are."""
    listed = list(rows)
    said = sayings(listed)
    return [Row(one, one.state, TONES[one.state], "", said[one.pk].subject, said[one.pk].body) for one in listed]


@dataclass(frozen=True)
class Cost:
    month: datetime
    unit: Unit | None
    channel: str
    texts: int
    cost: Decimal


def costs(person: Person) -> list[Cost]:
    """What was sent and what it cost by month, unit and channel: the last thirteen months, the newest first."""
    since = clock.now() - timedelta(days=395)
    rows = (
        Outgoing.objects.filter(unit__in=scope.units(person, "messages.outbox"), sent_at__gte=since)
        .annotate(month=TruncMonth("sent_at", tzinfo=clock.LOCAL)).values_list("month", "unit", "channel")
        .annotate(texts=Count("pk"), cost=Sum("cost")).order_by("-month", "unit__code", "channel")
    )  # fmt: skip
    found = list(rows)
    units = Unit.objects.in_bulk({row[1] for row in found})
    return [
        Cost(month, units.get(unit), str(Channel(channel).label), texts, cost)
        for month, unit, channel, texts, cost in found
    ]


def providers(person: Person) -> QuerySet[Provider]:
    """The accounts that a person looks after, with what waits, is dead and went out."""
    waiting = Count("outgoing", filter=Q(outgoing__sent_at=None, outgoing__dead_at=None, outgoing__ended_at=None))
    dead = Count("outgoing", filter=Q(outgoing__dead_at__isnull=False, outgoing__ended_at=None))
    rows = Provider.objects.filter(unit__in=scope.seen(person, "messages.configure")).select_related("unit")
    return rows.annotate(waiting=waiting, dead=dead).order_by("-pk")


def own_ways(person: Person) -> list[tuple[Way, str]]:
    """One's own addresses, masked: the screen is looked at by others too."""
    rows = list(Way.objects.filter(person=person).order_by("channel"))
    opened = vault.open_all((person.pk, f"messages.{way.channel}", way.address_sealed) for way in rows)
    return [(way, mask(way.channel, address)) for way, address in zip(rows, opened, strict=True)]


def mask(channel: str, address: str) -> str:
    """Enough to know it again: the end of a number, the first sign and the house of an e-mail address."""
    if channel != Channel.EMAIL:
        return vault.mask_number(address)
    name, _at, house = address.partition("@")
    return f"{vault.mask_name(name)}@{house}"
