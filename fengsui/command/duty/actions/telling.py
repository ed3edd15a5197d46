"""Who is told of a change: those whom it concerns, but for the one who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format

from fengsui.command.duty.models import ActKind, Move
from fengsui.ground.clock import queries as clock
from fengsui.ground.messages import actions as messages
from fengsui.ground.messages.actions import Letter
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.duty.models import Act, Swap
    from fengsui.ground.org.models import Unit

FEW = 3  # moves that a person is told one by one


def tell(act: Act, moves: Sequence[Move]) -> None:
    """Each person of their own moves; many at once are one note."""
    theirs: dict[UUID, list[Move]] = {}
    for move in moves:
        if move.person_id != act.by_id:
            theirs.setdefault(move.person_id, []).append(move)
    people = Person.objects.in_bulk(theirs)
    few = {pk: mine for pk, mine in theirs.items() if len(mine) <= FEW and act.kind != ActKind.PUBLISHED}
    for kind, came in (("duty.came", True), ("duty.went", False)):
        messages.post(
            kind,
            [_letter(kind, act, people[pk], move) for pk, mine in few.items() for move in mine if move.came == came],
        )
    messages.post("duty.several", [_several(act, people[pk], mine) for pk, mine in theirs.items() if pk not in few])


def _letter(kind: str, act: Act, person: Person, move: Move) -> Letter:
    data = {"place": move.label, "since": hour(move.since), "until": hour(move.until)}
    return Letter(person, f"{kind}:{move.pk}", act.unit, reverse("duty:mine"), data)


def _several(act: Act, person: Person, mine: Sequence[Move]) -> Letter:
    came = [move for move in mine if move.came]
    first = min(came or mine, key=lambda move: move.since)
    data = {"came": len(came), "went": len(mine) - len(came), "since": hour(first.since), "place": first.label}
    return Letter(person, f"duty.several:{act.pk}", act.unit, reverse("duty:mine"), data)


def hour(moment: datetime) -> str:
    return date_format(clock.local(moment), "m-d H:i")


def tell_swap(kind: str, swap: Swap, to: Iterable[Person]) -> None:
    """A note about a swap: where it stands."""
    data = {"place": swap.label, "since": hour(swap.since)}
    url = reverse("duty:swap", args=[swap.pk])
    messages.post(kind, [Letter(one, f"{kind}:{swap.pk}", swap.unit, url, data) for one in to])


def tell_leaders(unit: Unit, key: str, opened: Sequence[Move]) -> None:
    """Those who can fill it: a gap opened."""
    first = opened[0]
    data = {"place": first.label, "since": hour(first.since), "until": hour(first.until), "n": len(opened)}
    people = scope.holders("duty.change", unit)
    url = reverse("duty:gaps", args=[unit.code])
    messages.post("duty.gap_opened", [Letter(one, f"duty.gap_opened:{key}", unit, url, data) for one in people])
