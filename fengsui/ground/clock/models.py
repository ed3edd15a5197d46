from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from datetime import datetime


class Clock(models.Model):
    """The one row that says whether this database is live or a drill, and what time it is in a drill."""

    class Kind(models.TextChoices):
        LIVE = "live"
        DRILL = "drill"

    id = models.SmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=5, choices=Kind)
    base = models.DateTimeField()
    anchor = models.DateTimeField()
    rate = models.SmallIntegerField(default=1)
    settled_until = models.DateTimeField()
    scenario = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="clock_one_row"),
            models.CheckConstraint(condition=Q(rate__in=[0, 1, 60]), name="clock_rate"),
            models.CheckConstraint(
                condition=Q(kind="drill") | Q(rate=1, base=F("anchor")), name="clock_live_never_moves"
            ),
        ]

    @property
    def is_drill(self) -> bool:
        return self.kind == self.Kind.DRILL


class KnownQuerySet[M: models.Model](models.QuerySet[M]):
    def as_known(self, moment: datetime | None = None) -> Self:
        """Rows as they were known at `moment` (domain time); without it, as they are known now."""
        if moment is None:
            return self.filter(replaced_at__isnull=True)
        return self.filter(Q(replaced_at__isnull=True) | Q(replaced_at__gt=moment), known_at__lte=moment)


class Known(models.Model):
    """A fact with event time and known time. A correction replaces the row by a new one; nothing is overwritten."""

    at = models.DateTimeField()
    known_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = KnownQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_known(self, moment: datetime | None = None) -> bool:
        """Whether the row counts as known at a moment (now): what `as_known` asks the database."""
        if moment is None:
            return self.replaced_at is None
        return self.known_at <= moment and (self.replaced_at is None or self.replaced_at > moment)
