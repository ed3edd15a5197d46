"""Gates, and what is bound to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Station, Unit
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import date


class GateKind(models.TextChoices):
    COMMUNITY = "community", _("Community gate")
    FACILITY = "facility", _("Facility gate")
    OFFICE = "office", _("Office entrance")


class Form(models.TextChoices):
    """How a gate is kept (`gates.form`)."""

    OPEN = "open", pgettext_lazy("gates", "open")
    REGISTRATION = "registration", pgettext_lazy("gates", "registration")
    PERMIT = "permit", pgettext_lazy("gates", "permit only")
    CLOSED = "closed", pgettext_lazy("gates", "closed")


class GateQuerySet(models.QuerySet["Gate"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.seen(person, "gates.view"))

    def on(self, day: date | None = None) -> Self:
        """What stands on a day (today)."""
        day = day or clock.today()
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class Gate(models.Model):
    """A station where people pass, of the unit that answers for it, from a day to before another.

    partner: the community or street whose workers stand there too; buildings: what the keeper chooses from.
    """

    station = models.OneToOneField(Station, on_delete=models.PROTECT, related_name="gate")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="gates")  # the station's, for lists
    partner = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=GateKind)
    place = models.CharField(max_length=120, blank=True)  # the estate or street, as people call it
    buildings = models.JSONField(default=list)
    since = models.DateField()
    until = models.DateField(null=True)
    synthetic = models.BooleanField(default=False)

    objects: ClassVar[GateQuerySet] = GateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="gate_dates")]

    def __str__(self) -> str:
        return self.station.name

    @property
    def about(self) -> str:
        return f"gates.gate:{self.pk}"


class Invitation(models.Model):
    """A code that binds one phone to a gate, for some minutes of wall time; stored as its hash, used once."""

    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="invitations")
    digest = models.BinaryField(max_length=32, unique=True)
    keeper = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )  # whose shift; None: any partner
    label = models.CharField(max_length=40, blank=True)  # what the phone is called, for a partner's worker: no name
    until = models.DateTimeField()  # until when the phone may register, domain time
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()  # wall time
    used_at = models.DateTimeField(null=True)  # wall time


SKEWED_MS = 60_000  # a clock that is off by less is as good as right


class DeviceKind(models.TextChoices):
    PHONE = "phone", pgettext_lazy("gates", "Phone")
    TERMINAL = "terminal", _("Fixed terminal")


class DeviceQuerySet(models.QuerySet["Device"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(gate__unit__in=scope.seen(person, "gates.view"))


class Device(models.Model):
    """A phone or terminal bound to a gate. It may send what it has as long as it is not locked; register until `until`.

    secret: SHA-256 of its key. seen_at (wall), heard_at (domain): its last call, which said queued, oldest_at (domain) and
    offset_ms (its clock less ours).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="devices")
    kind = models.CharField(max_length=8, choices=DeviceKind, default=DeviceKind.PHONE)
    label = models.CharField(max_length=40, blank=True)
    keeper = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    secret = models.BinaryField(max_length=32, unique=True)
    bound_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    bound_at = models.DateTimeField()
    until = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    version = models.CharField(max_length=20, blank=True)
    queued = models.IntegerField(default=0)
    oldest_at = models.DateTimeField(null=True)
    offset_ms = models.BigIntegerField(default=0)

    owner = ""  # whose it is, in words: a page says so for whoever looks

    objects: ClassVar[DeviceQuerySet] = DeviceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]

    @property
    def about(self) -> str:
        return f"gates.device:{self.pk}"

    @property
    def mark(self) -> str:
        """A short number: it tells two phones of one label apart."""
        return self.pk.hex[-4:].upper()

    @property
    def named(self) -> str:
        """What it is called in a list; never whose it is."""
        return f"{self.label or self.get_kind_display()} · {self.mark}"

    @property
    def quiet_minutes(self) -> int | None:
        """For how long it has said nothing, in minutes of wall time; None: it never spoke."""
        return int((clock.wall() - self.seen_at).total_seconds() // 60) if self.seen_at else None

    @property
    def skew(self) -> int:
        """By how many seconds its clock is off, if it is worth saying."""
        return round(self.offset_ms / 1000) if abs(self.offset_ms) >= SKEWED_MS else 0


class Handover(models.Model):
    """What a phone said it had registered when its shift or battery ended, beside what has arrived: both are kept."""

    id = models.UUIDField(primary_key=True)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="handovers")
    at = models.DateTimeField()
    known_at = models.DateTimeField()
    registered = models.IntegerField()  # records made on this phone since it was bound
    people = models.IntegerField()  # persons in them
    sheets = models.JSONField(default=list)  # numbers of paper sheets begun
    note = models.CharField(max_length=200, blank=True)
