"""The way of a fever, and what was reported to others outside: rows that a correction replaces."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from fengsui.command.incidents.models.incidents import Incident
from fengsui.ground.clock.models import Known, KnownQuerySet
from fengsui.ground.org.models import Person


class Pathway(models.TextChoices):
    """What happens with a fever, in this order as a rule; isolation often comes before the second measurement."""

    MEASURED = "measured", pgettext_lazy("fever", "Measured")
    REMEASURED = "remeasured", pgettext_lazy("fever", "Measured again")
    ISOLATED = "isolated", pgettext_lazy("fever", "Isolated alone")
    DOCTOR = "doctor", pgettext_lazy("fever", "Seen by a doctor or the fever clinic")
    CDC = "cdc", pgettext_lazy("fever", "CDC told")


TEMPERATURES = (Pathway.MEASURED, Pathway.REMEASURED)


class Entered(Known):
    """Entered by somebody; `because`: why it replaces another row."""

    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Fever(Entered):
    """A step of a fever's pathway. `at`: its hour."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="fevers")
    step = models.CharField(max_length=10, choices=Pathway)
    celsius = models.DecimalField(max_digits=3, decimal_places=1, null=True)

    objects: ClassVar[KnownQuerySet[Fever]] = KnownQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "step"], condition=Q(replaced_at__isnull=True), name="a_pathway_step_once"
            ),
            models.CheckConstraint(
                condition=Q(celsius__isnull=True) | Q(celsius__gte=34, celsius__lte=43), name="incident_of_a_living_body"
            ),
            models.CheckConstraint(
                condition=Q(step__in=TEMPERATURES) ^ Q(celsius__isnull=True), name="measured_has_a_temperature"
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(name="incident_fevers_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="incident_fevers_fixed", operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["replaced_at"]),
            ),
        ]  # fmt: skip


class Channel(models.TextChoices):
    """To whom outside it was reported. The house reports nothing there itself: it keeps that it was done."""

    DIRECT = "direct", pgettext_lazy("channel", "the state’s direct reporting of infectious diseases")
    HEALTH = "health", pgettext_lazy("channel", "the health commission of the place")
    POLICE = "police", pgettext_lazy("channel", "public security")
    PROCURATORATE = "procuratorate", pgettext_lazy("channel", "the procuratorate")
    GOVERNMENT = "government", pgettext_lazy("channel", "the government’s duty office")


class Outside(Entered):
    """That it was reported outside: when (`at`), under which card number."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="outsides")
    channel = models.CharField(max_length=15, choices=Channel)
    card = models.CharField(max_length=60, blank=True)

    objects: ClassVar[KnownQuerySet[Outside]] = KnownQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "channel"], condition=Q(replaced_at__isnull=True), name="outside_once_a_channel"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="outsides_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="outsides_fixed", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["replaced_at"])
            ),
        ]  # fmt: skip
