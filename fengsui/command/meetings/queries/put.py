"""Which measures may have put a decision in force."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures.models import Measure

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fengsui.command.meetings.models import Meeting

SOON = timedelta(days=3)


def put(meeting: Meeting) -> QuerySet[Measure]:
    """The measures that hold for the meeting's unit or its system, from the day of the meeting to three days later on."""
    begins = clock.midnight(meeting.day)
    rows: QuerySet[Measure] = Measure.objects.as_known().filter(at__gte=begins, at__lt=begins + SOON)
    own = Q(unit=meeting.unit_id) | Q(unit=None, system__in=["", meeting.unit.system])
    return rows.filter(own).select_related("unit").order_by("-at", "-pk")
