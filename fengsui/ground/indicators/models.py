from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from fengsui.ground.org.models import Person, Unit


class Slot(models.Model):
    """An indicator's place in the vectors, for ever."""

    code = models.CharField(max_length=60, primary_key=True)
    position = models.SmallIntegerField(unique=True)


class Pack(models.Model):
    """All numbers of a unit on a day: vectors of little-endian float64 by slot; NaN or beyond the end is missing."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="packs")
    day = models.DateField()
    computed = models.BinaryField(default=b"")
    confirmed = models.BinaryField(default=b"")
    refreshed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "unit"], name="one_pack_per_unit_and_day")]


class Defined(models.Model):
    """An indicator that was defined on a page. Its words may change; what it counts never does; it is retired, not removed.

    kinds, unit_ids: who has it (unit_ids null: every unit of the kinds); source: the key of a declared Source with its
    params, or empty: typed in the report; since, until: the days on which it is asked for.
    """

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    measure = models.CharField(max_length=20, blank=True)  # unit of measure
    measure_en = models.CharField(max_length=30, blank=True)
    help = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10)
    rollup = models.CharField(max_length=10)
    kinds = models.JSONField()
    unit_ids = models.JSONField(null=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    source = models.CharField(max_length=40, blank=True)
    params = models.JSONField(default=dict)
    since = models.DateField()
    until = models.DateField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # who defined it
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="defined_before_it_is_retired"
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")), name="low_is_below_high"
            ),
        ]

    @property
    def about(self) -> str:
        return f"indicators.defined:{self.pk}"
