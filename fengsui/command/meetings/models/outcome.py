"""What comes of a meeting: decisions, what follows from them, the record and what is added to it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from fengsui.command.meetings.models.meeting import Meeting
from fengsui.command.tasks.models import Task
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

TEXT, NOTE = 1000, 1000  # characters; a decision is as long as a task may be
KEPT = pgtrigger.Update | pgtrigger.Delete


class Sort(models.TextChoices):
    DECISION = "decision", pgettext_lazy("meeting", "decision")
    QUESTION = "question", pgettext_lazy("meeting", "question")


class Decision(models.Model):
    """One line of what was decided, or asked of a facility. due_at, assigned: by when and by which units, if somebody is to do it.

    given_at: since when the units have it as their task; taken_at: it was taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=10, choices=Sort, default=Sort.DECISION)
    text = models.CharField(max_length=TEXT)
    due_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="decision_number")]
        triggers = [
            pgtrigger.Protect(name="decisions_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="decisions_fixed", operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["given_at", "taken_at", "taken_by"]),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text

    @property
    def about(self) -> str:
        return f"meetings.decision:{self.pk}"


class Assigned(models.Model):
    """A unit that is to do what was decided, and the task by which it has it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="assigned")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "unit"], name="assigned_once")]
        triggers = [pgtrigger.Protect(name="assigned_stay", operation=pgtrigger.Delete)]


class Follow(models.Model):
    """A paper that follows from a decision: a draft of a directive, minutes; subject: "room.thing:id", url: its page."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="follows")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="follows")
    subject = models.CharField(max_length=120)
    url = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "subject"], name="follows_once"),
            models.UniqueConstraint(
                fields=["meeting", "subject"], condition=Q(decision__isnull=True), name="meeting_follows_once"
            ),
        ]
        triggers = [pgtrigger.Protect(name="follows_stay", operation=KEPT)]


class Record(models.Model):
    """The record (会议记录), as it was when the meeting was closed, in every language; persons stand in it by their ids."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="record")
    content = models.JSONField()
    mark = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="records_stay", operation=KEPT)]


class Addition(models.Model):
    """What was added to a record later: it corrects by standing beside it."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="additions")
    text = models.CharField(max_length=NOTE)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="additions_stay", operation=KEPT)]
