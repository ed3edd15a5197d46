"""What ends when a unit closes: the shifts that it planned beyond its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from fengsui.command.duty.actions.carrying import Leaves, carry
from fengsui.command.duty.models import ActKind
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Shift

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit


@action
def end_closed() -> int:
    """Take out what is planned at closed units from their last day on. Return how many shifts."""
    deeds.asked()  # the house itself
    deeds.told()  # the acts tell, unit by unit
    today = clock.today()
    closed = Q(seat__unit__valid_to__lte=today) | Q(station__unit__valid_to__lte=today)
    found: dict[Unit, list[Leaves]] = {}
    rows = Shift.objects.filter(closed, period__endswith__gt=clock.now()).order_by("period")
    for row in rows.select_related("seat__unit", "station__unit", "person"):
        place = row.seat or row.station
        assert place
        unit = place.unit
        assert unit.valid_to
        start = max(row.period.lower, clock.midnight(unit.valid_to))
        found.setdefault(unit, []).append(Leaves(row, start, row.period.upper))
    for unit, leaves in found.items():
        carry(unit, ActKind.ENDED, leaves, [], by=scope.SYSTEM)
    return sum(map(len, found.values()))
