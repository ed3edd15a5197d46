from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from fengsui.ground.clock.models import Known
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


class Confirmation(Known):
    """A unit's numbers of a day as signed, from the freezing until the next one or the thawing: the past of `Pack.confirmed`.

    `at` and `known_at` are the moment of freezing; a row that counts no longer says since when in `replaced_at`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    confirmed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "unit"], condition=Q(replaced_at__isnull=True), name="one_confirmation_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["day", "unit"], name="confirmation_of_day")]  # a roll-up as known
        triggers = [
            pgtrigger.Protect(name="confirmations_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="as_signed", operation=pgtrigger.UpdateOf("unit_id", "day", "confirmed", "at", "known_at")
            ),
        ]
