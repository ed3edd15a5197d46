"""Moving the boundary between two commanders on the one roster (org), so that the seat is never empty and never double."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.org.actions.manning import Stint, man, retime, take_out
from fengsui.ground.org.models import Shift

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fengsui.command.meetings.models import Handover
    from fengsui.ground.org.models import Person


def shifts(handover: Handover) -> QuerySet[Shift]:
    return Shift.objects.filter(seat=handover.seat_id).select_related("seat", "station")


def ending(handover: Handover, at: datetime) -> Shift | None:
    """The outgoing one's shift that ends at a moment."""
    return shifts(handover).filter(person=handover.outgoing_id, period__endswith=at).first()


def incoming(handover: Handover) -> Shift | None:
    """The incoming one's shift, wherever it begins now."""
    rows = shifts(handover).filter(person=handover.incoming_id, period__endswith=handover.until)
    return rows.filter(period__startswith__gte=handover.at).first()


def hold_over(handover: Handover) -> datetime:
    """Let the outgoing one stay, to the end of the incoming one's time or until duty calls elsewhere. Return until when."""
    staying, coming = ending(handover, handover.at), incoming(handover)
    assert staying
    assert coming
    until = _free_until(handover)
    if until <= handover.at:
        return handover.at  # called elsewhere at that very hour: command passes without the keys rather than be empty
    if until < handover.until:
        retime(coming, until, handover.until)
    else:
        take_out([coming])
    retime(staying, staying.period.lower, until)
    return until


def _free_until(handover: Handover) -> datetime:
    """Until when the outgoing one is at no other place."""
    elsewhere = Shift.objects.filter(
        person=handover.outgoing_id, period__overlap=(handover.at, handover.until)
    ).order_by("period")  # fmt: skip
    first = elsewhere.first()
    return min(first.period.lower, handover.until) if first else handover.until


def hand(handover: Handover, at: datetime) -> datetime:
    """Let command pass at a moment; who held over goes then, and the incoming one's time begins. Return when it passed."""
    if handover.held_from is None or handover.held_until is None:
        return handover.at  # as the roster has it
    if handover.held_until <= at:
        return handover.held_until  # it passed by itself, when the outgoing one was called elsewhere
    staying = ending(handover, handover.held_until)
    assert staying is not None  # what does not fit the roster any more is void
    retime(staying, staying.period.lower, at)
    if coming := incoming(handover):
        retime(coming, at, handover.until)
    else:
        man([Stint(handover.incoming, handover.seat, at, handover.until)])
    return at


def replace(handover: Handover, person: Person) -> None:
    """Put somebody else on the roster for the incoming one's time, as far as it is there."""
    coming = incoming(handover)
    if coming is None:
        return  # somebody holds over: the time is given out when both have signed
    take_out([coming])
    man([Stint(person, handover.seat, coming.period.lower, coming.period.upper)])


def fits(handover: Handover) -> bool:
    """Whether the roster still is as this handover left it, when somebody began to hold over."""
    return handover.held_until is not None and ending(handover, handover.held_until) is not None
