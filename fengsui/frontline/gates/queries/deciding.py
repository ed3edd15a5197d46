"""Traces that wait for a second person: which, and who owes the decision."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.frontline.gates.models import Trace, TraceStep, TraceStepKind
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Expected

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

KIND = "gates.trace"  # the obligation: to decide on a trace
WITHIN = timedelta(hours=2)  # whoever asks in an epidemic waits for it


def waiting(traces: Collection[UUID] | None = None) -> list[TraceStep]:
    """The steps by which traces (some of them) were asked for on which nobody has decided. What is destroyed waits no more."""
    decided = TraceStep.objects.filter(kind__in=(TraceStepKind.APPROVED, TraceStepKind.REFUSED)).values("trace")
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
    return [
        Expected(step.trace.unit_id, subject(step), clock.local(step.at).date().isoformat(), step.at, step.at + WITHIN)
        for step in waiting(traces)
    ]


def expected(since: datetime, until: datetime) -> Iterable[Expected]:  # noqa: ARG001 - it is owed until it is decided
    """For the obligation's declaration."""
    return [one for one in owed() if one.opens_at < until]
