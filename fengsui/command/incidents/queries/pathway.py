"""How far a fever is on its way."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from fengsui.command.incidents.models import Fever, Outside, Pathway
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.measures import FEVER_THRESHOLD

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.incidents.models import Incident
    from fengsui.ground.org.models import Unit


class Station(NamedTuple):
    """A step of the pathway, and its row if it was taken; before: what the row replaced."""

    step: Pathway
    row: Fever | None
    before: list[Fever]


def threshold(unit: Unit) -> Decimal:
    """From which temperature on it is a fever at a unit."""
    return Decimal(str(measures.reading(FEVER_THRESHOLD).of(unit)))


def stations(incident: Incident, known: datetime | None = None) -> list[Station]:
    """All steps of the pathway in their order."""
    rows = Fever.objects.filter(incident=incident).order_by("pk")
    entered = [row for row in rows if known is None or row.known_at <= known]
    found = []
    for step in Pathway:
        mine = [row for row in entered if row.step == step]
        now = next((row for row in mine if row.is_known(known)), None)
        found.append(Station(step, now, [row for row in mine if row != now]))
    return found


def outsides(incident: Incident, known: datetime | None = None) -> list[Outside]:
    """To whom outside it was reported."""
    return list(Outside.objects.as_known(known).filter(incident=incident).order_by("at", "pk"))
