from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from fengsui.command.reports.measures import CUTOFF
from fengsui.command.reports.models import Field, Report, Stage, Step, owing_units
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import ASIDE, ROUTINE, Indicator, Kind
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from django.db.models import QuerySet

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
    def is_typed(self) -> bool:
        """No register fills it in."""
        return self.indicator.compute is None

    @property
    def same(self) -> float | None:
        """Yesterday's value of a typed stock, which may still hold; a flow or a counted number is never offered."""
        offered = self.is_typed and self.indicator.kind is Kind.STOCK and self.declared is None
        return self.yesterday if offered else None

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
    known: datetime | None = None  # the moment at which it is seen; None: now
    fields: list[Field] = field(default_factory=list)  # all that was ever saved by then, oldest first

    @property
    def moment(self) -> datetime:
        return self.known or clock.now()

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
        return not self.is_signed and self.moment > self.cutoff

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
        return (first.at if first else self.moment) > self.cutoff

    @property
    def is_zero(self) -> bool:
        """A zero report: every flow is known and zero, but for routine ones."""
        return bool(self.flows) and all(line.value == 0 for line in self.flows)

    @property
    def flows(self) -> list[Line]:
        """What happened in the period; a zero report says that nothing did."""
        return [line for line in self.lines if line.indicator.kind is Kind.FLOW and ROUTINE not in line.indicator.tags]

    @property
    def unsaid(self) -> list[Line]:
        """The typed flows that nobody has typed yet: “nothing to report” makes each a zero."""
        return [line for line in self.flows if line.is_typed and line.value is None]

    @property
    def aside(self) -> dict[str, float | None]:
        """What is worked out about the report itself, by indicator."""
        fields = len(self.lines)
        return {"reports.filled": 100 * self.filled / fields if fields else None, "reports.fields": fields}

    @property
    def filled(self) -> int:
        """How many fields the registers filled in by themselves."""
        return sum(line.computed is not None for line in self.lines)

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.value is None]

    @property
    def note(self) -> str:
        """The note as it stood: steps before notes were kept with them have none, then the report's own is the last."""
        saved = next((step for step in reversed(self.steps) if step.stage in {Stage.DRAFTED, Stage.SIGNED}), None)
        if self.report is None or (self.known and saved is None):
            return ""
        return self.report.note if self.known is None or saved is None or saved.note is None else saved.note

    @property
    def revision(self) -> int:
        return self.report.revision if self.report else 0


def cutoff(unit: Unit, day: date, known: datetime | None = None) -> datetime:
    """The moment by which a unit's report of a day must be signed."""
    end_of_day = clock.last_moment(day)
    return clock.on(day, measures.reading(CUTOFF, at=end_of_day, known=known).of(unit))


def sheet(unit: Unit, day: date, known: datetime | None = None) -> Sheet:
    """A unit's report of a day: saved fields over the registers' numbers of now, or all as known then. Writes nothing."""
    report = Report.objects.filter(unit=unit, day=day).first()
    fields = _fields(report, known) if report else []
    saved = {row.code: row for row in fields if row.is_known(known)}
    steps = list(Step.objects.until(known).filter(report=report).order_by("pk")) if report else []
    numbers = indicators.numbers(unit.pk, day - timedelta(days=1), day, known)
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
        if ASIDE not in indicator.tags
    ]
    window = indicators.windows(day, known)[unit.system]
    return Sheet(unit, day, report, lines, steps, window, cutoff(unit, day, known), known, fields)


def _fields(report: Report, known: datetime | None) -> list[Field]:
    """All rows of a report's fields that were saved by a moment, oldest first."""
    rows = Field.objects.filter(report=report).order_by("known_at", "pk")
    return list(rows if known is None else rows.filter(known_at__lte=known))


