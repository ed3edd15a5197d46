"""Traces that wait for a second person: which, who that may be, who owes the decision.

It is somebody else of the unit. Only where nobody else there may, it is somebody of the next unit above that has anybody: so
few people see a name. As soon as the unit has a second one, it is theirs again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from fengsui.frontline.gates.models import Trace, TraceStep, TraceStepKind
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Expected
from fengsui.ground.org import scope
from fengsui.ground.org.queries import above, line_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person, Unit

KIND = "gates.trace"  # the obligation: to decide on a trace
DECIDED = (TraceStepKind.APPROVED, TraceStepKind.REFUSED)
WITHIN = timedelta(hours=2)  # whoever asks in an epidemic waits for it


@dataclass(frozen=True)
class Second:
    """Who may decide: of the trace's unit, or (`is_above`) of one above it. people: nobody at all, if nobody above may either."""

    unit: Unit
    people: list[Person]
    is_above: bool = False

    def has(self, person: object) -> bool:
        return person in {one.pk for one in self.people}


def seconds(steps: Iterable[TraceStep]) -> dict[UUID, Second]:
    """Trace → who may decide on it; steps: by which they were asked for."""
    asked = list(steps)
    here = scope.holders_of("gates.trace_approve", {step.trace.unit_id for step in asked})
    return {step.trace_id: _second(step, here.get(step.trace.unit_id, [])) for step in asked}


def _second(step: TraceStep, here: list[Person]) -> Second:
    unit = step.trace.unit
    if people := [one for one in here if one.pk != step.by_id]:
        return Second(unit, people)
    line = above(unit, line_of(unit))
    there = scope.holders_of("gates.trace_above", [one.pk for one in line])
    for superior in reversed(line):
        if people := [one for one in there.get(superior.pk, []) if one.pk != step.by_id]:
            return Second(superior, people, is_above=True)
    return Second(unit, [])


def is_above(trace: Trace, person: object) -> bool:
    """Whether a trace waits for this person (by its key) of a unit above."""
    found = seconds(waiting([trace.pk])).get(trace.pk)
    return found is not None and found.is_above and found.has(person)


def from_below(person: Person) -> set[UUID]:
    """The traces of units below that wait for a person, and those on which that person has decided."""
    rows = Trace.objects.filter(unit__in=scope.units(person, "gates.trace_above"))
    done = TraceStep.objects.filter(trace__in=rows, by=person, kind__in=DECIDED)
    found = seconds(waiting(rows.values("pk")))
    return {pk for pk, one in found.items() if one.is_above and one.has(person.pk)} | set(
        done.values_list("trace", flat=True)
    )


def waiting(traces: Collection[UUID] | QuerySet[Trace, Any] | None = None) -> list[TraceStep]:
    """The steps by which traces (some of them) were asked for on which nobody has decided. What is destroyed waits no more."""
    decided = TraceStep.objects.filter(kind__in=DECIDED).values("trace")
    rows = Trace.objects.exclude(wanted_sealed=b"").exclude(pk__in=decided)
    if traces is not None:
        rows = rows.filter(pk__in=traces)
    steps = TraceStep.objects.filter(trace__in=rows, kind=TraceStepKind.ASKED)
    return list(steps.select_related("trace__unit", "by").order_by("pk"))


def subject(step: TraceStep) -> str:
    """What a decision is owed about: by everybody who may decide but who asked."""
    return f"{step.trace.about}:!{step.by_id}" if step.by_id else step.trace.about


def owed(traces: Collection[UUID] | None = None) -> list[Expected]:
    """The decisions that are owed (about some traces)."""
    steps = waiting(traces)
    by = seconds(steps)
    return [
        Expected(
            by[step.trace_id].unit.pk, subject(step), clock.local(step.at).date().isoformat(), step.at, step.at + WITHIN
        )
        for step in steps
    ]


def expected(since: datetime, until: datetime) -> Iterable[Expected]:  # noqa: ARG001 - it is owed until it is decided
    """For the obligation's declaration."""
    return [one for one in owed() if one.opens_at < until]
