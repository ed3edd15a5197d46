"""Who is on duty, as a part of the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fengsui.command.meetings.queries.below import facilities
from fengsui.command.meetings.queries.parts import MAKERS, SHOWN, Part, Row, titles
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import SeatKind, Shift

if TYPE_CHECKING:
    from fengsui.command.meetings.queries.parts import Table


def duty(asked: Table) -> Part:
    """Who is on duty: the unit's own seats, and the facilities below that have no leader on duty."""
    below = facilities(asked.unit)
    shifts = Shift.objects.filter(
        Q(seat__unit=asked.unit) | Q(seat__unit__in=below, seat__kind=SeatKind.LEADER_ON_DUTY),
        period__contains=asked.roster_at,
    ).select_related("seat__unit")
    seats = [shift.seat for shift in shifts if shift.seat]
    own = [_seat(shift) for shift in shifts if shift.seat and shift.seat.unit_id == asked.unit.pk]
    led = {seat.unit_id for seat in seats if seat.kind == SeatKind.LEADER_ON_DUTY}
    bare = [
        Row(f"nobody:{one.pk}", str(SeatKind.LEADER_ON_DUTY.label), one.label, tone="bad", word=pgettext("seat", "nobody"))
        for one in below if one.pk not in led
    ]  # fmt: skip
    return Part(
        "duty", titles()["duty"], "users", own + bare[:SHOWN], max(len(bare) - SHOWN, 0), "",
        _("Nobody is on the roster."),
    )  # fmt: skip


def _seat(shift: Any) -> Row:
    until = _("until %(at)s") % {"at": date_format(clock.local(shift.period.upper), "MOMENT_FORMAT")}
    place = list(SeatKind.values).index(shift.seat.kind)
    return Row(f"seat:{place}:{shift.person_id}", str(shift.seat.get_kind_display()), until, person=shift.person_id)


MAKERS["duty"] = duty
