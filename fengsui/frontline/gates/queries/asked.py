"""Traces as lists show them: how they stand. Never what was asked about whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.gates.models import Trace, TraceStep, TraceStepKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

TONES = {TraceStepKind.ASKED: "due", TraceStepKind.APPROVED: "good", TraceStepKind.REFUSED: "still"}


@dataclass(frozen=True)
class Shown:
    """asked: the first step; state: the step that says how it stands; looks, given: how often it was looked at and given out."""

    trace: Trace
    asked: TraceStep | None
    state: TraceStep | None
    looks: int
    given: int

    @property
    def is_waiting(self) -> bool:
        return self.state is not None and self.state.kind == TraceStepKind.ASKED

    @property
    def is_approved(self) -> bool:
        return self.state is not None and self.state.kind == TraceStepKind.APPROVED

    @property
    def tone(self) -> str:
        return TONES[TraceStepKind(self.state.kind)] if self.state else "still"

    @property
    def word(self) -> str:
        """How it stands, as a badge shows it."""
        if self.is_waiting:
            return _("waits for approval")
        return self.state.get_kind_display() if self.state else ""


def shown(rows: Iterable[Trace]) -> list[Shown]:
    """Traces with how they stand: one query for all."""
    listed = list(rows)
    steps: dict[UUID, list[TraceStep]] = {}
    for one in TraceStep.objects.filter(trace__in=listed).order_by("pk"):
        steps.setdefault(one.trace_id, []).append(one)
    return [_shown(row, steps.get(row.pk, [])) for row in listed]


def _shown(row: Trace, steps: list[TraceStep]) -> Shown:
    standing = [one for one in steps if one.kind in TONES]
    kinds = [one.kind for one in steps]
    return Shown(
        row, steps[0] if steps else None, standing[-1] if standing else None, kinds.count(TraceStepKind.LOOKED),
        kinds.count(TraceStepKind.EXPORTED),
    )  # fmt: skip
