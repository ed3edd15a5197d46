"""The numbers of gates by unit: from the days' tallies; as known at a moment, from the rows themselves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from fengsui.frontline.gates.models import Alert, Direction, Gate, Kind, Outcome, Tally, Withdrawal
from fengsui.frontline.gates.queries.store import within
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.measures import FEVER_THRESHOLD
from fengsui.ground.org.models import COMMAND_LINES, Tie, UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from fengsui.ground.indicators.declare import Asked


@dataclass(frozen=True)
class Row:
    """So much passed a unit's gates on a day, in one direction, of one kind, with one outcome."""

    unit: int
    direction: int
    kind: int
    outcome: int
    passages: int
    people: int
    fevers: int


def rows(asked: Asked) -> list[Row]:
    """All units' counts of the day, in one query; an office's count at its county's bureau, which reports for it."""
    found = _as_known(asked, asked.known) if asked.known else _tallied(asked)
    above = asked.shared(_reporting)
    moved = (Row(above.get(row.unit, row.unit), *list(vars(row).values())[1:]) for row in found)
    return [row for row in moved if asked.units is None or row.unit in asked.units]


def _tallied(asked: Asked) -> list[Row]:
    found = Tally.objects.filter(day=asked.day).values_list("gate__unit", "direction", "kind", "outcome")
    summed = found.annotate(Sum("passages"), Sum("people"), Sum("fevers")).order_by()
    return [Row(*row) for row in summed]


def _as_known(asked: Asked, known: datetime) -> list[Row]:
    """Counted anew from what had arrived by a moment; what was withdrawn by then does not count."""
    start = clock.midnight(asked.day)
    late = Withdrawal.objects.filter(known_at__gt=known).values("passage")
    kept = within(start, start + timedelta(days=1)).filter(known_at__lte=known)
    threshold = round(measures.reading(FEVER_THRESHOLD, at=start).system("") * 10)
    hot = Q(last__gte=threshold)
    return [*_count(kept, hot), *_count(_withdrawn_later(start, known, late), hot)]


def _withdrawn_later(start: datetime, known: datetime, late: object) -> object:
    from fengsui.frontline.gates.models import Passage  # noqa: PLC0415 - beside its only use

    rows = Passage.objects.filter(pk__in=late, at__gte=start, at__lt=start + timedelta(days=1))  # type: ignore[misc]
    return rows.filter(known_at__lte=known)


def _count(passages: object, hot: Q) -> Iterable[Row]:
    by = passages.annotate(last=Coalesce("heat_again", "heat")).values_list(  # type: ignore[attr-defined]
        "gate__unit", "direction", "kind", "outcome"
    )
    summed = by.annotate(n=Count("pk"), heads=Sum("people"), fevers=Count("pk", filter=hot)).order_by()
    return [Row(*row) for row in summed]


def _reporting(asked: Asked) -> dict[int, int]:
    """Office → the county's bureau above it on that day."""
    ties = Tie.objects.on(asked.day).filter(line__in=COMMAND_LINES, unit__kind=UnitKind.OFFICE)
    return dict(ties.values_list("unit", "superior").order_by("line"))


def total(take: Callable[[Row], int]) -> Callable[[Asked], dict[int, float]]:
    """A number as a sum over the day's counts; missing where nothing at all was registered."""

    def compute(asked: Asked) -> dict[int, float]:
        found: dict[int, float] = defaultdict(float)
        for row in asked.shared(rows):
            found[row.unit] += take(row)
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
    still = Q(closed_at=None) | Q(closed_at__gt=end)
    found: dict[int, float] = {above.get(pk, pk): 0 for pk in Gate.objects.on(asked.day).values_list("unit", flat=True)}
    counted = Alert.objects.filter(still, known_at__lte=end).values(u=F("unit")).annotate(n=Count("pk")).order_by()
    for pk, n in counted.values_list("u", "n"):
        unit = above.get(pk, pk)
        found[unit] = found.get(unit, 0) + n
    return {pk: n for pk, n in found.items() if asked.units is None or pk in asked.units}
