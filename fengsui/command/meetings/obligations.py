from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.meetings.actions.keys import OPENS
from fengsui.command.meetings.measures import GRACE
from fengsui.command.meetings.models import Deed, Handover, Key, Meeting, Side
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations.declare import Expected, Owing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fengsui.ground.obligations.models import Obligation

BEFORE = timedelta(minutes=30)  # a meeting is on the Today of those who run it
LONGEST = timedelta(minutes=240)  # of the grace


def _meetings(since: datetime, until: datetime) -> Iterator[Expected]:
    """Every meeting that is planned and not cancelled is opened at its hour."""
    grace = measures.reading(GRACE)
    rows = Meeting.objects.filter(starts_at__gte=since - LONGEST, starts_at__lt=until + BEFORE).select_related("unit")
    for row in rows.exclude(steps__deed=Deed.CANCELLED):
        due = row.starts_at + timedelta(minutes=grace.of(row.unit))
        if due >= since:
            yield Expected(row.unit_id, row.about, row.day.isoformat(), row.starts_at - BEFORE, due)


def _keys(since: datetime, until: datetime) -> Iterator[Expected]:
    """Each of the two commanders signs, by the hour at which command passes."""
    rows = Handover.objects.standing().filter(at__gte=since, at__lt=until + OPENS)
    keys = set(Key.objects.turned().filter(handover__in=rows).values_list("handover", "side"))
    for row in rows.filter(Q(done_at__isnull=True)).select_related("outgoing", "incoming"):
        for side in Side.values:
            if (row.pk, side) not in keys:
                yield Expected(row.unit_id, row.owed(side), row.period, row.at - OPENS, row.at)


def _meeting_link(obligation: Obligation) -> str:
    return reverse("meetings:meeting", args=[obligation.subject.partition(":")[2]])


def _key_link(obligation: Obligation) -> str:
    return reverse("meetings:handover", args=[obligation.subject.split(":")[1]])


def _meeting_titles(obligations: Sequence[Obligation]) -> dict[int, str]:
    keys = {row.pk: row.subject.partition(":")[2] for row in obligations}
    found = {str(row.pk): row for row in Meeting.objects.filter(pk__in=set(keys.values()))}
    return {
        pk: _("Hold the meeting: %(title)s, %(hour)s")
        % {"title": found[key].name, "hour": clock.local(found[key].starts_at).strftime("%H:%M")}
        for pk, key in keys.items()
        if key in found
    }


MEETING = Owing(
    "meetings.meeting", gettext_lazy("Hold the meeting"), verb="meetings.hold", expected=_meetings, link=_meeting_link, icon="users",
    escalate_verb="meetings.hold", titles=_meeting_titles, lapses=timedelta(hours=12), remind_minutes=15,
)  # fmt: skip
KEY = Owing(
    "meetings.key", gettext_lazy("Sign the handover of command ({unit})"), verb="meetings.see", expected=_keys, link=_key_link,
    icon="signature", escalate_verb="meetings.substitute", personal=True, urgent=True, remind_minutes=30,
    lapses=timedelta(hours=24),
)  # fmt: skip
