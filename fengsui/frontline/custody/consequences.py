from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.custody.models import Count
from fengsui.ground.org.declare import Consequence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fengsui.ground.org.models import Unit


def _held(units: Sequence[Unit], day: date) -> int:
    """Who was held in these facilities and sections at their last head counts before that day."""
    rows = Count.objects.as_known().filter(Q(facility__in=units) | Q(section__in=units), day__lte=day)
    last = rows.order_by("section_id", "-at", "-known_at").distinct("section_id")
    return sum(row.total for row in last)


HELD = Consequence(
    "custody.held",
    _("Persons held at the last head count"),
    _held,
    stops=_("By the last head count persons are held there; move them elsewhere and count again first."),
)
