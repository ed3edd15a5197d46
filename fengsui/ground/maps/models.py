from __future__ import annotations

from django.db import models

from fengsui.ground.clock.models import Known
from fengsui.ground.org.models import Person


class Map(Known):
    """A map that replaces the built-in one. body: as `queries.MapData` reads it, with the projection it was drawn in.

    The one in force is the last that is not replaced; without any the built-in map is. None is ever deleted: going back to an
    earlier one is a new row with the same body.
    """

    body = models.JSONField()
    review_number = models.CharField(max_length=60, blank=True)  # 审图号
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(replaced_at__isnull=True), name="maps_one_in_force"
            )
        ]
