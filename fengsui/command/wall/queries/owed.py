"""What runs out: the things owed at and below the unit, by kind and hour, as far as they are not all done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse

from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.obligations.queries import named, owings
from fengsui.ground.org.models import Tie

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fengsui.command.wall.queries.look import Look

AHEAD = timedelta(days=3)  # as the chase page looks ahead


@dataclass(frozen=True)
class Owed:
    """One kind of thing owed by one hour: n of m done."""

    kind: str
    due: datetime
    n: int
    m: int
    is_late: bool
    url: str

    @property
    def title(self) -> str:
        return named(self.kind)

    @property
    def icon(self) -> str:
        return owings()[self.kind].icon if self.kind in owings() else "clipboard-check"


def owed(look: Look) -> list[Owed]:
    """The overdue first, then what is due next; what nobody can meet any more is left out. One query."""
    found = _begun(look).values("kind", "due_at").annotate(m=Count("pk"), n=Count("pk", filter=_met(look)))
    day = look.day.isoformat()
    chase = reverse("chase_unit", args=[look.line, look.unit.code])
    rows = [
        Owed(
            row["kind"],
            row["due_at"],
            row["n"],
            row["m"],
            row["due_at"] < look.moment,
            f"{chase}?day={day}&kind={row['kind']}",
        )
        for row in found.order_by("due_at", "kind")
    ]
    return [row for row in rows if row.n < row.m and not _is_over(row, look.moment)]


def _begun(look: Look) -> QuerySet[Obligation]:
    """What is owed on the day or soon and had begun at the moment."""
    begin = clock.midnight(look.day)
    ties = Tie.objects.on(look.day, look.known).filter(line=look.line, path__within=[look.path] if look.path else [])
    standing = Q(void_at__isnull=True) | Q(void_at__gt=look.moment)
    return Obligation.objects.filter(
        standing, opens_at__lte=look.moment, due_at__gte=begin, due_at__lt=begin + AHEAD, unit__in=ties.values("unit")
    )


def _met(look: Look) -> Q:
    return Q(met_at__lte=look.moment)


def _is_over(row: Owed, moment: datetime) -> bool:
    lapses = owings()[row.kind].lapses if row.kind in owings() else None
    return lapses is not None and moment > row.due + lapses
