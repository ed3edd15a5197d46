"""What is owed follows from how a paper stands: a proposal, an instruction, and where an hour was set, its conclusion."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.command.incoming.measures import INSTRUCT_HOURS, PROPOSE_HOURS
from fengsui.command.incoming.models import Deed, Stage
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.obligations.declare import Expected

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.incoming.models import Step
    from fengsui.ground.measures.declare import Parameter
    from fengsui.ground.org.scope import Actor

PROPOSE, INSTRUCT, CONCLUDE = "incoming.propose", "incoming.instruct", "incoming.conclude"
_WAITS = {PROPOSE: (Stage.REGISTERED, PROPOSE_HOURS), INSTRUCT: (Stage.PROPOSED, INSTRUCT_HOURS)}
_MET = {
    PROPOSE: {Deed.PROPOSED, Deed.INSTRUCTED}, INSTRUCT: {Deed.INSTRUCTED}, CONCLUDE: {Deed.CONCLUDED},
}  # fmt: skip


def owed(kind: str, steps: Iterable[Step]) -> list[Expected]:
    """What is owed of a kind by the units of papers that stand so."""
    if kind == CONCLUDE:
        return [
            Expected(step.unit.pk, step.paper.about, _period(step), min(step.opened_at, step.due_at), step.due_at)
            for step in steps
            if step.is_open and step.due_at
        ]
    stage, hours = _WAITS[kind]
    return _within([step for step in steps if step.stage == stage], hours)


def _within(steps: list[Step], hours: Parameter) -> list[Expected]:
    """Within some hours, but before the paper's own hour if that comes first."""
    if not steps:
        return []
    reading, found = measures.reading(hours), []
    for step in steps:
        end = step.opened_at + timedelta(hours=reading.of(step.unit))
        due = step.due_at if step.due_at and step.opened_at < step.due_at < end else end
        found.append(Expected(step.unit.pk, step.paper.about, _period(step), step.opened_at, due))
    return found


def _period(step: Step) -> str:
    """For the how-manieth time; with the paper's own number, since what is planned is also looked up by it."""
    return f"{step.paper_id.hex[-12:]}.{step.turn}"


def mirror(step: Step, by: Actor) -> None:
    """Bring what is owed in line with how a paper stands now."""
    about = step.paper.about
    for kind, deeds in _MET.items():
        obligations.mirror(kind, [about], owed(kind, [step]), [about] if step.deed in deeds else [], by=by)
