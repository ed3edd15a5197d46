from __future__ import annotations

from django.db import models

from fengsui.ground.org.models import Unit


class Slot(models.Model):
    """An indicator's place in the vectors, for ever."""

    code = models.CharField(max_length=60, primary_key=True)
    position = models.SmallIntegerField(unique=True)


class Pack(models.Model):
    """All numbers of a unit on a day: vectors of little-endian float64 by slot; NaN or beyond the end is missing."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="packs")
    day = models.DateField()
    computed = models.BinaryField(default=b"")
    confirmed = models.BinaryField(default=b"")
    refreshed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "unit"], name="one_pack_per_unit_and_day")]
