"""One entering of a paper sheet: what stands on it, what is withdrawn, what is new, what somebody else was first with."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from fengsui.frontline.gates.actions import alarms
from fengsui.frontline.gates.actions.storing import Fresh, store, withdraw
from fengsui.frontline.gates.models import Kind
from fengsui.frontline.gates.models.store import UNREADABLE
from fengsui.frontline.gates.queries import regulars
from fengsui.frontline.gates.queries.sheets import Written, written
from fengsui.frontline.gates.queries.store import id_at
from fengsui.frontline.gates.roll import folded
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fengsui.frontline.gates.models import Sheet
    from fengsui.frontline.gates.paper import Line
    from fengsui.ground.org.scope import Actor

_NOON = timedelta(hours=12)  # ids lie around noon of the sheet's day, so that no hour of it is far from them
_CHANCE = (1 << 62) - 1


class Entered(NamedTuple):
    """fresh, changed, struck: how many lines; conflicts: lines that somebody else entered meanwhile, and what stands there."""

    fresh: int
    changed: int
    struck: int
    conflicts: dict[int, Written]


class Work:
    """One entering of a sheet: what stands, what is withdrawn, what is new."""

    def __init__(self, sheet: Sheet, day: date, by: Actor) -> None:
        self.sheet, self.day, self.by, self.now = sheet, day, by, clock.now()
        self.person = by if isinstance(by, Person) else None
        self.standing = {row.number: row for row in written(sheet)}
        self.fresh = self.changed = self.struck = 0
        self.conflicts: dict[int, Written] = {}

    @property
    def entered(self) -> Entered:
        return Entered(self.fresh, self.changed, self.struck, self.conflicts)

    @property
    def told(self) -> bool:
        return bool(self.fresh or self.changed or self.struck)

    def strike(self, line: int, seen: str) -> None:
        there = self.standing.get(line)
        if there is None:
            return
        if seen != str(there.id):
            self.conflicts[line] = there
            return
        self._withdraw(there, _("struck out on the sheet"))
        self.sheet.lines[str(line)].append("")
        self.struck += 1

    def enter(self, lines: Sequence[Line]) -> None:
        wanted = [found for line in lines if (found := self._wanted(line))]
        known = regulars.meant(self.sheet.gate.unit, [(one.building, one.name) for one in wanted if one.name])
        rows = [self._row(line, known.get((folded(line.building), folded(line.name)))) for line in wanted]
        new = store(self.sheet.gate, rows, known_at=self.now)
        alarms.raised(self.sheet.gate, rows, new)

    def _wanted(self, line: Line) -> Line | None:
        """A line that must be written: new, or a correction of what was seen there. Nothing is written for one that says the same."""
        there = self.standing.get(line.number)
        if there is None:
            if not line.name and not line.plate:
                return None  # what was seen there is struck out meanwhile
            self.fresh += 1
            return line
        full = there.completed(line) if line.seen else line
        if there.says(full):
            return None
        if line.seen != str(there.id):
            self.conflicts[line.number] = there
            return None
        self._withdraw(there, _("corrected on the sheet"))
        self.changed += 1
        return full

    def _withdraw(self, there: Written, reason: str) -> None:
        withdraw(
            self.sheet.gate, there.id, id=uuid5(there.id, "withdrawn"), at=there.at, known_at=self.now, reason=reason,
            by=self.by.pk,
        )  # fmt: skip

    def _row(self, line: Line, regular: UUID | None) -> Fresh:
        ids = self.sheet.lines.setdefault(str(line.number), [])
        ident = id_of(self.sheet, self.day, line.number, len(ids))
        ids.append(str(ident))
        return Fresh(
            id=ident, at=line.at, direction=line.way, kind=Kind.PERSON if line.name else Kind.VEHICLE, who=regular,
            name="" if regular else line.name, plate=line.plate, building=line.building, heat=line.heat,
            heat_again=line.again, site=UNREADABLE if line.unreadable else "", sheet=self.sheet.number, line=line.number,
        )  # fmt: skip


def id_of(sheet: Sheet, day: date, line: int, revision: int) -> UUID:
    """The id of a line: a UUIDv7 of the sheet's day that follows from sheet, line and how often it was corrected."""
    moment = clock.midnight(day) + _NOON + timedelta(milliseconds=line * 100 + min(revision, 99))
    return id_at(moment, uuid5(sheet.pk, f"{line}.{revision}").int & _CHANCE)
