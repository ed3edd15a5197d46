"""Who is told at once; reminders and the levels above are the obligations' business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fengsui.ground.messages import actions as messages
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fengsui.command.incoming.models import Step
    from fengsui.ground.org.models import Unit

SAID = 80  # characters of a title in a message


def proposed(step: Step) -> None:
    """Whoever can instruct."""
    _send("incoming.proposed", "incoming.instruct", step, [step.unit])


def given(step: Step, units: Iterable[Unit]) -> None:
    """Whoever carries papers at the units that it was given to; the own unit has it already."""
    _send("incoming.given", "incoming.carry", step, [unit for unit in units if unit.pk != step.unit.pk])


def passed(closed: Unit, steps: Sequence[Step]) -> None:
    """Whoever carries papers at a unit that took over from a closed one: one note, however many papers."""
    for unit in {step.unit for step in steps}:
        theirs = [step for step in steps if step.unit == unit]
        messages.send(
            "incoming.passed", scope.holders("incoming.carry", unit), key=f"incoming.passed:{theirs[0].pk}", unit=closed,
            url=reverse("incoming:index"), n=len(theirs),
        )  # fmt: skip


def _send(kind: str, verb: str, step: Step, units: Iterable[Unit]) -> None:
    paper, found = step.paper, scope.holders_of(verb, [unit.pk for unit in units])
    messages.send(
        kind, [one for each in found.values() for one in each if one.pk != step.by_id], key=f"{kind}:{step.pk}",
        unit=step.unit, url=reverse("incoming:paper", args=[paper.pk]), title=paper.title[:SAID],
    )  # fmt: skip
