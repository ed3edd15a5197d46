from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.declare import Consequence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fengsui.ground.org.models import Unit


def _owed(units: Sequence[Unit], day: date) -> int:
    """What units of the list owe from that day on, as far as it is planned already."""
    rows = Obligation.objects.filter(unit__in=units, met_at__isnull=True, void_at__isnull=True)
    return rows.filter(due_at__gte=clock.midnight(day)).count()


OWED = Consequence("obligations.owed", _("Reports, roll-calls and the like that are then no longer owed"), _owed)
