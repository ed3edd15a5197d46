"""The organisation as it is on the batch's day, fetched once, and what the person who brings a file may change of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from fengsui.ground.org import scope
from fengsui.ground.org.models import Tie, Unit

if TYPE_CHECKING:
    from datetime import date

    from fengsui.ground.org.scope import Actor


@dataclass
class House:
    """coming: units that this file would found, code → kind; their_lines: code → the lines they would be in."""

    by: Actor
    day: date
    under: Unit | None = None
    coming: dict[str, str] = field(default_factory=dict)
    their_lines: dict[str, set[str]] = field(default_factory=dict)
    _under: dict[str, frozenset[int]] = field(default_factory=dict)
    _reach: dict[str, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def units(self) -> dict[str, Unit]:
        """All units by code, closed ones too."""
        return {unit.code: unit for unit in Unit.objects.all()}

    @cached_property
    def by_id(self) -> dict[int, Unit]:
        return {unit.pk: unit for unit in self.units.values()}

    @cached_property
    def superiors(self) -> dict[str, dict[str, str]]:
        """Line → code → code of the superior on the day (`-`: a root)."""
        found: dict[str, dict[str, str]] = {}
        rows = Tie.objects.on(self.day).values_list("line", "unit__code", "superior__code")
        for line, code, above in rows:
            found.setdefault(line, {})[code] = above or "-"
        return found

    def existing(self, code: str) -> Unit | None:
        """The unit of a code, unless it is closed on the day."""
        unit = self.units.get(code)
        return unit if unit and not unit.is_closed(self.day) else None

    def stands(self, code: str) -> bool:
        """Whether a unit is there on the day, or comes with this file."""
        return code in self.coming or self.existing(code) is not None

    def reaches(self, verb: str, code: str) -> bool:
        """Whether the person has a verb at a unit that exists, or that this file founds (below such a one)."""
        if code in self.coming:
            return True
        if verb not in self._reach:
            self._reach[verb] = frozenset(scope.units(self.by, verb, day=self.day).values_list("pk", flat=True))
        unit = self.units.get(code)
        return unit is not None and unit.pk in self._reach[verb]

    def holds_above(self, office: str, code: str) -> bool:
        """Whether the person holds an office at a unit or above it, and so may give it there."""
        if office not in self._under:
            self._under[office] = frozenset(scope.under_office(self.by, office).values_list("pk", flat=True))
        unit = self.units.get(code)
        return unit is not None and unit.pk in self._under[office]
