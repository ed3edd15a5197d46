"""The transfers between two facilities, both ledgers laid side by side: who left and arrived, and who only one of them knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.frontline.custody.models import Movement, MovementKind
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import FACILITY_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from fengsui.ground.org.models import Unit

BACK = 2  # days before the first one that is judged, to find the other half of what is on it


@dataclass
class Pair:
    """The transfers from one facility to another on a day: how many in both ledgers, and who is in one of them only."""

    sender: Unit
    receiver: Unit
    day: date
    both: int = 0
    left: list[Movement] = field(default_factory=list)
    came: list[Movement] = field(default_factory=list)


def transfers(first: date, last: date, known: datetime | None = None) -> list[Pair]:
    """The transfers by the day on which somebody left, or arrived if nobody is known to have left. One query.

    The same person matches whenever it arrives; else one who left matches one who arrived that day or the day after, for
    the two may have been entered under different numbers.
    """
    since, until = clock.midnight(first - timedelta(days=BACK)), clock.midnight(last + timedelta(days=2))
    kinds = [MovementKind.TRANSFER_OUT, MovementKind.TRANSFER_IN]
    rows = Movement.objects.as_known(known).filter(kind__in=kinds, at__gte=since, at__lt=until).order_by("at", "pk")
    named = list(rows.select_related("facility", "counterpart"))
    outs = [row for row in named if row.kind == MovementKind.TRANSFER_OUT]
    ins = [row for row in named if row.kind == MovementKind.TRANSFER_IN]
    arrived = _matched(outs, ins)
    came = set(arrived.values())
    return _pairs(first, last, outs, [row for row in ins if row not in came], arrived)


def _matched(outs: list[Movement], ins: list[Movement]) -> dict[Movement, Movement]:
    """Who left → the entry of the arrival: first the same persons, then as many as fit."""
    found: dict[Movement, Movement] = {}
    waiting = dict.fromkeys(ins)  # in order, each once
    for fits in (_same_person, _same_way):
        for out in outs:
            into = next((row for row in waiting if fits(out, row)), None) if out not in found else None
            if into:
                found[out] = into
                del waiting[into]
    return found


def _same_person(out: Movement, into: Movement) -> bool:
    """One side may name the other in words only, but neither names a third facility."""
    if (out.prisoner_id, out.detainee_id) != (into.prisoner_id, into.detainee_id):
        return False
    ways = out.counterpart_id in {None, into.facility_id}, into.counterpart_id in {None, out.facility_id}
    return all(ways) and (out.counterpart_id, into.counterpart_id) != (None, None)


def _same_way(out: Movement, into: Movement) -> bool:
    if (out.facility_id, out.counterpart_id) != (into.counterpart_id, into.facility_id):
        return False
    return timedelta() <= _day(into) - _day(out) <= timedelta(days=1)


def _day(row: Movement) -> date:
    return clock.local(row.at).date()


def _pairs(
    first: date, last: date, outs: list[Movement], came: list[Movement], arrived: dict[Movement, Movement]
) -> list[Pair]:
    found: dict[tuple[int, int, date], Pair] = {}

    def pair(sender: Unit, receiver: Unit, day: date) -> Pair:
        return found.setdefault((sender.pk, receiver.pk, day), Pair(sender, receiver, day))

    for row, other in _between(outs):
        here = pair(row.facility, other, _day(row))
        here.both += row in arrived
        here.left += [] if row in arrived else [row]
    for row, other in _between(came):
        pair(other, row.facility, _day(row)).came.append(row)
    return [one for one in found.values() if first <= one.day <= last]


def _between(rows: list[Movement]) -> Iterator[tuple[Movement, Unit]]:
    """The rows that name a facility of the administration as the other one."""
    for row in rows:
        if row.counterpart is not None and row.counterpart.kind in FACILITY_KINDS:
            yield row, row.counterpart
