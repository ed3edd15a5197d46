"""Reading what is in force. Import as `from fengsui.ground.measures import queries as measures`."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures.declare import Parameter
from fengsui.ground.measures.models import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from django.utils.functional import Promise

    from fengsui.ground.org.models import Unit


@cache
def parameters() -> dict[str, Parameter]:
    return {parameter.key: parameter for parameter in house.declared("measures", Parameter)}


@dataclass
class Reading:
    """A parameter as of a moment, for any unit or system, without further queries."""

    parameter: Parameter
    rows: list[Measure]  # the weakest first

    def of(self, unit: Unit) -> Any:
        """The value that holds at a unit."""
        return self.at(unit.system, unit.pk)

    def system(self, system: str) -> Any:
        """The value that holds in a system."""
        return self.at(system, None)

    def at(self, system: str, unit_id: int | None) -> Any:
        """The value that holds at a unit given by its system and id."""
        value = self.parameter.default
        best = 0
        for row in self.rows:
            rank = _rank(row, system, unit_id)
            if rank >= max(best, 1):
                best, value = rank, self.parameter.loaded(row.value)
        return value


def _rank(row: Measure, system: str, unit_id: int | None) -> int:
    if row.unit_id is not None:
        return 3 if row.unit_id == unit_id else 0
    if row.system:
        return 2 if row.system == system else 0
    return 1


_remembered: ContextVar[dict[str, list[Measure]] | None] = ContextVar("remembered", default=None)


_kept: tuple[str, list[Measure]] = ("", [])


@contextmanager
def remembering(mark: str = "") -> Iterator[None]:
    """Read the measures once for all questions asked inside: by a request, and by imports, which ask ten thousand times.

    mark: what tells the state of their table from any other. Under the same mark they are not even read once.
    """
    if _remembered.get() is not None:
        _fill(mark)
        yield
        return
    token = _remembered.set({})
    try:
        _fill(mark)
        yield
    finally:
        _remembered.reset(token)


def _fill(mark: str) -> None:
    global _kept  # noqa: PLW0603 - what is in force changes some times a day and is asked for by every phone
    remembered = _remembered.get()
    if mark and remembered is not None:
        if _kept[0] != mark:
            _kept = (mark, _written())
        remembered["rows"] = _kept[1]


def forget() -> None:
    """Read again: a measure was put in force or reverted."""
    if remembered := _remembered.get():
        remembered.clear()


_supposed: ContextVar[tuple[list[Measure], frozenset[int]] | None] = ContextVar("supposed", default=None)


@contextmanager
def supposing(rows: Iterable[Measure], without: Iterable[int] = ()) -> Iterator[None]:
    """Let everything that is read inside answer as if these measures stood too, and the others did not. Writes nothing."""
    token = _supposed.set((list(rows), frozenset(without)))
    try:
        yield
    finally:
        _supposed.reset(token)


def _all() -> list[Measure]:
    """Every measure there is, or as is supposed, the weakest first."""
    supposed = _supposed.get()
    if supposed is None:
        return _written()
    rows, without = supposed
    there = [row for row in _written() if row.pk not in without]
    return sorted(there + rows, key=lambda row: (row.at, row.known_at))


def _written() -> list[Measure]:
    """Every measure there ever was, the weakest first: few, and read whole."""
    remembered = _remembered.get()
    if remembered and "rows" in remembered:
        return remembered["rows"]
    rows = list(Measure.objects.order_by("at", "known_at", "pk"))
    if remembered is not None:
        remembered["rows"] = rows
    return rows


def in_force(moment: datetime, known: datetime | None = None) -> list[Measure]:
    """All measures in force at a moment, the weakest first."""
    return [row for row in _all() if row.holds(moment, known)]


def shown(value: Any, unit: str | Promise = "", choices: Mapping[Any, str | Promise] | None = None) -> str:
    """A value as people read it."""
    if choices and value in choices:
        return str(choices[value])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = value.strftime("%H:%M") if hasattr(value, "strftime") else str(value)
    return _("%(value)s %(unit)s") % {"value": text, "unit": unit} if unit else text


def readings(*parameters: Parameter, at: datetime | None = None, known: datetime | None = None) -> list[Reading]:
    """Several parameters as of a moment (now), in one query."""
    moment = at or clock.now()
    wanted = {parameter.key for parameter in parameters}
    rows = [row for row in in_force(moment, known) if row.parameter in wanted]
    return [Reading(p, [row for row in rows if row.parameter == p.key]) for p in parameters]


def reading(parameter: Parameter, at: datetime | None = None, known: datetime | None = None) -> Reading:
    return readings(parameter, at=at, known=known)[0]


def state() -> str:
    """What measures there are, as a mark that changes with every one that is put in force or taken back."""
    rows = _written()
    return f"{max((row.pk for row in rows), default=0)}.{sum(row.replaced_at is not None for row in rows)}"
