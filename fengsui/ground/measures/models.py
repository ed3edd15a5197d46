from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from fengsui.ground.clock.models import Known
from fengsui.ground.org.models import Person, System, Unit


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
