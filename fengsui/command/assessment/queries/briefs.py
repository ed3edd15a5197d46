from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from fengsui.command.assessment import looking_ahead
from fengsui.command.assessment.grouping import by_superior
from fengsui.command.assessment.models import Brief, Signature, Supplement
from fengsui.command.assessment.quality import Quality, quality
from fengsui.command.assessment.queries import ledger
from fengsui.command.reports.models import owing_units
from fengsui.command.reports.queries import Standing, standings
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import KEY, TREND
from fengsui.ground.indicators.rollups import Figure, Rollup, rollup, rollups
from fengsui.ground.journal.models import Entry

if TYPE_CHECKING:
    from fengsui.command.assessment.findings import Row
    from fengsui.command.assessment.forecasts import Forecast
    from fengsui.ground.indicators.declare import Indicator, Window
    from fengsui.ground.org.models import Unit

TREND_DAYS = 10


@dataclass(frozen=True)
class Picture:
    """The state of a unit's line on a day, as it is now or was known at a moment."""

    unit: Unit
    line: str
    day: date
    rollup: Rollup
    before: Rollup
    findings: list[Row]
    yesterdays: list[Row]
    standings: list[Standing]
    windows: dict[str, Window]
    known: datetime | None = None  # the moment at which it is seen; None: now

    @cached_property
    def trends(self) -> list[tuple[Indicator, list[date], list[float | None]]]:
        return trends(self.unit, self.line, self.day)

    @cached_property
    def forecasts(self) -> list[Forecast]:
        """Of the unit's own stocks; their indicators' names are read later, in any language."""
        return looking_ahead.own(self.unit, self.line, self.day, self.known)

    @cached_property
    def quality(self) -> Quality:
        return quality(self.unit, self.line, self.day, self.known)

    @property
    def main(self) -> list[Row]:
        """What somebody should act on."""
        return [row for row in self.findings if row.is_open and not row.is_noise]

    @property
    def noticed(self) -> list[Row]:
        """What is of little weight, or was mostly a false alarm: kept apart."""
        return [row for row in self.findings if row.is_open and row.is_noise]

    @property
    def settled(self) -> list[Row]:
        """What holds again, is over, closed, or accepted as a risk."""
        return [row for row in self.findings if not row.is_open]

    @property
    def owing(self) -> int:
        return len(self.standings)

    @property
    def signed(self) -> int:
        return sum(row.is_signed for row in self.standings)

    @property
    def missing(self) -> list[Standing]:
        return [row for row in self.standings if not row.is_signed]

    @property
    def missing_below(self) -> list[tuple[Unit, list[Standing]]]:
        """The missing reports of superiors many of whose bureaus have not signed: said by number, not one by one."""
        units = {row.unit.pk: row.unit for row in self.standings} | {self.unit.pk: self.unit}
        groups = by_superior([(row.unit, row) for row in self.missing], self.rollup.nodes)
        return [(units[above], rows) for above, rows in groups.items() if above in units]

    @property
    def missing_alone(self) -> list[Standing]:
        """The missing reports that are named one by one."""
        grouped = {row.unit.pk for _superior, rows in self.missing_below for row in rows}
        return [row for row in self.missing if row.unit.pk not in grouped]

    @property
    def late(self) -> list[Standing]:
        return [row for row in self.standings if row.is_signed and row.is_late]

    @property
    def cutoff(self) -> datetime | None:
        """The last cut-off of the units in it; None if nobody owes a report."""
        return max((row.cutoff for row in self.standings), default=None)

    @property
    def is_final(self) -> bool:
        """Whether every cut-off has passed: only then a brief can be signed."""
        return self.cutoff is not None and (self.known or clock.now()) >= self.cutoff

    @property
    def figures(self) -> list[tuple[Indicator, Figure, Figure]]:
        """Each indicator with today's and yesterday's figure, group by group."""
        rows = [
            (indicators.indicators()[code], self.rollup.figure(0, code), self.before.figure(0, code))
            for code in self.rollup.codes
            if self.rollup.figure(0, code).m
        ]
        groups = list(dict.fromkeys(str(indicator.group) for indicator, _now, _before in rows))
        return sorted(rows, key=lambda row: groups.index(str(row[0].group)))

    @property
    def key_figures(self) -> list[tuple[Indicator, Figure, Figure]]:
        return [row for row in self.figures if KEY in row[0].tags]


def picture(unit: Unit, line: str, day: date, known: datetime | None = None) -> Picture:
    """The state of the whole below a unit in a line on a day. A constant number of queries."""
    today = rollup(day, line, unit, known)
    before = rollup(day - timedelta(days=1), line, unit, known)
    owing, records = list(owing_units(day, known).filter(pk__in=today.own)), ledger.track()
    found, yesterdays = (read(day, today.nodes, known, records) for read in (ledger.rows, ledger.became))
    return Picture(
        unit, line, day, today, before, found, yesterdays,
        standings(day, owing, known), indicators.windows(day, known), known,
    )  # fmt: skip


def trends(unit: Unit, line: str, day: date) -> list[tuple[Indicator, list[date], list[float | None]]]:
    """The course of the indicators tagged `trend` over the last days; a day that is not complete is a gap, not a drop."""
    days = clock.days(day - timedelta(days=TREND_DAYS - 1), day)
    rolled = rollups(days[0], day, line, unit)
    tagged = [indicators.indicators()[code] for code in rolled[-1].codes if TREND in indicators.indicators()[code].tags]
    found = [(one, days, [_complete(rolled_day.figure(0, one.code)) for rolled_day in rolled]) for one in tagged]
    return [row for row in found if any(value is not None for value in row[2])]


def _complete(figure: Figure) -> float | None:
    return figure.total if figure.complete else None


def brief(unit: Unit, line: str, day: date) -> Brief | None:
    return Brief.objects.filter(unit=unit, line=line, day=day).select_related("unit").first()


def signature(found: Brief | None, known: datetime | None = None) -> Signature | None:
    """The signature of a brief, if it has one (had one, as known then)."""
    given = Signature.objects.filter(brief=found).select_related("document").first() if found else None
    return given if given is None or known is None or given.at <= known else None


def opinion(found: Brief | None, known: datetime | None = None) -> str | None:
    """What people added to a brief; None if it was changed since the moment: earlier wordings are not kept."""
    if found is None or known is None:
        return found.opinion if found else ""
    changed = Entry.objects.filter(about=found.about, kind="assessment.written", known_at__gt=known)
    return None if changed.exists() else found.opinion


def supplements(found: Brief | None, known: datetime | None = None) -> list[Supplement]:
    """What was added to a brief after its signature, in order."""
    rows = Supplement.objects.filter(brief=found).select_related("document").order_by("pk") if found else []
    return [row for row in rows if known is None or row.at <= known]
