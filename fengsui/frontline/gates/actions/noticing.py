"""What among new passages is an alert: a fever, a listed person, a refusal that cannot wait. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.frontline.gates.actions.tallying import fever_from
from fengsui.frontline.gates.models import AlertKind, Outcome, Regular
from fengsui.frontline.gates.queries.listed import in_force
from fengsui.frontline.gates.queries.store import normal
from fengsui.frontline.gates.reasons import ALARMING
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.measures import FEVER_THRESHOLD
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.frontline.gates.actions.storing import Fresh
    from fengsui.frontline.gates.models import Gate, Listed
    from fengsui.ground.org.models import Unit

LOWEST = round((FEVER_THRESHOLD.low or 0) * 10)  # no measure makes less than this a fever


@dataclass(frozen=True)
class Noticed:
    """An alert to be made. hint: only the name is a listed person's, so nobody is called."""

    kind: AlertKind
    row: Fresh
    heat: int | None = None
    listed: Listed | None = None
    hint: bool = False


def noticed(gate: Gate, rows: Sequence[Fresh]) -> list[Noticed]:
    return [*_fevers(gate, rows), *_listed(gate.unit, rows), *_refusals(rows)]


def threshold(unit: Unit, at: datetime) -> int:
    """From so many tenths of °C on it was a fever at a unit, by the measure in force then."""
    degrees: float = measures.reading(FEVER_THRESHOLD, at=at).of(unit)
    return round(degrees * 10)


def _fevers(gate: Gate, rows: Sequence[Fresh]) -> list[Noticed]:
    warm = [(row, heat) for row in rows if (heat := row.last_heat) is not None and heat >= LOWEST]
    fever = fever_from(gate, [row.at for row, _heat in warm], clock.now()) if warm else None
    return [Noticed(AlertKind.FEVER, row, heat) for row, heat in warm if fever and heat >= fever(row.at)]


def _refusals(rows: Sequence[Fresh]) -> list[Noticed]:
    """Turned away for a reason of the epidemic; a fever is an alert already."""
    return [
        Noticed(AlertKind.REFUSAL, row, row.last_heat)
        for row in rows
        if row.outcome == Outcome.REFUSED and row.reason in ALARMING
    ]


def _listed(unit: Unit, rows: Sequence[Fresh]) -> list[Noticed]:
    """By the number a person is recognised. A name alone is a hint, and none if the number is known to be another's."""
    wanted = in_force(unit)
    if not wanted:
        return []
    numbers = {normal("number", one.number): one.row for one in wanted if one.number}
    names = {normal("name", one.name): one for one in wanted if one.name}
    found = []
    for row, name, number in _said(rows):
        if number and number in numbers:
            found.append(Noticed(AlertKind.LISTED, row, listed=numbers[number]))
        elif name in names and not (number and names[name].number):
            found.append(Noticed(AlertKind.LISTED, row, listed=names[name].row, hint=True))
    return found


def _said(rows: Sequence[Fresh]) -> list[tuple[Fresh, str, str]]:
    """Rows with a name or a number, plain: what a visitor said, or what is known of a regular."""
    known = _regulars({row.who for row in rows if row.who and not row.name})
    found = []
    for row in rows:
        name, number = known.get(row.who, ("", "")) if row.who else ("", "")
        name, number = normal("name", row.name or name), normal("number", row.number or number)
        if name or number:
            found.append((row, name, number))
    return found


def _regulars(ids: set[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = list(Regular.objects.filter(pk__in=ids))
    names = vault.open_all((row.pk, "name", row.name_sealed) for row in rows)
    numbers = vault.open_all((row.pk, "number", row.number_sealed) for row in rows)
    return {row.pk: (name, number) for row, name, number in zip(rows, names, numbers, strict=True)}
