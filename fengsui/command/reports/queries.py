from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from fengsui.command.reports.measures import CUTOFF
from fengsui.command.reports.models import Field, Report, Stage, Step, owing_units
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import Indicator, Kind
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from fengsui.ground.indicators.declare import Window
    from fengsui.ground.org.models import Person, Unit

NO_STAGE = ""  # nothing was saved yet: due, or late once the cut-off passed


@dataclass(frozen=True)
class Line:
    """One field of a report as the officer sees it."""

    indicator: Indicator
    computed: float | None
    declared: float | None
    reason: str
    yesterday: float | None
    rows_url: str
    signed: float | None = None  # what was computed when it was signed

    @property
    def value(self) -> float | None:
        return self.computed if self.declared is None else self.declared

    @property
    def drifted(self) -> bool:
        """Signed, and the registers say something else since."""
        return self.signed is not None and self.computed is not None and self.signed != self.computed


@dataclass(frozen=True)
class Sheet:
    """A report with everything its page needs."""

    unit: Unit
    day: date
    report: Report | None
    lines: list[Line]
    steps: list[Step]
    window: Window
    cutoff: datetime

    @property
    def stage(self) -> str:
        return self.steps[-1].stage if self.steps else NO_STAGE

    @property
    def last(self) -> Step | None:
        return self.steps[-1] if self.steps else None

    @property
    def day_text(self) -> str:
        return self.day.isoformat()

    @property
    def is_signed(self) -> bool:
        return self.stage in {Stage.SIGNED, Stage.ACCEPTED}

    @property
    def is_silent(self) -> bool:
        """The cut-off passed without a signature."""
        return not self.is_signed and clock.now() > self.cutoff

    @property
    def signature(self) -> Step | None:
        return next((step for step in reversed(self.steps) if step.stage == Stage.SIGNED), None)

    @property
    def first_signature(self) -> Step | None:
        return next((step for step in self.steps if step.stage == Stage.SIGNED), None)

    @property
    def is_late(self) -> bool:
        """First signed after the cut-off, or not signed and the cut-off passed."""
        first = self.first_signature
        return (first.at if first else clock.now()) > self.cutoff

    @property
    def is_zero(self) -> bool:
        """A zero report: every flow is known and zero."""
        flows = [line.value for line in self.lines if line.indicator.kind is Kind.FLOW]
        return bool(flows) and all(value == 0 for value in flows)

    @property
    def filled(self) -> int:
        """How many fields the registers filled in by themselves."""
        return sum(line.computed is not None for line in self.lines)

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.value is None]

    @property
    def revision(self) -> int:
        return self.report.revision if self.report else 0


def cutoff(unit: Unit, day: date) -> datetime:
    """The moment by which a unit's report of a day must be signed."""
    end_of_day = clock.midnight(day) + timedelta(days=1, microseconds=-1)
    return clock.on(day, measures.reading(CUTOFF, at=end_of_day).of(unit))


def sheet(unit: Unit, day: date) -> Sheet:
    """A unit's report of a day: saved fields over the registers' numbers of now. Writes nothing."""
    report = Report.objects.filter(unit=unit, day=day).first()
    saved = {field.code: field for field in Field.objects.as_known().filter(report=report)} if report else {}
    steps = list(Step.objects.filter(report=report).order_by("pk")) if report else []
    numbers = indicators.numbers(unit.pk, day - timedelta(days=1), day)
    today, before = numbers.get(day), numbers.get(day - timedelta(days=1))
    signed = bool(steps) and steps[-1].stage in {Stage.SIGNED, Stage.ACCEPTED}
    lines = [
        Line(
            indicator=indicator,
            computed=today.computed.get(indicator.code) if today else None,
            declared=saved[indicator.code].declared if indicator.code in saved else None,
            reason=saved[indicator.code].reason if indicator.code in saved else "",
            yesterday=before.value(indicator.code) if before else None,
            rows_url=reverse(indicator.rows, args=[unit.code, day.isoformat(), indicator.code])
            if indicator.rows
            else "",
            signed=saved[indicator.code].computed if signed and indicator.code in saved else None,
        )
        for indicator in indicators.of_unit(unit, day)
    ]
    return Sheet(unit, day, report, lines, steps, indicators.windows(day)[unit.system], cutoff(unit, day))


@dataclass(frozen=True)
class Standing:
    """Where a unit's report of a day stands, for lists."""

    unit: Unit
    stage: str
    at: datetime | None
    cutoff: datetime
    signed_at: datetime | None

    @property
    def is_signed(self) -> bool:
        return self.stage in {Stage.SIGNED, Stage.ACCEPTED}

    @property
    def is_late(self) -> bool:
        return (self.signed_at or clock.now()) > self.cutoff

    @property
    def is_silent(self) -> bool:
        """The cut-off passed without a signature."""
        return not self.is_signed and clock.now() > self.cutoff


def standings(day: date, units: list[Unit] | None = None) -> list[Standing]:
    """Where all reports of a day stand: three queries, whatever the number of units."""
    chosen = list(owing_units(day)) if units is None else units
    reading = measures.reading(CUTOFF, at=clock.midnight(day) + timedelta(days=1, microseconds=-1))
    reports = {report.unit_id: report for report in Report.objects.filter(day=day).with_stage()}
    signed = first_signatures(day)
    return [
        Standing(
            unit,
            getattr(reports.get(unit.pk), "stage", None) or NO_STAGE,
            getattr(reports.get(unit.pk), "stage_at", None),
            clock.on(day, reading.of(unit)),
            signed.get(unit.pk),
        )
        for unit in chosen
    ]


def first_signatures(day: date) -> dict[int, datetime]:
    """When each unit first signed its report of a day."""
    steps = Step.objects.filter(report__day=day, stage=Stage.SIGNED).order_by("-pk")
    return dict(steps.values_list("report__unit", "at"))


def my_units(person: Person, day: date) -> list[Unit]:
    """The units whose reports a person may see and that owe one on a day."""
    return list(owing_units(day).filter(pk__in=scope.units(person, "reports.view", day=day).values("pk")))
