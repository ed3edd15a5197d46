from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.custody.actions.steps import MOST, happened, is_possible, lock, named, needed, refresh, replace
from fengsui.frontline.custody.models import Strength
from fengsui.frontline.custody.queries.hours import timetable
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def set_strength(
    facility: Unit,
    day: date,
    *,
    on_duty: int,
    in_isolation: int,
    on_standby: int,
    by: Actor,
    inside_since: date | None = None,
    at: datetime | None = None,
    reason: str = "",
    seen: str | None = None,
) -> Strength:
    """Enter a facility's officers of a day: on duty inside, in isolation, on standby; first day of the shift inside.

    Other numbers for a day that has some are a correction and take a reason; equal numbers change nothing.
    seen: id of the row that the officer had before their eyes ("" for none, None: not checked).
    """
    scope.require(by, "custody.strength", facility)
    lock(facility)
    moment = happened(at)
    _check(facility, day, (on_duty, in_isolation, on_standby), inside_since)
    made = Strength(
        facility=facility, day=day, on_duty=on_duty, in_isolation=in_isolation, on_standby=on_standby,
        inside_since=inside_since, at=moment, known_at=clock.now(), entered_by=named(by),
    )  # fmt: skip
    before = Strength.objects.as_known().filter(facility=facility, day=day).first()
    if before and before.says() == made.says():
        deeds.told()
        return before
    because = _correct(before, reason, seen)
    made.save(force_insert=True)
    _tell(made, because, by)
    refresh(facility, timetable(day).reported_day(facility, day))
    return made


def _tell(made: Strength, because: str, by: Actor) -> None:
    pk, day = made.facility_id, made.day.isoformat()
    obligations.meet("custody.strength", f"org.unit:{pk}", day, by=by, at=made.at)
    journal.write(
        "custody.strength_set", by=by.pk, unit=pk, about=f"custody.strength:{pk}:{day}", at=made.at, day=day,
        on_duty=made.on_duty, in_isolation=made.in_isolation, on_standby=made.on_standby, reason=because,
    )  # fmt: skip


def _check(facility: Unit, day: date, numbers: tuple[int, ...], inside_since: date | None) -> None:
    if facility.is_closed(day):
        raise Refused("custody.closed", _("%(unit)s is closed and cannot be counted.") % {"unit": facility.label})
    if day > clock.today():
        raise Refused("custody.future", _("That day is still to come; enter what has happened."), field="day")
    for field, value in zip(("on_duty", "in_isolation", "on_standby"), numbers, strict=True):
        if not is_possible(value):
            sentence = _("Enter a whole number from 0 to %(most)d.")
            raise Refused("custody.number", sentence % {"most": MOST}, field=field)
    if inside_since and inside_since > day:
        raise Refused(
            "custody.inside_since", _("The shift went inside on this day at the latest."), field="inside_since"
        )


def _correct(before: Strength | None, reason: str, seen: str | None) -> str:
    """Replace the row that stands, for a reason; refuse if it is not the one that the officer saw."""
    if before is None:
        return ""
    if seen is not None and seen != str(before.pk):
        raise Refused(
            "custody.changed", _("Somebody saved other numbers meanwhile; compare and save again."), saved=before
        )
    because = needed(reason, _("Say why numbers that are saved already are corrected."))
    replace([before], because)
    return because
