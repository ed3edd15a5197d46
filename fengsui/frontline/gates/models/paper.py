"""Paper for when batteries are dead: numbered sheets, printed here, entered afterwards."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from fengsui.frontline.gates.models.gates import Gate
from fengsui.ground.org.models import Person
from fengsui.ground.vault.actions import uuid7

LINES = 25


class Sheet(models.Model):
    """One numbered sheet of a gate. Its lines become passages whose ids follow from the sheet's id: entered twice is once.

    spoiled: it was lost or thrown away, and who said so; entered: nothing more is expected from it.
    lines: number → the ids of its passages in the order in which they were entered; the last one stands, "" is a line
    that was struck out. It outlives the passages: what was entered is still counted when they are dropped.
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
    lines = models.JSONField(default=dict)

    class Meta:
        ordering = ["gate", "number"]
        constraints = [models.UniqueConstraint(fields=["gate", "number"], name="sheet_numbered_once")]

    @property
    def standing(self) -> dict[int, UUID]:
        """The lines that hold something, by their number."""
        return {int(n): UUID(ids[-1]) for n, ids in self.lines.items() if ids[-1]}

    @property
    def is_begun(self) -> bool:
        return bool(self.lines)

    @property
    def is_over(self) -> bool:
        """Nothing more is expected from it."""
        return self.entered_at is not None or self.spoiled_at is not None

    @property
    def about(self) -> str:
        return f"gates.sheet:{self.pk}"
