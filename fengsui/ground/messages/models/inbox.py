from __future__ import annotations

from django.db import models
from django.db.models import Q

from fengsui.ground.org.models import Person, Unit


class Message(models.Model):
    """One note to one person. `key` makes sending it twice harmless. planned_at: when the outbox looked at it."""

    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=160)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True)
    data = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="message_once")]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="message_inbox"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="message_unread"),  # the bell
            # A mark at an id would lose what commits late under a small one; so each row says it itself.
            models.Index(fields=["id"], condition=Q(planned_at__isnull=True), name="message_unplanned"),
        ]
