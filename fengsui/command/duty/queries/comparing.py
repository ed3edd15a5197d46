"""What publishing a draft would change: who comes, who goes, what stands in the way. The action asks the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fengsui.command.duty.models import Cell
from fengsui.command.duty.queries.judging import Planned, judge
from fengsui.command.duty.queries.turns import laid, manned, posts_of
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.command.duty.models import Draft
    from fengsui.command.duty.queries.judging import Problem
    from fengsui.command.duty.queries.turns import Key, Manned, Turn
    from fengsui.ground.org.models import Shift


@dataclass
class Change:
    """What changes in one turn."""

    turn: Turn
    comes: list[UUID] = field(default_factory=list)
    goes: list[Shift] = field(default_factory=list)
    stays: list[UUID] = field(default_factory=list)
    missing: int = 0


@dataclass
class Difference:
    """begun: turns that began while the draft was written; they stay as they are."""

    changes: list[Change] = field(default_factory=list)
    begun: list[Turn] = field(default_factory=list)
    gaps: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def hard(self) -> list[Problem]:
        return [one for one in self.problems if one.hard]

    @property
    def soft(self) -> list[Problem]:
        return [one for one in self.problems if not one.hard]

    @property
    def came(self) -> int:
        return sum(len(change.comes) for change in self.changes)

    @property
    def went(self) -> int:
        return sum(len(change.goes) for change in self.changes)

    @property
    def people(self) -> set[UUID]:
        """Whom it concerns."""
        return {pk for one in self.changes for pk in [*one.comes, *(shift.person_id for shift in one.goes)]}

    @property
    def is_sure(self) -> bool:
        """Whether nothing asks for a second look."""
        return not self.soft and not self.gaps


def compare(draft: Draft) -> Difference:
    """A draft beside the roster, turn by turn, from now on."""
    posts, now, found = posts_of([draft.unit], draft.first, draft.last), clock.now(), Difference()
    wanted: dict[Key, list[UUID]] = {}
    for slot, day, person in Cell.objects.filter(draft=draft).order_by("pk").values_list("slot", "day", "person"):
        wanted.setdefault((slot, day), []).append(person)
    planned: list[Planned] = []
    leaving: set[int] = set()
    for row in manned(laid(posts, draft.first, draft.last)):
        people = wanted.get(row.turn.key, [])
        if row.turn.since <= now:
            if set(people) != {shift.person_id for shift in row.shifts}:
                found.begun.append(row.turn)
            continue
        change = _change(row, people)
        leaving |= {shift.pk for shift in row.shifts}
        planned += [Planned(pk, row.turn.post, row.turn.since, row.turn.until, row.turn.key) for pk in people]
        if change.comes or change.goes:
            found.changes.append(change)
        if change.missing > 0:
            found.gaps.append(change)
    found.problems = judge(draft.unit, planned, leaving)
    return found


def _change(row: Manned, people: list[UUID]) -> Change:
    """Whoever is there for the whole turn and stays is left alone; who is there for a part of it is put there anew."""
    turn = row.turn
    whole = {s.person_id for s in row.shifts if s.period.lower <= turn.since and s.period.upper >= turn.until}
    stays = [pk for pk in people if pk in whole]
    goes = [shift for shift in row.shifts if shift.person_id not in stays]
    return Change(turn, [pk for pk in people if pk not in whole], goes, stays, turn.slot.need - len(people))
