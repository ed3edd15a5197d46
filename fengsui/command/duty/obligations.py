from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.duty.actions import mirroring
from fengsui.command.duty.measures import GAP_HOURS
from fengsui.command.duty.models import Slot
from fengsui.command.duty.queries.turns import gaps
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Expected, Owing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from fengsui.ground.obligations.models import Obligation


def _expected(since: datetime, until: datetime) -> list[Expected]:
    """Gaps that are to be filled already: those that begin within the hours of the measure, at most."""
    ahead = timedelta(hours=int(GAP_HOURS.high or 0))
    found = mirroring.owed(gaps(None, since, until + ahead))
    return [one for one in found if one.opens_at < until and one.due_at >= since]


def told(obligation: Obligation) -> tuple[int, date]:
    """The slot and the day that an obligation is about."""
    slot, _mark, day = obligation.period.partition(".")
    return int(slot), clock.read_day(day) or clock.today()


def _link(obligation: Obligation) -> str:
    slot, day = told(obligation)
    return reverse("duty:turn", args=[obligation.unit.code, slot, day.isoformat()])


def _titles(obligations: Sequence[Obligation]) -> dict[int, str]:
    keys = {row.pk: told(row) for row in obligations}
    rows = Slot.objects.filter(pk__in={slot for slot, _day in keys.values()}).select_related(
        "post__seat", "post__station"
    )
    slots = {slot.pk: slot for slot in rows}
    return {
        pk: _("Nobody is at %(place)s: %(day)s, %(hours)s")
        % {"place": slots[slot].post.label, "day": date_format(day, "MONTH_DAY_FORMAT"), "hours": slots[slot].hours}
        for pk, (slot, day) in keys.items()
    }


GAP = Owing(
    mirroring.KIND, gettext_lazy("A gap in the roster"), verb="duty.arrange", expected=_expected, link=_link,
    icon="calendar-event", remind_minutes=120, escalate_verb="duty.approve", lapses=timedelta(hours=24), titles=_titles,
)  # fmt: skip
