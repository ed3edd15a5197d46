from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from fengsui.ground.clock.models import Known
from fengsui.ground.org.models import Person, System, Unit

if TYPE_CHECKING:
    from datetime import datetime


class Measure(Known):
    """A parameter's value in force from `at` until `until` (open if empty), for all, for a system or for one unit."""

    parameter = models.CharField(max_length=60)
    value = models.JSONField()
    until = models.DateTimeField(null=True, blank=True)
    system = models.CharField(max_length=20, choices=System, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    basis = models.CharField(max_length=300)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)

    class Meta:
        ordering = ["parameter", "at"]
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("at")), name="measure_dates"),
            models.CheckConstraint(condition=Q(system="") | Q(unit__isnull=True), name="measure_one_reach"),
        ]

    def holds(self, moment: datetime, known: datetime | None = None) -> bool:
        """Whether it is in force at a moment, as known now or at an earlier moment (see KnownQuerySet.as_known)."""
        return self.is_known(known) and self.at <= moment and (self.until is None or self.until > moment)
