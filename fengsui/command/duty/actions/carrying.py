"""The one way in which the roster changes: who goes, who comes, the act, its moves, the journal, what is owed, who is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.duty.actions import mirroring, telling
from fengsui.command.duty.models import Act, ActKind, Move
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.org.actions.manning import Stint, free, man, seat_lacking
from fengsui.ground.org.models import Person, Seat, SeatKind, Station
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.ground.org.models import Shift, Unit
    from fengsui.ground.org.scope import Actor


@dataclass(frozen=True)
class Leaves:
    """A person goes from their shift, from–to; what of it lies before or after stays theirs."""

    shift: Shift
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Comes:
    """A person comes to a place, from–to."""

    person: Person
    place: Seat | Station
    since: datetime
    until: datetime


def carry(
    unit: Unit, kind: ActKind, leaves: Sequence[Leaves], comes: Sequence[Comes], *, by: Actor, note: str = ""
) -> Act:
    """Change the roster of a unit, all or nothing. The caller has asked for the right; nothing is changed before now."""
    now = clock.now()
    _may_seat(unit, comes, by)
    leaves = [Leaves(one.shift, max(one.since, one.shift.period.lower, now), one.until) for one in leaves]
    comes = [Comes(one.person, one.place, max(one.since, now), one.until) for one in comes]
    _free(leaves)
    man([*_rests(leaves), *(Stint(one.person, one.place, one.since, one.until) for one in comes)])
    person = by if isinstance(by, Person) else None
    act = Act.objects.create(unit=unit, kind=kind, by=person, at=now, note=note.replace("\x00", "").strip())
    moves = Move.objects.bulk_create([*_went(act, leaves), *_came(act, comes)], batch_size=1000)
    journal.write(
        f"duty.{kind}", by=by.pk, unit=unit.pk, about=act.subject, came=len(comes), went=len(leaves)
    )  # fmt: skip
    if moves:
        since, until = min(move.since for move in moves), max(move.until for move in moves)
        mirroring.mirror(unit, since, until, by)
    telling.tell(act, moves)
    return act


def _may_seat(unit: Unit, comes: Sequence[Comes], by: Actor) -> None:
    """Nobody can give what they lack: a seat carries rights."""
    for kind in sorted({one.place.kind for one in comes if isinstance(one.place, Seat)}):
        if verb := seat_lacking(by, kind, unit):
            raise Refused(
                "duty.lacking",
                _("You cannot put anybody on the seat “%(seat)s”: it carries a right that you lack (%(verb)s).")
                % {"seat": SeatKind(kind).label, "verb": verb.name},
            )


def _free(leaves: Sequence[Leaves]) -> None:
    """Shifts that go from their beginning together; of the others each from its own moment on."""
    free([parts[0].shift for parts in _by_shift(leaves) if parts[0].since <= parts[0].shift.period.lower])
    for parts in _by_shift(leaves):
        if parts[0].since > parts[0].shift.period.lower:
            free([parts[0].shift], parts[0].since)


def _rests(leaves: Sequence[Leaves]) -> list[Stint]:
    """What of a shift lies between and after the parts from which somebody goes stays theirs."""
    found = []
    for parts in _by_shift(leaves):
        shift = parts[0].shift
        ends = [*(one.since for one in parts[1:]), shift.period.upper]
        place = shift.seat or shift.station
        assert place
        found += [
            Stint(shift.person, place, one.until, end) for one, end in zip(parts, ends, strict=True) if end > one.until
        ]
    return found


def _by_shift(leaves: Sequence[Leaves]) -> list[list[Leaves]]:
    found: dict[int, list[Leaves]] = {}
    for one in sorted(leaves, key=lambda one: one.since):
        found.setdefault(one.shift.pk, []).append(one)
    return list(found.values())


def _went(act: Act, leaves: Sequence[Leaves]) -> list[Move]:
    return [
        Move(
            act=act, came=False, person_id=one.shift.person_id, seat_id=one.shift.seat_id,
            station_id=one.shift.station_id, since=one.since, until=min(one.until, one.shift.period.upper),
        )
        for one in leaves
    ]  # fmt: skip


def _came(act: Act, comes: Sequence[Comes]) -> list[Move]:
    return [
        Move(
            act=act, came=True, person=one.person, seat=one.place if isinstance(one.place, Seat) else None,
            station=one.place if isinstance(one.place, Station) else None, since=one.since, until=one.until,
        )
        for one in comes
    ]  # fmt: skip
