"""The roll-call of the evening: every facility with its leader on duty and how its report stands; one facility in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import pgettext

from fengsui.command.meetings.models import Decision, Sort
from fengsui.command.meetings.queries.places import Place, places
from fengsui.command.reports.models import Stage
from fengsui.command.reports.queries import sheet, standings
from fengsui.command.tasks.models import OPEN, Step
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import KEY
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.obligations.queries import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.meetings.models import Meeting
    from fengsui.command.reports.queries import Line, Sheet, Standing
    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Row:
    """A facility on the roll: its place at the table, how its report stands, what is overdue and open there."""

    place: Place
    unit: Unit
    standing: Standing
    late: int
    tasks: int
    questions: int

    @property
    def tone(self) -> str:
        if self.standing.is_signed:
            return "good"
        return "bad" if self.standing.is_silent else "due"

    @property
    def word(self) -> str:
        return word(self.standing)

    @property
    def is_missing(self) -> bool:
        """Neither there nor excused, or without a report: it stays visible until the end."""
        return not self.place.is_there or not self.standing.is_signed


def word(standing: Standing) -> str:
    if standing.stage == Stage.ACCEPTED:
        return pgettext("report", "confirmed")
    if standing.is_signed:
        return pgettext("report", "signed, not confirmed")
    return pgettext("report", "not reported") if standing.is_silent else pgettext("report", "not signed yet")


def roll(meeting: Meeting) -> list[Row]:
    """The facilities in their order; a constant number of queries."""
    seated = [(place, place.unit) for place in places(meeting) if place.who.startswith("unit:")]
    units = [unit for _place, unit in seated if unit]
    stands = {one.unit.pk: one for one in standings(meeting.day, units)}
    late, tasks = _late(units), _tasks(units)
    asked = Decision.objects.filter(meeting=meeting, sort=Sort.QUESTION, taken_at=None)
    questions = dict(asked.values_list("assigned__unit").annotate(n=Count("pk")))
    return [
        Row(place, unit, stands[unit.pk], late.get(unit.pk, 0), tasks.get(unit.pk, 0), questions.get(unit.pk, 0))
        for place, unit in seated
        if unit
    ]


def _late(units: Iterable[Unit]) -> dict[int, int]:
    rows = Obligation.objects.overdue().filter(unit__in=list(units), due_at__gte=clock.midnight(clock.today()))
    return dict(rows.values_list("unit").annotate(n=Count("pk")))


def _tasks(units: Iterable[Unit]) -> dict[int, int]:
    rows = Step.objects.as_known().filter(to__in=list(units), stage__in=OPEN)
    return dict(rows.values_list("to").annotate(n=Count("pk")))


@dataclass(frozen=True)
class Facility:
    """One facility as the meeting looks at it: its report, what is open there, what it was asked before."""

    row: Row
    sheet: Sheet
    tasks: list[Step]
    owed: list[tuple[str, int]]
    asked: list[Decision]

    @property
    def lines(self) -> list[Line]:
        """What one looks at first: key figures, what is not zero among the flows, what was declared otherwise."""
        chosen = [line for line in self.sheet.lines if KEY in line.indicator.tags or line.reason or line.value is None]
        flows = [line for line in self.sheet.flows if line.value and line not in chosen]
        return [*chosen, *flows]

    @property
    def rest(self) -> int:
        return len(self.sheet.lines) - len(self.lines)


def facility(meeting: Meeting, row: Row) -> Facility:
    unit = row.unit
    tasks = (
        Step.objects.as_known()
        .filter(to=unit, stage__in=OPEN)
        .select_related("task", "giver", "to")
        .order_by("due_at", "pk")
    )
    late = (
        Obligation.objects.overdue()
        .filter(unit=unit, due_at__gte=clock.midnight(clock.today()))
        .exclude(kind="tasks.task")
    )
    owed = [(named(kind), n) for kind, n in late.values_list("kind").annotate(n=Count("pk")).order_by("kind")]
    asked = Decision.objects.filter(Q(meeting=meeting) & Q(sort=Sort.QUESTION) & Q(assigned__unit=unit))
    return Facility(
        row, sheet(unit, meeting.day), list(tasks[:12]), owed, list(asked.prefetch_related("assigned").order_by("number"))
    )  # fmt: skip
