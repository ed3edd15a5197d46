from __future__ import annotations

from fengsui.command.incidents.actions.carrying import after, lock, write
from fengsui.command.incidents.models import LIVE, Deed, Step
from fengsui.command.tasks.queries.heirs import successors
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.scope import SYSTEM


@action
def pass_on() -> list[Step]:
    """Let the open incidents of closed units pass to whoever took over: the tick does it, and every change of the organisation.

    To the one heir of a merged unit; where there is none or several, to the unit above.
    """
    scope.require(SYSTEM, "incidents.report")
    deeds.told()  # where nothing is written there is nothing to tell
    rows = Step.objects.as_known().live().filter(unit__valid_to__lte=clock.today()).select_related("incident")
    held = [lock(row.incident) for row in rows.order_by("pk")]
    heirs = successors({step.unit_id for step in held})
    return [
        write(step, after(step, Deed.PASSED, SYSTEM, unit=heirs[step.unit_id]), SYSTEM, to=heirs[step.unit_id].pk)
        for step in held
        if step.stage in LIVE and step.unit_id in heirs
    ]
