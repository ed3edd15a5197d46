"""What a change of measures would do: read as if it stood, without writing it. For `effects.py` of the rooms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.models import Measure
from fengsui.ground.org.models import SECTION_KINDS, Line, Tie, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from typing import Any

    from fengsui.ground.measures.declare import Parameter, Setting

ASIDE = (*SECTION_KINDS, UnitKind.INSTITUTE, UnitKind.PARTNER)  # a section follows its facility


class Both(NamedTuple):
    """A value before and after."""

    before: Any
    after: Any


@dataclass(frozen=True)
class Supposition:
    """Measures that would stand, and the ids of those that would not; begins: from when it makes a difference."""

    rows: tuple[Measure, ...]
    without: frozenset[int]
    keys: frozenset[str]
    begins: datetime

    @property
    def day(self) -> date:
        """The day on which it begins."""
        return clock.local(self.begins).date()

    def holds(self) -> AbstractContextManager[None]:
        """Inside, everything is read as if it stood."""
        return measures.supposing(self.rows, self.without)

    def touches(self, *parameters: Parameter) -> bool:
        return any(parameter.key in self.keys for parameter in parameters)

    @cached_property
    def units(self) -> list[Unit]:
        """The units of the lines of command on that day, without wards and brigades. One query for all rooms."""
        commanded = Tie.objects.on(self.day).exclude(line=Line.SUPERVISION).values("unit")
        found = Unit.objects.existing(self.day).filter(pk__in=commanded)
        return list(found.exclude(kind__in=ASIDE).order_by("code"))

    def moved(self, parameter: Parameter, moment: datetime, units: Iterable[Unit] | None = None) -> dict[int, Both]:
        """Unit id → its value before and after, for the units whose value would be another one at a moment."""
        before = measures.reading(parameter, at=moment)
        with self.holds():
            after = measures.reading(parameter, at=moment)
        wanted = [unit for unit in self.units if not parameter.kinds or unit.kind in parameter.kinds]
        both = {unit.pk: Both(before.of(unit), after.of(unit)) for unit in (wanted if units is None else units)}
        return {pk: values for pk, values in both.items() if values.before != values.after}

    def first(self, key: str) -> datetime:
        """From when a parameter would change."""
        return min((row.at for row in self.rows if row.parameter == key and row.at >= self.begins), default=self.begins)


def suppose(settings: Sequence[Setting]) -> Supposition:
    """Suppose that measures are put in force."""
    known = clock.now()
    rows = tuple(
        Measure(parameter=one.parameter.key, value=one.parameter.stored(one.value), at=one.at, until=one.until,
                known_at=known, system=one.system, unit=one.unit)
        for one in settings
    )  # fmt: skip
    return Supposition(
        rows, frozenset(), frozenset(row.parameter for row in rows), min((row.at for row in rows), default=known)
    )


def suppose_ended(rows: Sequence[Measure]) -> Supposition:
    """Suppose that measures end now; one that has not begun makes a difference only then."""
    now = clock.now()
    begins = max(now, min((row.at for row in rows), default=now))
    return Supposition(
        tuple(ending(rows, now)), frozenset(row.pk for row in rows), frozenset(row.parameter for row in rows), begins
    )


def ending(rows: Iterable[Measure], moment: datetime) -> list[Measure]:
    """What stands in the place of measures that end at a moment: the same until then; nothing for one not begun."""
    return [
        Measure(parameter=row.parameter, value=row.value, at=row.at, until=min(row.until or moment, moment),
                known_at=moment, system=row.system, unit=row.unit, basis=row.basis, decided_by_id=row.decided_by_id)
        for row in rows
        if row.at < moment
    ]  # fmt: skip


def counted(units: Iterable[Unit]) -> str:
    """Units as a sentence counts them: by kind, the most first."""
    kinds = Counter(UnitKind(unit.kind) for unit in units)
    said = [_("%(kind)s: %(n)d") % {"kind": kind.label, "n": number} for kind, number in kinds.most_common()]
    return _(", ").join(said)
