from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from fengsui.ground.clock.models import Known
from fengsui.ground.org.models import Person


class Batch(models.Model):
    """A file that was brought in, and what came of it. rejected: line and sentence of each row that was not taken."""

    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    new = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    rejected = models.JSONField(default=list)


class CaseCount(Known):
    """What the notices say of a division on a day: cumulative numbers, each of which may be missing.

    code: six digits of the division, or `windows.ABROAD`; `at` is when its window ends. by_convention: the window was not in
    the file. source_row_date: the day under which the source itself lists the row, where that is another one.
    """

    code = models.CharField(max_length=6)
    name = models.CharField(max_length=60)
    day = models.DateField()
    confirmed = models.IntegerField(null=True)
    suspected = models.IntegerField(null=True)
    recovered = models.IntegerField(null=True)
    dead = models.IntegerField(null=True)
    window_start = models.DateTimeField(null=True)
    window_end = models.DateTimeField(null=True)
    by_convention = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    source_row_date = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")

    class Meta:
        indexes = [models.Index(fields=["day", "code"], name="cases_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "day"], condition=Q(replaced_at__isnull=True), name="cases_one_row_a_day"
            ),
            models.CheckConstraint(
                condition=Q(window_start__isnull=True)
                | Q(window_end__isnull=True)
                | Q(window_end__gt=F("window_start")),
                name="cases_window",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0}), name=f"cases_{name}"
                )
                for name in ("confirmed", "suspected", "recovered", "dead")
            ),
        ]
