"""What the actions have in common."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.custody.models import Entered
from fengsui.frontline.custody.queries.hours import timetable
from fengsui.frontline.custody.queries.places import sections
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import actions as indicators
from fengsui.ground.journal import deeds
from fengsui.ground.org.models import Person, Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.scope import Actor

MOST = 9999  # more persons or officers in one place are a slip of the finger
_AHEAD = timedelta(minutes=1)  # a phone's clock may be a little fast


def lock(facility: Unit) -> None:
    """Let two officers of one facility write one after the other."""
    Unit.objects.select_for_update(no_key=True).get(pk=facility.pk)


def named(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None


def happened(at: datetime | None) -> datetime:
    """The event time of an entry: now if not given, never in the future."""
    moment = clock.now()
    if at is not None and at > moment + _AHEAD:
        raise Refused("custody.future", _("That hour is still to come; enter what has happened."), field="at")
    return at or moment


def is_possible(number: object) -> bool:
    """Whether it can be a number of persons."""
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= MOST


def check_section(facility: Unit, section: Unit, at: datetime, field: str = "section") -> None:
    """Refuse a section that was not one of the facility's at that time."""
    if section not in sections([facility.pk], clock.local(at).date()).get(facility.pk, []):
        names = {"section": section.label, "facility": facility.label}
        sentence = _("%(section)s is closed or does not belong to %(facility)s.")
        raise Refused("custody.elsewhere", sentence % names, field=field)


def needed(reason: str, sentence: str, field: str = "reason") -> str:
    """A reason, or the refusal that says what it is for."""
    if not reason.strip():
        raise Refused("custody.reason", sentence, field=field)
    return reason.strip()[:200]


def resent[E: Entered](rows: QuerySet[E], sent: UUID | None) -> E | None:
    """The row that a phone sent before under the same id, if it did. Nothing is written then, so nothing is told."""
    found = rows.filter(pk=sent).first() if sent else None
    if found is not None:
        deeds.told()
    return found


def replace(rows: Iterable[Entered], because: str) -> None:
    """Mark rows of one table as replaced, with the reason."""
    listed = list(rows)
    if listed:
        current = type(listed[0])._default_manager.filter(pk__in=[row.pk for row in listed])  # noqa: SLF001
        current.update(replaced_at=clock.now(), replaced_because=because)


def reported(facility: Unit, at: datetime) -> list[date]:
    """The reported days in whose window an event falls."""
    return timetable(clock.local(at).date()).reported_event(facility, at)


def refresh(facility: Unit, days: Iterable[date]) -> None:
    """Compute this room's numbers of a facility again for reported days."""
    for day in sorted(set(days)):
        indicators.refresh(day, units=[facility.pk], room="custody.")
