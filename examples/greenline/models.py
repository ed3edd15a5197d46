from __future__ import annotations

from django.db import models

from fengsui.ground.clock.models import Known
from fengsui.ground.org.models import Unit
from fengsui.ground.vault.actions import uuid7


class Call(Known):
    """A call for counselling. The caller's name is sealed; the conversation is nobody's business."""

    id = models.UUIDField(primary_key=True, default=uuid7)  # also the key of the caller in the vault
    facility = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    caller_sealed = models.BinaryField()


class LineTest(models.Model):
    """The line of a facility was tried on a day, and worked or not."""

    facility = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    works = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facility", "day"], name="line_tested_once_a_day")]
