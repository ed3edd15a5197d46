from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.ground.cases.models import Batch, CaseCount
from fengsui.ground.cases.windows import ABROAD
from fengsui.ground.clock import queries as clock
from fengsui.ground.maps import queries as maps

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

MEASURES = {
    "new": gettext_lazy("New confirmed"),
    "existing": gettext_lazy("Existing confirmed"),
    "confirmed": gettext_lazy("Cumulative confirmed"),
    "suspected": gettext_lazy("Suspected"),
}
_CUMULATIVE = {
    "confirmed": gettext_lazy("confirmed cases"),
    "recovered": gettext_lazy("recovered cases"),
    "dead": gettext_lazy("deaths"),
}


@dataclass(frozen=True)
class Count:
    """A division on a day: its row, and that of the day before."""

    code: str
    name: str
    day: date
    row: CaseCount | None
    before: CaseCount | None

    @property
    def confirmed(self) -> int | None:
        return self.row.confirmed if self.row else None

    @property
    def suspected(self) -> int | None:
        return self.row.suspected if self.row else None

    @property
    def recovered(self) -> int | None:
        return self.row.recovered if self.row else None

    @property
    def dead(self) -> int | None:
        return self.row.dead if self.row else None

    @property
    def new(self) -> int | None:
        """Against the day before; None if either is missing. Below zero: the notices took cases back."""
        if self.confirmed is None or self.before is None or self.before.confirmed is None:
            return None
        return self.confirmed - self.before.confirmed

    @property
    def existing(self) -> int | None:
        """Confirmed and neither recovered nor dead; None if one of the three is missing."""
        known = [part for part in (self.confirmed, self.recovered, self.dead) if part is not None]
        return known[0] - known[1] - known[2] if len(known) == 3 else None

    @property
    def fallen(self) -> list[str]:
        """Sentences about cumulative numbers that are smaller than the day before, and about more recovered than confirmed."""
        said = []
        for key, word in _CUMULATIVE.items():
            now, then = (getattr(row, key) if row else None for row in (self.row, self.before))
            if now is not None and then is not None and now < then:
                said.append(
                    _("%(name)s: cumulative %(what)s fell from %(then)d to %(now)d; the notices corrected it.")
                    % {"name": self.name, "what": word, "then": then, "now": now}
                )
        if self.existing is not None and self.existing < 0:
            said.append(_("%(name)s: more recovered and dead than confirmed.") % {"name": self.name})
        return said

    def value(self, measure: str) -> int | None:
        found: int | None = getattr(self, measure)
        return found


def rows(known: datetime | None = None) -> QuerySet[CaseCount]:
    """The rows as known at a moment, or now: what a drill has not reached is not among them."""
    return CaseCount.objects.as_known(known or clock.now())


def span(known: datetime | None = None) -> tuple[date, date] | None:
    """The first and the last day with counts; None if there are none."""
    found = rows(known).aggregate(first=Min("day"), last=Max("day"))
    return (found["first"], found["last"]) if found["first"] else None


def counts(day: date, known: datetime | None = None) -> list[Count]:
    """The whole, each area of the whole map in its order, and what came from abroad if anybody counted it. One query."""
    data = maps.current()
    wanted = {data.root: data.title(data.root)}
    wanted |= {area.code: area.label() for area in sorted(data.below(data.root), key=lambda area: area.code)}
    found = {
        (row.code, row.day): row
        for row in rows(known).filter(day__range=(day - timedelta(days=1), day), code__in=[*wanted, ABROAD])
    }
    if (ABROAD, day) in found:
        wanted[ABROAD] = _("Imported from abroad")
    return [_count(code, name, day, found) for code, name in wanted.items()]


def areas(found: list[Count]) -> list[Count]:
    """Of the `counts` of a day the areas alone: neither the whole nor what came from abroad."""
    return [one for one in found[1:] if one.code != ABROAD]


def course(code: str, first: date, last: date, known: datetime | None = None) -> list[Count]:
    """A division day by day, gaps included. One query."""
    found = {
        (row.code, row.day): row for row in rows(known).filter(code=code, day__range=(first - timedelta(days=1), last))
    }
    return [_count(code, name_of(code), day, found) for day in clock.days(first, last)]


def _count(code: str, name: str, day: date, found: dict[tuple[str, date], CaseCount]) -> Count:
    return Count(code, name, day, found.get((code, day)), found.get((code, day - timedelta(days=1))))


def name_of(code: str) -> str:
    """What a division is called: by the map, else as its rows call it."""
    data = maps.current()
    if code == ABROAD:
        return _("Imported from abroad")
    if code in data.areas or code == data.root:
        return data.title(code)
    return rows().filter(code=code).order_by("-day").values_list("name", flat=True).first() or code


def told(code: str, known: datetime | None = None) -> list[Count]:
    """All days of a division that have a row, the last first."""
    found = {(row.code, row.day): row for row in rows(known).filter(code=code).select_related("batch")}
    name = name_of(code)
    return [_count(code, name, day, found) for _code, day in sorted(found, reverse=True)]


def said(found: Iterable[Count]) -> list[str]:
    """What must be said beside some counts: corrections and falling totals."""
    return [sentence for one in found for sentence in one.fallen]


def batches() -> QuerySet[Batch]:
    return Batch.objects.order_by("-pk")
