"""The numbers of gates by unit: from the days' tallies; as known at a moment, from the rows themselves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from fengsui.frontline.gates.models import Alert, Direction, Gate, Kind, Outcome, Tally
from fengsui.frontline.gates.queries.store import within
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.measures import FEVER_THRESHOLD
from fengsui.ground.org.models import COMMAND_LINES, Tie, UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fengsui.ground.indicators.declare import Asked


@dataclass(frozen=True)
class Row:
    """So much passed a unit's gates, or one gate, on a day, in one direction, of one kind, with one outcome."""

    where: int
    direction: int
    kind: int
    outcome: int
    passages: int
    people: int
    fevers: int


def rows(asked: Asked) -> list[Row]:
    """All units' counts of the day, in one query; an office's count at its county's bureau, which reports for it."""
    above = asked.shared(_reporting)
    moved = [replace(row, where=above.get(row.where, row.where)) for row in counted(asked, "gate__unit")]
    return [row for row in moved if asked.units is None or row.where in asked.units]


def counted(asked: Asked, by: str, **where: object) -> list[Row]:
    """The day's counts by unit or by gate: from the tallies, or anew from what was known at the moment asked for."""
    return _as_known(asked, asked.known, by, where) if asked.known else _tallied(asked, by, where)


def _tallied(asked: Asked, by: str, where: dict[str, Any]) -> list[Row]:
    found = Tally.objects.filter(day=asked.day, **where).values_list(by, "direction", "kind", "outcome")
    summed = found.annotate(Sum("passages"), Sum("people"), Sum("fevers")).order_by()
    return [Row(*row) for row in summed]


def _as_known(asked: Asked, known: datetime, by: str, where: dict[str, Any]) -> list[Row]:
    """What was withdrawn by then does not count; what was withdrawn later does."""
    start = clock.midnight(asked.day)
    threshold = round(measures.reading(FEVER_THRESHOLD, at=start).system("") * 10)
    kept = within(start, start + timedelta(days=1), known).annotate(last=Coalesce("heat_again", "heat"))
    found = kept.filter(**where).values_list(by, "direction", "kind", "outcome")
    hot = Count("pk", filter=Q(last__gte=threshold))
    return [Row(*row) for row in found.annotate(n=Count("pk"), heads=Sum("people"), fevers=hot).order_by()]


def _reporting(asked: Asked) -> dict[int, int]:
    """Office → the county's bureau above it on that day."""
    ties = Tie.objects.on(asked.day).filter(line__in=COMMAND_LINES, unit__kind=UnitKind.OFFICE)
    return dict(ties.values_list("unit", "superior").order_by("line"))


def total(take: Callable[[Row], int]) -> Callable[[Asked], dict[int, float]]:
    """A number as a sum over the day's counts; missing where nothing at all was registered."""

    def compute(asked: Asked) -> dict[int, float]:
        found: dict[int, float] = defaultdict(float)
        for row in asked.shared(rows):
            found[row.where] += take(row)
        return dict(found)

    return compute


def passages(row: Row) -> int:
    return row.passages


def entered(row: Row) -> int:
    return row.people if row.direction == Direction.IN and row.outcome == Outcome.ADMITTED else 0


def vehicles(row: Row) -> int:
    return row.passages if row.kind == Kind.VEHICLE else 0


def refused(row: Row) -> int:
    return row.people if row.outcome == Outcome.REFUSED else 0


def fevers(row: Row) -> int:
    return row.fevers


def open_alerts(asked: Asked) -> dict[int, float]:
    """Alerts open at the end of the day, or at the moment asked for; of units with gates, so that none is a true zero."""
    end = min(clock.midnight(asked.day + timedelta(days=1)), asked.known or clock.now())
    above = asked.shared(_reporting)
    found: dict[int, float] = {above.get(pk, pk): 0 for pk in Gate.objects.on(asked.day).values_list("unit", flat=True)}
    waiting = Alert.objects.filter(known_at__lte=end).closed(end, asked.known, closed=False)
    for pk, n in waiting.values_list("unit").annotate(n=Count("pk")).order_by():
        unit = above.get(pk, pk)
        found[unit] = found.get(unit, 0) + n
    return {pk: n for pk, n in found.items() if asked.units is None or pk in asked.units}
