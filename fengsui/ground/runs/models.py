from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7


class Run(models.Model):
    """A piece of background work. Its state follows from its times; a file it made is sealed under the run's own key.

    asked_at, began_at, ended_at, cancelled_at are domain time; params and outcome hold no personal values.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=60)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="runs")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    params = models.JSONField(default=dict)
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    outcome: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    refusal = models.CharField(max_length=500, blank=True)
    broken = models.BooleanField(default=False)
    file_name = models.CharField(max_length=160, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    file_size = models.IntegerField(default=0)
    file_sealed = models.BinaryField(default=b"")
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["by", "-id"], name="run_of_person"),  # my background work
            models.Index(fields=["expires_at"], condition=~Q(file_size=0), name="run_expires"),  # the tick
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(began_at__isnull=False) | Q(cancelled_at__isnull=False),
                name="run_began_before_it_ended",
            ),
            models.CheckConstraint(condition=Q(done__lte=F("total")) | Q(total=0), name="run_done_of_total"),
        ]

    @property
    def state(self) -> str:
        """waiting, running, stopping, done, refused, broken or cancelled."""
        if self.ended_at is None:
            return "stopping" if self.cancelled_at else "running" if self.began_at else "waiting"
        if self.refusal or self.broken:
            return "broken" if self.broken else "refused"
        return "cancelled" if self.cancelled_at else "done"

    @property
    def has_file(self) -> bool:
        return self.file_size > 0

    @property
    def about(self) -> str:
        return f"runs.run:{self.pk}"
