"""What is to be published: a grid of days and slots, and patterns that fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from fengsui.command.duty.models.posts import Slot
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Person, Unit

if TYPE_CHECKING:
    from datetime import date

LONGEST = 62  # days of one draft


class Draft(models.Model):
    """A roster that is being written for some days; a unit has one open at a time.

    revision: goes up with each saving, so that two who write at once see each other; act: what published it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    revision = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    act = models.OneToOneField("Act", on_delete=models.PROTECT, null=True, related_name="draft")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(closed_at__isnull=True), name="one_open_draft"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="draft_days"),
        ]

    @property
    def days(self) -> list[date]:
        return clock.days(self.first, self.last)

    @property
    def subject(self) -> str:
        return f"duty.draft:{self.pk}"


class Cell(models.Model):
    """A person in a slot of a day of a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="cells")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "slot", "day", "person"], name="in_a_cell_once")]


class Pattern(models.Model):
    """Who follows whom: so many days that repeat, by which a draft is filled."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    days = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="pattern_named_once")]


class PatternCell(models.Model):
    """A person in a slot of one of the days that repeat, the first being 0."""

    pattern = models.ForeignKey(Pattern, on_delete=models.CASCADE, related_name="cells")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["pattern", "slot", "turn", "person"], name="in_a_pattern_cell_once")
        ]
