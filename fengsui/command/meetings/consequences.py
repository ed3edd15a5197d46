from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.command.meetings.models import Meeting
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.declare import Consequence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fengsui.ground.org.models import Unit


def _planned(units: Sequence[Unit], day: date) -> int:
    rows = Meeting.objects.filter(unit__in=units, starts_at__gte=max(clock.midnight(day), clock.now()))
    return rows.planned().count()


PLANNED = Consequence("meetings.planned", _("Meetings that will not be held"), _planned)
