"""A gate's day in numbers, kept in step with its rows: in their transaction, under the gate's lock."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection

from fengsui.frontline.gates.models.store import UNREADABLE
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.measures import FEVER_THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from fengsui.frontline.gates.actions.storing import Fresh
    from fengsui.frontline.gates.models import Gate, Passage

type Place = tuple[date, int, int, int]


def fever_from(gate: Gate, moments: Sequence[datetime], known: datetime) -> Callable[[datetime], int]:
    """From how many tenths of a degree a reading of a moment was a fever, as known when it was accepted."""

    def asked(moment: datetime) -> int:
        degrees: float = measures.reading(FEVER_THRESHOLD, at=moment, known=known).of(gate.unit)
        return round(degrees * 10)

    first, last = asked(min(moments)), asked(max(moments))
    return asked if first != last else lambda _moment: first


def add(gate: Gate, rows: Sequence[Fresh], known_at: datetime) -> None:
    """Count rows that are new."""
    if rows:
        fever = fever_from(gate, [row.at for row in rows], known_at)
        _write(gate, ((row, row.last_heat, fever(row.at)) for row in rows), 1)


def take(gate: Gate, row: Passage) -> None:
    """Count a row no longer."""
    fever = fever_from(gate, [row.at], row.known_at)(row.at)
    _write(gate, [(row, row.heat if row.heat_again is None else row.heat_again, fever)], -1)


def _write(gate: Gate, rows: Iterable[tuple[Fresh | Passage, int | None, int]], sign: int) -> None:
    found: dict[Place, list[int]] = {}
    days: dict[int, date] = {}
    for row, heat, fever in rows:
        slot = int(row.at.timestamp()) // _SLOT
        day = days.get(slot) or days.setdefault(slot, clock.local(row.at).date())
        place = day, row.direction, row.kind, row.outcome
        numbers = found.get(place) or found.setdefault(place, [0, 0, 0, 0, 0])
        numbers[0] += sign
        numbers[1] += sign * row.people
        if heat is not None:
            numbers[2] += sign
            numbers[4] += sign * (heat >= fever)
        if row.site == UNREADABLE:
            numbers[3] += sign
    with connection.cursor() as cursor:
        cursor.execute(*statement(gate, found))


def statement(gate: Gate, found: Mapping[Place, Sequence[int]]) -> tuple[str, list[Any]]:
    """How numbers are added: passages, people, measured, unreadable, fevers of a day, direction, kind and outcome."""
    values: list[Any] = [value for place in sorted(found) for value in (gate.pk, *place, *found[place])]
    return _ADD.format(", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"] * len(found))), values


_SLOT = 900  # seconds that lie in one local day, whatever the zone
_ADD = """
    insert into gates_tally (gate_id, day, direction, kind, outcome, passages, people, measured, unreadable, fevers)
    values {}
    on conflict (gate_id, day, direction, kind, outcome) do update set
        passages = gates_tally.passages + excluded.passages, people = gates_tally.people + excluded.people,
        measured = gates_tally.measured + excluded.measured, unreadable = gates_tally.unreadable + excluded.unreadable,
        fevers = gates_tally.fevers + excluded.fevers
"""
