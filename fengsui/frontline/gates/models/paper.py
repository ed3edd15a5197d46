"""Paper for when batteries are dead: numbered sheets, printed here, entered afterwards."""

from __future__ import annotations

from django.db import models

from fengsui.frontline.gates.models.gates import Gate
from fengsui.ground.org.models import Person
from fengsui.ground.vault.actions import uuid7

LINES = 25


class Sheet(models.Model):
    """One numbered sheet of a gate. Its lines become passages whose ids follow from the sheet's id: entered twice is once.

    spoiled: it was lost or thrown away, and who said so; entered: nothing more is expected from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="sheets")
    number = models.IntegerField()
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField(null=True)  # the day written on it
    entered_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    spoiled_at = models.DateTimeField(null=True)
    spoiled_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["gate", "number"]
        constraints = [models.UniqueConstraint(fields=["gate", "number"], name="sheet_numbered_once")]

    @property
    def about(self) -> str:
        return f"gates.sheet:{self.pk}"
