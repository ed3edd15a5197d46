from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.incoming.actions import telling
from fengsui.command.incoming.actions.carrying import lock, write
from fengsui.command.incoming.models import Deed
from fengsui.command.incoming.queries.standing import orphans
from fengsui.command.tasks.queries.heirs import successors
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.scope import SYSTEM

if TYPE_CHECKING:
    from fengsui.command.incoming.models import Step
    from fengsui.ground.org.models import Unit


@action
def inherit() -> list[Step]:
    """Let the open papers of closed units pass to whoever took over: the tick does it, and every change of the organisation.

    To the one heir of a merged unit; where there is none or several, to the unit above. Numbers stay in the old register.
    """
    scope.require(SYSTEM, "incoming.carry")
    deeds.told()  # where nobody takes over nothing is written, and there is nothing to tell
    passed: dict[Unit, list[Step]] = {}
    for before in [lock(paper) for paper in orphans()]:
        if made := _passed(before):
            passed.setdefault(before.unit, []).append(made)
    for closed, steps in passed.items():
        telling.passed(closed, [step for step in steps if step.unit != closed])
    return [step for steps in passed.values() for step in steps]


def _passed(before: Step) -> Step | None:
    """The step by which it passes on; None: nothing stands that could take it over, or somebody just concluded it."""
    today = clock.today()
    gone = {unit.pk for unit in (before.unit, before.to) if unit and unit.is_closed(today)} if before.is_open else set()
    instead = successors(gone)
    unit, to = instead.get(before.unit.pk, before.unit), before.to and instead.get(before.to.pk, before.to)
    if unit != before.unit:
        return write(before, Deed.PASSED, SYSTEM, heir=unit, to=to, told={"to": unit.pk})
    if to and to != before.to:
        return write(before, Deed.PASSED, SYSTEM, to=to, told={"to": to.pk})
    return None
