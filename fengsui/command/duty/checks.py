from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.duty.queries.turns import gaps
from fengsui.ground.checks.declare import Check, Ends, Failure, Severity
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from datetime import date, datetime

EMPTY = _("Nobody is at {place} since {since}, until {until}")


def _empty(day: date, known: datetime | None) -> list[Failure]:
    """What is empty at this moment; of other days the roster says nothing that could still be mended."""
    now = clock.now()
    if day != clock.today() or known is not None:
        return []
    return [
        Failure(
            "duty.empty", gap.turn.post.unit_id, day, EMPTY,
            {
                "place": gap.turn.post.label, "since": f"{clock.local(gap.since):%H:%M}",
                "until": f"{clock.local(gap.until):%H:%M}",
            },
            amount=gap.missing, subject=gap.turn.subject,
            url=reverse("duty:turn", args=[gap.turn.post.unit.code, gap.turn.slot.pk, gap.turn.day.isoformat()]),
        )
        for gap in gaps(None, now, now + timedelta(seconds=1))
        if gap.since <= now < gap.until
    ]  # fmt: skip


MANNED = Check(
    "duty.empty", _("Every seat and station that is owed is manned now"), Severity.ALARM, _empty,
    together=_("Seats or stations are empty at {n} units: {units}"), ends=Ends.PASSED, urgent=True, acts="duty.change",
    remedy=_("Put somebody there, or say who takes it over."),
)  # fmt: skip
