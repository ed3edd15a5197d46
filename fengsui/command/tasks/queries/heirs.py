"""Who takes over what units that are closed had to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from fengsui.command.tasks.models import LIVE, Step
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.closed import heirs
from fengsui.ground.org.models import COMMAND_LINES, Tie, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet


def orphaned() -> list[UUID]:
    """The tasks that are not over and whose responsible unit or giver is closed today."""
    today = clock.today()
    rows = Step.objects.as_known().live().filter(Q(to__valid_to__lte=today) | Q(giver__valid_to__lte=today))
    return list(rows.values_list("task", flat=True))


def orphans(steps: Iterable[Step]) -> list[tuple[Step, Unit, Unit]]:
    """Steps of tasks whose responsible unit or giver is closed today, with who is responsible and who reviews from now on."""
    today = clock.today()
    found = [step for step in steps if step.stage in LIVE]
    instead = successors({unit.pk for step in found for unit in (step.to, step.giver) if unit.is_closed(today)})
    return [
        (step, instead.get(step.to_id, step.to), instead.get(step.giver_id, step.giver))
        for step in found
        if step.to_id in instead or step.giver_id in instead
    ]


def successors(closed: Iterable[int]) -> dict[int, Unit]:
    """Closed unit → the one that took over if it is one, else the nearest standing unit that was above it."""
    wanted = set(closed)
    if not wanted:
        return {}
    one = {pk: units[0] for pk, units in heirs(wanted).items() if len(units) == 1}
    return one | _above(wanted - one.keys())


def with_inherited(units: QuerySet[Unit]) -> set[int]:
    """Some units, and the closed ones from which they took over: who holds their papers now."""
    own = set(units.values_list("pk", flat=True))
    gone = set(Unit.objects.filter(valid_to__lte=clock.today()).values_list("pk", flat=True)) if own else set()
    return own | {pk for pk, unit in successors(gone - own).items() if unit.pk in own}


def _above(units: set[int]) -> dict[int, Unit]:
    last = Tie.objects.filter(unit__in=units, line__in=COMMAND_LINES, valid_to=F("unit__valid_to")).order_by("pk")
    paths = {pk: [int(step) for step in path.split(".")[1:-1]] for pk, path in last.values_list("unit", "path")}
    standing = Unit.objects.existing().in_bulk({step for path in paths.values() for step in path})
    found = {
        pk: next((standing[step] for step in reversed(path) if step in standing), None) for pk, path in paths.items()
    }
    return {pk: unit for pk, unit in found.items() if unit}
