"""The store of passages: the one table that grows without bound. Nobody but this room's actions and queries touches it.

Partitioned by ranges of the id, a UUIDv7 whose time is when the device says it happened (domain time): the same id sent
twice with another hour is still one row, closed days are dropped whole, and a window of time is a window of ids. A row
whose id and event lie more than DRIFT apart (a clock days off, a drill that jumped) is named in `Stray` and found by that.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fengsui.frontline.gates.models.gates import Gate

DRIFT = timedelta(days=1)
UNREADABLE = "unreadable"  # the site of a reading that was tried and failed


class Direction(models.IntegerChoices):
    IN = 0, pgettext_lazy("gates", "In")
    OUT = 1, pgettext_lazy("gates", "Out")


class Kind(models.IntegerChoices):
    PERSON = 0, _("Person")
    VEHICLE = 1, _("Vehicle")
    VISITOR = 2, _("Visitor")
    COUNTED = 3, _("Counted only")


class Outcome(models.IntegerChoices):
    ADMITTED = 0, pgettext_lazy("gates", "let through")
    REFUSED = 1, pgettext_lazy("gates", "turned away")


class Passage(models.Model):
    """Somebody or something at a gate.

    at: event time, put right by the device's offset; told_at: by the device's own clock; known_at: accepted (domain time).
    who: a regular's id, or a keyed digest of what a visitor is known by; plate: a keyed digest; both for the trace only.
    heat, heat_again: tenths of °C; None with site "unreadable": no reading; None without: not measured.
    people: how many persons it stands for; sheet, line: the paper it was copied from.
    sealed: name, room, phone, number, plate, remark of who is no regular, under the key of the unit's day (`key`).
    """

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    told_at = models.DateTimeField()
    known_at = models.DateTimeField()
    gate = models.ForeignKey(Gate, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    device = models.UUIDField(null=True)
    keeper = models.UUIDField(null=True)
    who = models.UUIDField(null=True)
    plate = models.UUIDField(null=True)
    key = models.UUIDField(null=True)
    sheet = models.IntegerField(null=True)
    line = models.SmallIntegerField(null=True)
    direction = models.SmallIntegerField(choices=Direction)
    kind = models.SmallIntegerField(choices=Kind)
    outcome = models.SmallIntegerField(choices=Outcome)
    people = models.SmallIntegerField(default=1)
    heat = models.SmallIntegerField(null=True)
    heat_again = models.SmallIntegerField(null=True)
    site = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    building = models.CharField(max_length=40, blank=True)
    sealed = models.BinaryField(default=b"")

    class Meta:
        indexes = [
            models.Index(fields=["gate", "at"], name="passage_at_gate"),  # a gate's list; who was there then
            models.Index(fields=["who", "at"], name="passage_of_person", condition=models.Q(who__isnull=False)),
            models.Index(fields=["plate", "at"], name="passage_of_plate", condition=models.Q(plate__isnull=False)),
        ]

    @property
    def celsius(self) -> str:
        """The last reading as people write it; empty: there is none."""
        heat = self.heat if self.heat_again is None else self.heat_again
        return "" if heat is None else f"{heat / 10:.1f}"


class Stray(models.Model):
    """A passage whose id lies more than DRIFT from its event: a window of ids does not find it, this does."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField(db_index=True)


class Withdrawal(models.Model):
    """A passage that was registered by mistake: it stays, and counts no longer."""

    passage = models.UUIDField(primary_key=True)
    id = models.UUIDField(unique=True)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    known_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    by = models.UUIDField(null=True)  # person or device


class Tally(models.Model):
    """What passed a gate on a local day, kept in step with the rows in the same transaction."""

    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="tallies")
    day = models.DateField()
    direction = models.SmallIntegerField(choices=Direction)
    kind = models.SmallIntegerField(choices=Kind)
    outcome = models.SmallIntegerField(choices=Outcome)
    passages = models.IntegerField(default=0)
    people = models.IntegerField(default=0)
    measured = models.IntegerField(default=0)
    unreadable = models.IntegerField(default=0)
    fevers = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gate", "day", "direction", "kind", "outcome"], name="tallied_once")
        ]
        indexes = [models.Index(fields=["day", "gate"], name="tally_of_day")]
