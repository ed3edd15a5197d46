"""What leaves the house: who is reached how, by whose account, and each thing that was handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fengsui.ground.messages.models.inbox import Message
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    WECOM = "wecom", _("WeCom")
    DINGTALK = "dingtalk", _("DingTalk")
    FEISHU = "feishu", _("Feishu")


class Level(models.TextChoices):
    ALL = "all", _("everything")
    URGENT = "urgent", _("only what is urgent")


class Way(models.Model):
    """Where a person is reached by a channel. The address is sealed under the person's key and goes with the person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ways")
    channel = models.CharField(max_length=10, choices=Channel)
    address_sealed = models.BinaryField()
    level = models.CharField(max_length=10, choices=Level, default=Level.ALL)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "channel"], name="one_way_a_channel")]


class Sender(models.TextChoices):
    """How a provider is spoken to."""

    SMTP = "smtp", _("mail server (SMTP)")
    APPRISE = "apprise", _("robot (Apprise)")
    ALIYUN = "aliyun", _("Aliyun text messages")
    TENCENT = "tencent", _("Tencent Cloud text messages")


class Secure(models.TextChoices):
    TLS = "tls", "TLS"
    STARTTLS = "starttls", "STARTTLS"
    NONE = "none", pgettext_lazy("encryption", "none")


class ProviderQuerySet(models.QuerySet["Provider"]):
    def standing(self) -> Self:
        return self.filter(stopped_at__isnull=True)

    def running(self) -> Self:
        return self.standing().filter(paused_at__isnull=True)


class Provider(models.Model):
    """A unit's account with who carries its messages; it serves the units below too, unless they have their own.

    The secret is sealed under a key of its own. failures, open_until: after several failures in a row nothing is sent for a while.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="providers")
    channel = models.CharField(max_length=10, choices=Channel)
    kind = models.CharField(max_length=10, choices=Sender)
    server = models.CharField(max_length=200, blank=True)
    secure = models.CharField(max_length=10, choices=Secure, default=Secure.TLS)
    login = models.CharField(max_length=120, blank=True)
    sender = models.CharField(max_length=120, blank=True)
    template = models.CharField(max_length=60, blank=True)
    app = models.CharField(max_length=60, blank=True)
    secret_sealed = models.BinaryField(default=b"")
    price = models.DecimalField(max_digits=7, decimal_places=4, default=0)
    version = models.SmallIntegerField(default=1)  # of the secret in the address of its hooks
    failures = models.IntegerField(default=0)
    open_until = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    objects: ClassVar[ProviderQuerySet] = ProviderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "channel"], condition=Q(stopped_at__isnull=True), name="one_provider_a_channel"
            )
        ]

    @property
    def about(self) -> str:
        return f"messages.provider:{self.pk}"


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    FAILING = "failing", _("to be tried again")
    SENT = "sent", pgettext_lazy("message", "sent")
    DELIVERED = "delivered", pgettext_lazy("message", "delivered")
    DEAD = "dead", _("not delivered")
    HANDLED = "handled", _("handled by hand")
    READ = "read", _("read before it was sent")
    SINK = "sink", _("kept here, not sent")


OPEN = Q(sent_at__isnull=True, dead_at__isnull=True, ended_at__isnull=True)
_WHICH = {
    State.WAITING: OPEN & Q(attempts=0),
    State.FAILING: OPEN & Q(attempts__gt=0),
    State.SENT: Q(sent_at__isnull=False, delivered_at__isnull=True),
    State.DELIVERED: Q(delivered_at__isnull=False),
    State.DEAD: Q(dead_at__isnull=False, ended_at__isnull=True),
    State.HANDLED: Q(ended_as=State.HANDLED),
    State.READ: Q(ended_as=State.READ),
    State.SINK: Q(ended_as=State.SINK),
}


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    def open(self) -> Self:
        return self.filter(OPEN)

    def free(self, now: datetime) -> Self:
        """Due, and in nobody's hands."""
        return self.open().filter(Q(claimed_until=None) | Q(claimed_until__lte=now), next_at__lte=now)

    def dead(self) -> Self:
        return self.filter(_WHICH[State.DEAD])

    def of_state(self, state: str) -> Self:
        """Those in a state; of any other word none."""
        return self.filter(_WHICH[State(state)]) if state in State.values else self.none()


class Outgoing(models.Model):
    """One text to one person by one channel; it may say several messages. What it says is made when it is sent.

    unit: where the person belongs, who answers for its cost. turn: goes up when the provider itself said that it did not arrive,
    or a person sends it again: only then is it another thing to the provider (`key`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, null=True, related_name="outgoing")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    urgent = models.BooleanField(default=False)
    test = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)  # somebody is sending it; if killed, another may from then on
    attempts = models.SmallIntegerField(default=0)
    turn = models.SmallIntegerField(default=1)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=10, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ref = models.CharField(max_length=120, blank=True)  # what the provider calls it
    said = models.CharField(max_length=200, blank=True)  # the provider's last words, if it did not work
    cost = models.DecimalField(max_digits=9, decimal_places=4, default=0)

    objects: ClassVar[OutgoingQuerySet] = OutgoingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["provider", "next_at"], condition=OPEN, name="outgoing_due"),
            models.Index(fields=["person", "channel"], condition=OPEN, name="outgoing_joins"),
            models.Index(fields=["person", "-id"], name="outgoing_own"),
            models.Index(fields=["unit", "-id"], name="outgoing_unit"),
            models.Index(fields=["provider", "ref"], condition=~Q(ref=""), name="outgoing_ref"),
            models.Index(fields=["sent_at"], condition=Q(sent_at__isnull=False), name="outgoing_costs"),
        ]

    @property
    def key(self) -> str:
        """What the provider knows it by: the same however often it is tried."""
        return f"{self.pk}.{self.turn}"

    @property
    def state(self) -> State:
        if self.ended_as:
            return State(self.ended_as)
        if self.dead_at:
            return State.DEAD
        if self.delivered_at:
            return State.DELIVERED
        if self.sent_at:
            return State.SENT
        return State.FAILING if self.attempts else State.WAITING


class Part(models.Model):
    """A message in what goes out by a channel; the database lets it go out once."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="parts")
    outgoing = models.ForeignKey(Outgoing, on_delete=models.CASCADE, related_name="parts")
    channel = models.CharField(max_length=10, choices=Channel)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="out_once_a_channel")]
