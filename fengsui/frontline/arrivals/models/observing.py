"""Observation: the days, the temperatures, what followed a fever, the end."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fengsui.frontline.arrivals.models.filings import Filing
from fengsui.ground.clock.models import Known
from fengsui.ground.org.models import Person
from fengsui.ground.vault.actions import uuid7


class Slot(models.TextChoices):
    """The two measurements of a day; their hours are measures."""

    MORNING = "morning", pgettext_lazy("measuring", "Morning")
    EVENING = "evening", pgettext_lazy("measuring", "Evening")


class Observation(Known):
    """A person is observed from day 0 (arrival or last contact) for so many days (医学观察). It ends by a release alone.

    days: as the measure said then; last_day: day 0 and the days, the day on which the person is released.
    """

    class Kind(models.TextChoices):
        HOME = "home", _("At home")
        CENTRAL = "central", _("In a central place")

    id = models.UUIDField(primary_key=True, default=uuid7)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="observations")
    person = models.UUIDField()
    kind = models.CharField(max_length=7, choices=Kind)
    first_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    last_day = models.DateField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(replaced_at__isnull=True), name="observed_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="observed_forward"),
        ]
        indexes = [
            models.Index(fields=["filing"], name="observation_of_filing"),
            models.Index(fields=["last_day"], condition=Q(replaced_at__isnull=True), name="observation_due"),
        ]

    @property
    def about(self) -> str:
        return f"arrivals.observation:{self.pk}"


class Release(Known):
    """An observation ended (解除): on its day, or earlier with a reason. `number` stands on the certificate."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="releases")
    day = models.DateField()
    early = models.BooleanField(default=False)
    because = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=24, unique=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["observation"], condition=Q(replaced_at__isnull=True), name="released_once"
            ),
            models.CheckConstraint(condition=Q(early=False) | ~Q(because=""), name="early_with_a_reason"),
        ]
        indexes = [models.Index(fields=["at"], name="release_at")]  # the numbers of a window


class Temperature(Known):
    """A measurement of an observed person in the morning or evening of a day; unreadable is an answer.

    fever: it was at or above the threshold in force; by_self: reported by the person through their own link.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="temperatures")
    day = models.DateField()
    slot = models.CharField(max_length=7, choices=Slot)
    celsius = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    site = models.CharField(max_length=8, blank=True)
    fever = models.BooleanField(default=False)
    by_self = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    wall_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["observation", "day", "slot"],
                condition=Q(replaced_at__isnull=True),
                name="measured_once_a_slot",
            ),
            models.CheckConstraint(
                condition=Q(celsius__isnull=True) | Q(celsius__gte=34, celsius__lte=43), name="observed_a_living_body"
            ),
            models.CheckConstraint(condition=Q(fever=False) | Q(celsius__isnull=False), name="a_fever_was_read"),
        ]
        indexes = [
            models.Index(fields=["day", "slot"], condition=Q(replaced_at__isnull=True), name="temperature_of_slot"),
            models.Index(fields=["at"], condition=Q(fever=True, replaced_at__isnull=True), name="temperature_fever"),
        ]

    @property
    def about(self) -> str:
        return f"arrivals.fever:{self.pk}"


class FeverDeed(models.TextChoices):
    REMEASURED = "remeasured", _("Measured again")
    ISOLATED = "isolated", _("Isolated alone")
    CLINIC = "clinic", _("Sent to a fever clinic")
    CLEARED = "cleared", _("Cleared")


class FeverStep(Known):
    """What was done about a fever, with its hour: measured again, isolated, sent to a fever clinic, cleared."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    temperature = models.ForeignKey(Temperature, on_delete=models.PROTECT, related_name="steps")
    deed = models.CharField(max_length=10, choices=FeverDeed)
    celsius = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    site = models.CharField(max_length=8, blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["temperature", "deed"], condition=~Q(deed="remeasured") & Q(replaced_at__isnull=True),
                name="fever_step_once",
            ),
            models.CheckConstraint(
                condition=Q(deed="remeasured", celsius__gte=34, celsius__lte=43)
                | (~Q(deed="remeasured") & Q(celsius__isnull=True)),
                name="remeasured_says_degrees",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["temperature"], name="fever_steps")]