@dataclass(frozen=True)
class Standing:
    """Where a unit's report of a day stands, for lists."""

    unit: Unit
    stage: str
    at: datetime | None
    cutoff: datetime
    signed_at: datetime | None
    moment: datetime  # at which it is seen

    @property
    def is_signed(self) -> bool:
        return self.stage in {Stage.SIGNED, Stage.ACCEPTED}

    @property
    def is_late(self) -> bool:
        return (self.signed_at or self.moment) > self.cutoff

    @property
    def is_silent(self) -> bool:
        """The cut-off passed without a signature."""
        return not self.is_signed and self.moment > self.cutoff


def standings(day: date, units: list[Unit] | None = None, known: datetime | None = None) -> list[Standing]:
    """Where all reports of a day stand (or stood, as known then): three queries, whatever the number of units."""
    chosen = list(owing_units(day, known)) if units is None else units
    reading = measures.reading(CUTOFF, at=clock.last_moment(day), known=known)
    reports = {report.unit_id: report for report in Report.objects.filter(day=day).with_stage(known)}
    signed, moment = first_signatures(day, known), known or clock.now()
    return [
        Standing(
            unit,
            getattr(reports.get(unit.pk), "stage", None) or NO_STAGE,
            getattr(reports.get(unit.pk), "stage_at", None),
            clock.on(day, reading.of(unit)),
            signed.get(unit.pk),
            moment,
        )
        for unit in chosen
    ]


def first_signatures(day: date, known: datetime | None = None) -> dict[int, datetime]:
    """When each unit first signed its report of a day."""
    steps = Step.objects.until(known).filter(report__day=day, stage=Stage.SIGNED).order_by("-pk")
    return dict(steps.values_list("report__unit", "at"))


@dataclass(frozen=True)
class Change:
    """A field that somebody saved otherwise than it stood: the number declared or computed before and after, and why."""

    at: datetime
    indicator: Indicator
    before: float | None
    after: float | None
    declared: bool
    reason: str
    by: UUID | None


def field_history(sheet: Sheet) -> list[Change]:
    """What was changed in a report's fields, oldest first, as known at the sheet's moment.

    The first row of a field that only says what the registers computed is no change.
    """
    last: dict[str, Field] = {}
    declared, found = indicators.indicators(), []
    for row in sheet.fields:
        before = last.get(row.code)
        last[row.code] = row
        if row.code in declared and _is_change(before, row):
            value = before.value if before else row.computed
            found.append(
                Change(
                    row.known_at, declared[row.code], value, row.value, row.declared is not None, row.reason, row.by_id
                )
            )
    return found


def _is_change(before: Field | None, row: Field) -> bool:
    """A row of a draft knows no computed number: that alone is no change."""
    if before is None:
        return row.declared is not None
    if (before.declared, before.reason) != (row.declared, row.reason):
        return True
    return row.declared is None and before.computed is not None and row.computed != before.computed


def last_signatures(day: date, units: Iterable[int]) -> dict[int, datetime]:
    """When each of some units last signed its report of a day."""
    steps = Step.objects.filter(report__day=day, report__unit__in=list(units), stage=Stage.SIGNED).order_by("pk")
    return dict(steps.values_list("report__unit", "at"))


def reporting(person: Person, day: date) -> Iterator[QuerySet[Unit]]:
    """The units whose report of a day a person may open: those that owe one; then those that wrote one before they closed."""
    owing = owing_units(day)
    yield owing & scope.units(person, "reports.view", day=day)
    written = Report.objects.filter(day=day).values("unit")
    seen = scope.seen(person, "reports.view", day=day)  # far dearer, and seldom needed
    yield seen.filter(Q(pk__in=owing.values("pk")) | Q(pk__in=written, valid_to__isnull=False))


def my_units(person: Person, day: date, known: datetime | None = None) -> list[Unit]:
    """The units whose reports a person may see and that owe one on a day."""
    return list(owing_units(day, known).filter(pk__in=scope.units(person, "reports.view", day=day).values("pk")))
