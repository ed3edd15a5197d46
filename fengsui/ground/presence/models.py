from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models

from fengsui.ground.org.models import Unit


class Stay(models.Model):
    """A subject's stay at a place, from–to; open as long as the subject is there. `source` is "room.thing:id"."""

    subject = models.UUIDField()
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="stays")
    period = DateTimeRangeField()
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_place_at_a_time",
                expressions=[("subject", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            )
        ]
        indexes = [GistIndex(fields=["place", "period"], name="stays_at_place")]  # who was here then
