from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.declare import Level
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime


class TokenState(models.TextChoices):
    PROPOSED = "proposed", _("not drawn yet")
    ACTIVE = "active", _("in use")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")


class TokenQuerySet(models.QuerySet["Token"]):
    def visible_to(self, person: Person) -> Self:
        """The tokens of the units whose interfaces a person sees, and those that the person answers for."""
        seen = scope.units(person, "interfaces.view")
        own = Q(person=person) if scope.may(person, "interfaces.answer") else Q(pk__in=[])
        return self.filter(Q(unit__in=seen) | own)


class Token(models.Model):
    """A key for another system: of a unit, answered for by a person, for some scopes, until a day. On wall time."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tokens")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    networks = models.JSONField(default=list)  # CIDR; empty: from anywhere
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)  # the minute of the last call

    objects: ClassVar[TokenQuerySet] = TokenQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("proposed_at")), name="token_expires"),
        ]

    @property
    def about(self) -> str:
        return f"interfaces.token:{self.pk}"

    @property
    def state(self) -> TokenState:
        if self.revoked_at:
            return TokenState.REVOKED
        if self.expires_at <= clock.wall():
            return TokenState.EXPIRED
        return TokenState.ACTIVE if self.secrets.all() else TokenState.PROPOSED


class Secret(models.Model):
    """A drawn secret, stored as its SHA-256: 32 random bytes need no slow hash. `valid_until`: it was replaced."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="secrets")
    digest = models.BinaryField(max_length=32, unique=True)
    prefix = models.CharField(max_length=12)  # its first characters, to recognise it by
    drawn_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]


class Use(models.Model):
    """The calls of a token in a minute: the limit is counted here, whichever process answers."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="uses")
    minute = models.DateTimeField()
    calls = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "minute"], name="one_use_a_minute")]


class Receipt(models.Model):
    """What was answered to a write with this key: sent twice, it is answered the same and done once."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="receipts")
    key = models.UUIDField()
    digest = models.BinaryField(max_length=32)  # of the address and the body: the same key for another thing is refused
    body = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answered_once")]
        indexes = [models.Index(fields=["at"], name="receipt_old")]  # the daily sweep


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.units(person, "interfaces.view"))

    def running(self) -> Self:
        return self.filter(paused_at__isnull=True, stopped_at__isnull=True)


class Subscription(models.Model):
    """Where the facts of a unit and the units below it are sent, and which. `mark`: the last seal that was looked at.

    The secret is not stored: it is derived from the installation's own secret, this id and `version`.
    """

    class Depth(models.TextChoices):
        PUBLIC = Level.PUBLIC.value, _("public fields only")
        INTERNAL = Level.INTERNAL.value, _("public and internal fields")

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="subscriptions")
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    level = models.CharField(max_length=10, choices=Depth)
    kinds = models.JSONField(default=list)
    version = models.SmallIntegerField(default=1)
    old_until = models.DateTimeField(null=True)  # until then the secret before this one signs too
    mark = models.BigIntegerField(default=0)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    objects: ClassVar[SubscriptionQuerySet] = SubscriptionQuerySet.as_manager()  # type: ignore[assignment]

    @property
    def about(self) -> str:
        return f"interfaces.webhook:{self.pk}"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    FAILING = "failing", _("to be tried again")
    RECEIVED = "received", _("received")
    SINK = "sink", _("kept here, not sent")
    DEAD = "dead", _("given up")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def waiting(self) -> Self:
        return self.filter(done_at__isnull=True, dead_at__isnull=True)

    def dead(self) -> Self:
        return self.filter(dead_at__isnull=False)


class Delivery(models.Model):
    """One parcel of facts for one receiver, in order. `key` goes with every attempt: the receiver knows it again."""

    key = models.UUIDField(unique=True, default=uuid7)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    body = models.TextField()
    facts = models.IntegerField()
    made_at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)  # a worker is sending it; if it is killed, another may from then on
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    sunk = models.BooleanField(default=False)

    objects: ClassVar[DeliveryQuerySet] = DeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["subscription", "-id"], name="delivery_list"),  # the page of a webhook
            models.Index(  # the head of the queue
                fields=["subscription", "id"],
                condition=Q(done_at__isnull=True, dead_at__isnull=True),
                name="delivery_waiting",
            ),
            models.Index(  # how many were given up
                fields=["subscription"], condition=Q(dead_at__isnull=False), name="delivery_dead"
            ),
            models.Index(fields=["done_at"], name="delivery_old"),  # the daily sweep
        ]

    @property
    def state(self) -> DeliveryState:
        if self.done_at:
            return DeliveryState.SINK if self.sunk else DeliveryState.RECEIVED
        if self.dead_at:
            return DeliveryState.DEAD
        return DeliveryState.FAILING if self.attempts else DeliveryState.WAITING

    @property
    def due_at(self) -> datetime | None:
        return None if self.done_at or self.dead_at else self.next_at


class Attempt(models.Model):
    """What a receiver said to one attempt: its status, or in a sentence why there was none."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    status = models.SmallIntegerField(null=True)
    said = models.CharField(max_length=200, blank=True)
    took_ms = models.IntegerField()
