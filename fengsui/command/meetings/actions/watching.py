"""What the passing of time does to the change of command: it is planned from the roster, and held up while keys are missing."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from fengsui.command.meetings.actions import roster, telling
from fengsui.command.meetings.measures import TWO_KEYS
from fengsui.command.meetings.models import Handover
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org.models import Seat, SeatKind, Shift

if TYPE_CHECKING:
    from collections.abc import Iterator

AHEAD = timedelta(hours=30)  # planned so far ahead, as what is owed is
TICKS = timedelta(minutes=2)  # two of them


def watch(last: datetime, now: datetime) -> None:
    """Plan the changes of command to come, and let whoever commands hold over where the hour is there and a key is missing.

    The boundary is moved a little before its hour (two ticks), so that nobody commands for the minute between two ticks.
    """
    near = now + TICKS * max(clock.state().rate, 1)
    changed = [_seat(seat, last, now, near) for seat in _seats(now)]
    if any(changed):
        obligations.replan("meetings.key", since=last)


def _seats(now: datetime) -> list[Seat]:
    """The commanders' seats of which command passes by two keys, and those where a handover is under way."""
    reading = measures.reading(TWO_KEYS, at=now)
    under_way = Q(pk__in=Handover.objects.pending().values("seat"))
    rows = Seat.objects.filter(kind=SeatKind.COMMANDER).select_related("unit").order_by("pk")
    if not reading.rows:
        return list(rows.filter(under_way))  # off everywhere, as it is by default
    pending = set(Handover.objects.pending().values_list("seat", flat=True))
    return [seat for seat in rows if seat.pk in pending or reading.of(seat.unit)]


def _seat(seat: Seat, last: datetime, now: datetime, near: datetime) -> bool:
    """Bring one seat in order; return whether anything changed."""
    list(Seat.objects.select_for_update().filter(pk=seat.pk).values_list("pk"))
    changed = _reconcile(seat, last, now)
    while (row := _missing(seat, near)) is not None:
        _hold(row)
        _reconcile(seat, last, now)
        changed = True
    _tell(seat, last, now)
    return changed


def _missing(seat: Seat, near: datetime) -> Handover | None:
    """The first change of command whose hour is there, while a key is missing."""
    rows = Handover.objects.pending().filter(seat=seat, at__lte=near, held_from__isnull=True)
    return rows.select_related("unit", "outgoing", "incoming", "seat").order_by("at").first()


def _hold(row: Handover) -> None:
    row.held_from, row.held_until = row.at, roster.hold_over(row)
    row.save(update_fields=["held_from", "held_until"])


def _tell(seat: Seat, last: datetime, now: datetime) -> None:
    """The hour has come, and somebody holds over."""
    rows = Handover.objects.pending().filter(seat=seat, held_from__isnull=False, at__gt=last, at__lte=now)
    for row in rows.select_related("unit", "outgoing", "incoming"):
        journal.write(
            "meetings.held_over", by=None, unit=row.unit_id, about=row.about, at=row.at, outgoing=str(row.outgoing_id),
            incoming=str(row.incoming_id),
        )  # fmt: skip
        telling.held_over(row)


def _reconcile(seat: Seat, last: datetime, now: datetime) -> bool:
    """Void what the roster does not say any more, plan what it says anew. What is past when it is first seen stays past."""
    pending = Handover.objects.pending().filter(seat=seat, held_from__isnull=True).order_by("at").first()
    since = min(last, pending.at - TICKS) if pending else last
    on = measures.reading(TWO_KEYS, at=now).of(seat.unit)
    wanted = dict(_turns(seat, since, now + AHEAD)) if on else {}
    changed = False
    for row in Handover.objects.standing().filter(Q(done_at__isnull=True) | Q(done_at__gt=now), seat=seat):
        pair = wanted.get(row.at)
        if row.held_from is None and pair and _same(row, *pair):
            changed |= _retimed(row, pair[1].period.upper)
        elif row.held_from is None or row.has_lapsed(now) or not (row.done_at or roster.fits(row)):
            changed |= _void(row)
    there = Handover.objects.standing().filter(seat=seat).values_list("at", "done_at")
    known = {moment for pair in there for moment in pair}
    for at, (before, after) in sorted(wanted.items(), key=lambda one: one[0]):
        if at not in known and at > last:
            _plan(seat, at, before, after)
            changed = True
    return changed


def _turns(seat: Seat, since: datetime, until: datetime) -> Iterator[tuple[datetime, tuple[Shift, Shift]]]:
    """Every moment at which one commander follows another without a gap; a gap is the roster's business."""
    rows = Shift.objects.filter(seat=seat, period__overlap=DateTimeTZRange(since - AHEAD, until + AHEAD))
    for before, after in pairwise(rows.order_by("period")):
        at = after.period.lower
        if before.period.upper == at and before.person_id != after.person_id and since < at < until:
            yield at, (before, after)


def _same(row: Handover, before: Shift, after: Shift) -> bool:
    return (row.outgoing_id, row.incoming_id) == (before.person_id, after.person_id)


def _retimed(row: Handover, until: datetime) -> bool:
    """The incoming one stays longer, or goes earlier, than was planned."""
    if row.until == until:
        return False
    row.until = until
    row.save(update_fields=["until"])
    return True


def _plan(seat: Seat, at: datetime, before: Shift, after: Shift) -> None:
    Handover.objects.create(
        unit=seat.unit, seat=seat, at=at, until=after.period.upper, outgoing_id=before.person_id,
        incoming_id=after.person_id,
    )  # fmt: skip


def _void(row: Handover) -> bool:
    row.void_at = clock.now()
    row.save(update_fields=["void_at"])
    journal.write("meetings.lapsed", by=None, unit=row.unit_id, about=row.about)
    return True
