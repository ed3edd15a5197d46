from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.meetings.measures import GRACE
from fengsui.command.meetings.models import DAILY, Handover, Kind, Meeting, Step
from fengsui.command.meetings.models.meeting import TURNING
from fengsui.ground.checks.declare import Check, Ends, Failure, Severity
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures

if TYPE_CHECKING:
    from datetime import date, datetime


def _held(day: date, known: datetime | None) -> list[Failure]:
    """A daily meeting whose hour is past is opened, or cancelled with a reason."""
    moment = min(known or clock.now(), clock.last_moment(day))
    turned = Step.objects.filter(deed__in=TURNING, at__lte=moment)
    planned = Meeting.objects.filter(kind__in=DAILY, day=day, starts_at__lt=moment).select_related("unit")
    rows = planned.exclude(pk__in=turned.values("meeting"))
    grace = measures.reading(GRACE, at=moment, known=known)
    return [
        Failure(
            "meetings.held", row.unit_id, day, _("The {meeting} of {hour} was not held."),
            {"meeting": Kind(row.kind).label, "hour": clock.local(row.starts_at).strftime("%H:%M")},
            url=reverse("meetings:meeting", args=[row.pk]), subject=row.kind,
        )
        for row in rows
        if row.starts_at + timedelta(minutes=grace.of(row.unit)) < moment
    ]  # fmt: skip


def _handed(day: date, known: datetime | None) -> list[Failure]:
    """Command passes when both have signed: nobody holds over for longer than the grace."""
    moment = min(known or clock.now(), clock.last_moment(day))
    rows = Handover.objects.filter(
        Q(void_at__isnull=True) | Q(void_at__gt=moment), at__gte=clock.midnight(day), at__lt=moment
    )
    grace = measures.reading(GRACE, at=moment, known=known)
    late = rows.exclude(done_at__lte=moment).select_related("unit")
    return [
        Failure(
            "meetings.handed", row.unit_id, day, _("Command did not pass at {hour}: a signature is missing."),
            {"hour": clock.local(row.at).strftime("%H:%M")}, url=reverse("meetings:handover", args=[row.pk]), subject=row.period,
        )
        for row in late
        if row.at + timedelta(minutes=grace.of(row.unit)) < moment
    ]  # fmt: skip


HELD = Check(
    "meetings.held", _("The day’s meetings are held"), Severity.WARNING, _held, ends=Ends.OVER, acts="meetings.hold",
    remedy=_("Hold the meeting now, or cancel it with the reason."),
)  # fmt: skip
HANDED = Check(
    "meetings.handed", _("Command is handed over with both signatures"), Severity.WARNING, _handed, ends=Ends.MENDED,
    acts="meetings.see", remedy=_("Let both commanders sign, or put somebody in the absent one’s place."),
)  # fmt: skip
