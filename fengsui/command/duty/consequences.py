from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.org.declare import Consequence
from fengsui.ground.org.models import Shift

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fengsui.ground.org.models import Unit


def _shifts(units: Sequence[Unit], day: date) -> int:
    """Shifts that last beyond the beginning of that day."""
    here = Q(seat__unit__in=units) | Q(station__unit__in=units)
    return Shift.objects.filter(here, period__endswith__gt=clock.midnight(day)).count()


SHIFTS = Consequence("duty.shifts", _("Shifts of the roster that end then"), _shifts)
