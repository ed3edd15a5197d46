"""What changed the roster, in words of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fengsui.command.duty.models import Absence, Act, ActKind, Move, Swap
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fengsui.ground.org.models import Person, Unit

FEW = 8  # moves that a line tells one by one


class Moved(NamedTuple):
    move: Move
    name: str


class Told(NamedTuple):
    """An act with its moves. may_undo: as far as one sees from here; the action asks again."""

    act: Act
    by: str
    moves: list[Moved]
    more: int
    may_undo: bool


def acts(rows: Sequence[Act], reader: Person) -> list[Told]:
    """Acts with their moves and names; three queries for all."""
    moves: dict[int, list[Move]] = {}
    found = Move.objects.filter(act__in=[row.pk for row in rows]).select_related("seat", "station")
    for move in found:
        moves.setdefault(move.act_id, []).append(move)
    shown = {pk for mine in moves.values() for pk in [move.person_id for move in mine[:FEW]]}
    called, now = names_for(reader, shown | {row.by_id for row in rows}), clock.now()
    told = []
    for row in rows:
        mine = moves.get(row.pk, [])
        open_ = row.undone_id is None and row.kind not in {ActKind.UNDONE, ActKind.ENDED}
        told.append(
            Told(
                row, called.get(row.by_id, "") if row.by_id else "",
                [Moved(move, called.get(move.person_id, "")) for move in mine[:FEW]], max(len(mine) - FEW, 0),
                open_ and any(move.until > now for move in mine),
            )
        )  # fmt: skip
    return told


class Swapped(NamedTuple):
    swap: Swap
    name: str
    other: str


def swaps(rows: Sequence[Swap], reader: Person) -> list[Swapped]:
    called = names_for(reader, {pk for row in rows for pk in (row.person_id, row.other_id)})
    return [Swapped(row, called.get(row.person_id, ""), called.get(row.other_id, "")) for row in rows]


class Away(NamedTuple):
    absence: Absence
    name: str
    why: str


def absences(unit: Unit, reader: Person) -> list[Away]:
    """Who is absent from now on, with why for whoever writes the roster."""
    rows = list(
        Absence.objects.filter(unit=unit, withdrawn_at=None, until__gt=clock.now()).order_by("since", "pk")[:200]
    )
    called = names_for(reader, {row.person_id for row in rows})
    reads = scope.may(reader, "duty.arrange", unit) and scope.sees_names(reader)
    opened = vault.open_all((row.person_id, "why", row.why_sealed) for row in rows) if reads else [""] * len(rows)
    return [Away(row, called.get(row.person_id, ""), why) for row, why in zip(rows, opened, strict=True)]
