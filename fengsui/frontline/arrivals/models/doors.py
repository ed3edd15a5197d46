"""Where the public comes in, and what is said to it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock.models import Known
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7


class Door(models.Model):
    """A public entrance (登记入口): a link and its poster at a place of a unit, until a moment or until it is closed.

    The token stands on the wall: it is no secret, only unguessable, and opens nothing but two empty forms.
    """

    class Asks(models.TextChoices):
        BOTH = "both", _("Both forms")
        LODGER = "lodger", _("Lodger reports only")
        RETURNEE = "returnee", _("Returnee registrations only")

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=60)
    asks = models.CharField(max_length=8, choices=Asks, default=Asks.BOTH)
    token = models.CharField(max_length=32, unique=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("opened_at")), name="door_expires"),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="door_of_unit")]

    @property
    def about(self) -> str:
        return f"arrivals.door:{self.pk}"


class Knock(models.Model):
    """How often one address or one link was used in a stretch of wall time. `digest`: keyed and of that day; no address.

    Swept after a day: nobody can learn from it who came.
    """

    digest = models.BinaryField(max_length=32)
    window = models.DateTimeField()
    calls = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "window"], name="one_knock_a_window")]
        indexes = [models.Index(fields=["window"], name="knock_old")]  # the sweep


class Posting(models.Model):
    """A notice posted at a gate or in a community (门口告示): when, where, by whom; taken down or not.

    link: the verification address of an issued document, or any other address that its QR leads to.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=60)
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=2000, blank=True)
    link = models.CharField(max_length=300, blank=True)
    posted_at = models.DateTimeField()
    known_at = models.DateTimeField()
    posted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    down_at = models.DateTimeField(null=True)
    down_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(link=""), name="posting_says_something"),
            models.CheckConstraint(
                condition=Q(down_at__isnull=True) | Q(down_at__gte=F("posted_at")), name="posting_up_before_down"
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="posting_of_unit")]

    @property
    def about(self) -> str:
        return f"arrivals.posting:{self.pk}"


class Explanation(Known):
    """What was explained to people (宣传解释): households visited and persons spoken to, on a round. Nobody is named."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=60)
    topic = models.CharField(max_length=120)
    households = models.PositiveIntegerField(default=0)
    persons = models.PositiveIntegerField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["unit", "at"], name="explanation_of_unit")]

    @property
    def about(self) -> str:
        return f"arrivals.explanation:{self.pk}"
