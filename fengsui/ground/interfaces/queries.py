"""Reading tokens and webhooks. Import as `from fengsui.ground.interfaces import queries as interfaces`."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces.declare import Scope
from fengsui.ground.interfaces.models import Delivery, Subscription, Token, Use
from fengsui.ground.journal.declare import Level
from fengsui.ground.journal.queries import facts
from fengsui.ground.org import scope as reach
from fengsui.ground.org.models import Appointment, Unit
from fengsui.ground.org.queries import names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.journal.declare import Fact
    from fengsui.ground.org.models import Person

LONGEST = 366  # days that a token may hold
USUAL = 90
OVERLAP = timedelta(hours=24)  # so long a webhook's old secret signs beside the new one


@cache
def scopes() -> dict[str, Scope]:
    """All declared scopes by key."""
    return {one.key: one for one in house.declared("scopes", Scope)}


@cache
def verbs(keys: tuple[str, ...]) -> frozenset[str]:
    """The verbs that some scopes let through; a scope whose room was taken out lets nothing through."""
    return frozenset(scopes()[key].verb for key in keys if key in scopes())


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def tokens(person: Person) -> QuerySet[Token]:
    """The tokens that a person sees, newest first."""
    return Token.objects.visible_to(person).select_related("unit", "person").prefetch_related("secrets").order_by("-pk")


def answerers(unit: Unit) -> list[tuple[UUID, str]]:
    """Who holds an office at a unit and may answer for its tokens: id and name, for a choice."""
    held = Appointment.objects.on().filter(unit=unit).values_list("person", flat=True).distinct()
    return sorted(names(held).items(), key=lambda pair: pair[1])


def managed(person: Person, code: str = "") -> list[Unit]:
    """The units whose interfaces a person may set up: those of the office, and the one named if it is within reach."""
    wanted = Unit.objects.filter(pk__in=reach.own_ids(person, "interfaces.manage"))
    if code:
        wanted |= reach.units(person, "interfaces.manage").filter(code=code)
    return sorted(wanted.existing(), key=lambda unit: (unit.code != code, unit.code))


@dataclass(frozen=True)
class Calls:
    calls: int
    refused: int


def lately(token: Token, hours: int = 24) -> Calls:
    """How often a token called in the last hours."""
    since = clock.wall() - timedelta(hours=hours)
    told = Use.objects.filter(token=token, minute__gte=since).aggregate(calls=Sum("calls"), refused=Sum("refused"))
    return Calls(told["calls"] or 0, told["refused"] or 0)


# ── Webhooks ─────────────────────────────────────────────────────────────────────────────────────────────────────


def secret(subscription: Subscription, version: int | None = None) -> str:
    """The secret that signs a webhook: derived, so that no copy of the database holds it."""
    said = f"fengsui.webhook:{subscription.pk}:{subscription.version if version is None else version}"
    return "whs_" + hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()


def subscriptions(person: Person) -> QuerySet[Subscription]:
    """The webhooks that a person sees, with what waits, what was given up and when something last arrived."""
    own = Delivery.objects.filter(subscription=OuterRef("pk"))
    arrived = own.filter(done_at__isnull=False).order_by("-pk").values("done_at")[:1]
    return (
        Subscription.objects.visible_to(person)
        .select_related("unit")
        .annotate(waiting=_count(own.waiting()), dead=_count(own.dead()), arrived_at=Subquery(arrived))
        .order_by("-pk")
    )


def _count(rows: QuerySet[Delivery]) -> Coalesce:
    counted = rows.order_by().values("subscription").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def offered() -> list[Fact]:
    """The facts that can be sent, by kind: all that any room declares, but not those about the interfaces themselves."""
    return [fact for kind, fact in sorted(facts().items()) if not kind.startswith("interfaces.")]


def readable(kind: str, data: dict[str, object], level: str) -> dict[str, object]:
    """What a receiver of a level is told of a fact's data: fields above it, and fields no longer declared, are left out."""
    fact = facts().get(kind)
    open_to = {Level.PUBLIC} if level == Level.PUBLIC else {Level.PUBLIC, Level.INTERNAL}
    return {key: value for key, value in data.items() if fact and fact.fields.get(key, Level.SECRET) in open_to}


def due() -> list[UUID]:
    """The running webhooks with something to send now."""
    moment = clock.wall()
    waiting = Delivery.objects.waiting().filter(next_at__lte=moment, subscription__stopped_at__isnull=True)
    ready = waiting.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=moment))
    found: Iterable[UUID] = ready.filter(subscription__paused_at__isnull=True).values_list("subscription", flat=True)
    return sorted(set(found))
