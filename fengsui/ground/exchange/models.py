"""A batch is one file on its way in. What it says is personal: sealed under a key of the batch, destroyed when its time is over."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7


class Outcome(models.TextChoices):
    """What a row would do."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Same")
    ASK = "ask", _("To be decided")
    REJECTED = "rejected", _("Rejected")


class Stage(models.TextChoices):
    MATCHED = "matched", _("ready to be taken")
    TAKEN = "taken", _("taken")
    UNDONE = "undone", _("undone")
    ABANDONED = "abandoned", _("abandoned")


class Batch(models.Model):
    """A file brought in. `unit`: below which its roots come; None in an empty house, where they are the roots of lines.

    counts: sheet → outcome → rows; notes: sentences about the file as a whole; seen: which changes of the organisation the
    preview knows of, and for whose reach it was made.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)  # also the vault's subject
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField()  # from which what it says holds
    file_sealed = models.BinaryField(default=b"")  # only until it is read
    name_sealed = models.BinaryField(default=b"")  # of the file: 王某同志.xlsx
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    only = models.CharField(max_length=20, blank=True)  # the sheet that a CSV is, if somebody said so
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    seen = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)  # of what the preview says

    @property
    def rows(self) -> int:
        return sum(sum(each.values()) for each in self.counts.values())

    def total(self, outcome: str) -> int:
        return sum(each.get(outcome, 0) for each in self.counts.values())


class Step(models.Model):
    """What became of a batch, each at most once: two administrators cannot both take it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=12, choices=Stage)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "stage"], name="exchange_step_once")]


class Part(models.Model):
    """Up to PART rows of a sheet with the same outcome, sealed together: a page of the preview, a mouthful of the taking."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="parts")
    sheet = models.CharField(max_length=20)
    outcome = models.CharField(max_length=12, choices=Outcome)
    number = models.IntegerField()
    body_sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "sheet", "outcome", "number"], name="exchange_part_once")
        ]


class Decision(models.Model):
    """What a person decided about a row that matches several: `new`, `skip`, or the id of who it is."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="decisions")
    sheet = models.CharField(max_length=20)
    row = models.IntegerField()
    choice = models.CharField(max_length=40)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "sheet", "row"], name="exchange_decided_once")]


class Taken(models.Model):
    """Up to PART rows that a batch made or changed in one table, so that they can be undone.

    body: sealed JSON, per row: id, and for a changed one what stood there before and after.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="taken")
    sheet = models.CharField(max_length=20)
    number = models.IntegerField()  # the order of taking; undone backwards
    body_sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="exchange_taken_once")]
