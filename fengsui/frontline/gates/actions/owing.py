"""What is owed about alerts: handled within the minutes of the measure, counted from when it was heard of (again)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.frontline.gates.measures import HANDLE_MINUTES
from fengsui.frontline.gates.models import TraceStep, TraceStepKind
from fengsui.frontline.gates.queries import deciding
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.obligations.declare import Expected
from fengsui.ground.org.scope import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

    from fengsui.frontline.gates.models import Alert
    from fengsui.ground.org.scope import Actor

ALERT = "gates.alert"


def expected(alerts: Iterable[Alert]) -> list[Expected]:
    """What is owed about open alerts; a fever that arrives three days late has its whole time from its arrival."""
    reading = measures.reading(HANDLE_MINUTES)
    return [
        Expected(
            one.answers_id, one.about, "1", one.opened_at, one.opened_at + timedelta(minutes=reading.of(one.answers))
        )
        for one in alerts
    ]


def settle(alert: Alert, *, by: Actor) -> None:
    """Bring what is owed in line with how an alert stands."""
    is_open = alert.closed_at is None
    obligations.mirror(
        ALERT, [alert.about], expected([alert]) if is_open else [], met=() if is_open else [alert.about], by=by
    )


def settle_trace(asked: TraceStep, *, by: Actor) -> None:
    """Bring who owes a decision in line with how a trace stands."""
    about = deciding.subject(asked)
    owed = deciding.owed([asked.trace_id])
    obligations.mirror(deciding.KIND, [about], owed, met=() if owed else [about], by=by)


def forget_traces(gone: Collection[UUID]) -> None:
    """Nobody owes a decision on what was destroyed."""
    asked = TraceStep.objects.filter(trace__in=gone, kind=TraceStepKind.ASKED).select_related("trace")
    obligations.mirror(deciding.KIND, [deciding.subject(one) for one in asked], [], by=SYSTEM)
