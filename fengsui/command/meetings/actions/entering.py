"""A meeting that was held before anybody wrote it here: on paper, in a car, before there was a system."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.meetings.actions.calling import write
from fengsui.command.meetings.actions.common import short, step, words
from fengsui.command.meetings.models import DAILY, Deed, Kind, Meeting
from fengsui.command.meetings.models.meeting import PLACE, TITLE
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

LONG_AGO = timedelta(days=366)


@action
def enter(
    unit: Unit, kind: str, title: str, *, day: date, by: Actor, hour: time | None = None, place: str = "",
    lines: Sequence[str] = (), key: UUID | None = None, synthetic: bool = False,
) -> Meeting:  # fmt: skip
    """Enter a meeting that was held on a day; hour None: not known, and none is made up. It stays open until it is closed."""
    scope.require(by, "meetings.hold", unit)
    check_open(unit)
    if key and (sent := Meeting.objects.filter(pk=key, unit=unit).first()):
        deeds.told()  # sent twice
        return sent
    if kind not in set(Kind.values) - set(DAILY):
        raise Refused(
            "meetings.kind", _("Choose what kind of meeting it was; the daily ones come by themselves."), field="kind"
        )
    at = clock.on(day, hour or time())
    _over(at)
    made = Meeting.objects.create(
        id=key or uuid7(), unit=unit, kind=kind, day=day, starts_at=at, hour_known=hour is not None,
        title=words(title, TITLE, _("Say what the meeting was about."), "title"), place=short(place, PLACE),
        synthetic=synthetic,
    )  # fmt: skip
    step(made, Deed.ENTERED, by, title=made.title, day=day.isoformat())
    write(made, lines, by)
    return made


def _over(at: datetime) -> None:
    now = clock.now()
    if not now - LONG_AGO <= at <= now:
        raise Refused(
            "meetings.over", _("Enter only what has been held, within a year; call what is still to come."), field="day"
        )
