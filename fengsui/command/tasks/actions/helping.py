"""Which units help: named when the task is given, changed while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.command.tasks.actions import telling
from fengsui.command.tasks.actions.carrying import FRESH, Act, after, expect, lock, one, write
from fengsui.command.tasks.models import LIVE, OPEN, Deed, Helper, Step, Task
from fengsui.command.tasks.queries.heirs import successors
from fengsui.command.tasks.queries.whom import reach
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def change_helpers(task: Task, helpers: Sequence[Unit], note: str = "", *, by: Actor) -> Step:
    """Say which units help from now on. The giver's unit names any that it can give tasks, the responsible unit those below it."""
    step = lock([task.pk])[0]
    base = _base(step, by)
    wanted = {unit.pk: unit for unit in helpers if unit.pk != step.to_id}
    here = set(Helper.objects.helping().filter(task=task).values_list("unit", flat=True))
    fresh, gone = [unit for pk, unit in wanted.items() if pk not in here], here - wanted.keys()
    if not fresh and not gone:
        deeds.told()  # a second click, or nothing was changed
        return step
    _check_reached(base, fresh)
    made = one(_helped(base, note, len(wanted)), task, by)
    _write(task, fresh, gone)
    telling.helping([(made, fresh)])
    return made


def _base(step: Step, by: Actor) -> Unit:
    """In whose name somebody changes it."""
    if scope.may(by, "tasks.review", step.giver):
        deeds.asked()
        return step.giver
    scope.require(by, "tasks.give", step.to)
    return step.to


def _helped(base: Unit, note: str, n: int) -> Act:
    def rule(step: Step) -> dict[str, Any]:
        expect(step, OPEN)
        return {}

    def ways(step: Step) -> list[tuple[str, Unit]]:
        return [("tasks.review", step.giver), ("tasks.give", step.to)]

    return Act(Deed.HELPED, ways, rule, note, FRESH, unit=lambda _step: base.pk, data=lambda _before, _after: {"n": n})


def _check_reached(base: Unit, units: Sequence[Unit]) -> None:
    here = set(reach(base).filter(pk__in=[unit.pk for unit in units]).values_list("pk", flat=True))
    if strange := next((unit for unit in units if unit.pk not in here), None):
        check_open(strange)
        raise Refused(
            "tasks.reach",
            _("%(unit)s does not stand below %(giver)s and cannot be given a task from there.")
            % {"unit": strange, "giver": base},
            field="helpers",
        )


def _write(task: Task, fresh: Iterable[Unit], gone: Iterable[int]) -> None:
    now = clock.now()
    Helper.objects.helping().filter(task=task, unit__in=gone).update(until=now)
    Helper.objects.bulk_create(Helper(task=task, unit=unit, since=now) for unit in fresh)


def pass_help_on() -> list[Step]:
    """Let whoever took over from a closed unit help in its place; the tick does it. Nobody took over: the closed one stays named."""
    rows = Helper.objects.helping().filter(unit__valid_to__lte=clock.today())
    instead = successors(set(rows.values_list("unit", flat=True)))
    held = _held(set(rows.filter(unit__in=instead).values_list("task", flat=True)))
    pairs, told = [], []
    for step in held:
        now = {row.unit_id: row.unit for row in step.task.helpers.helping().select_related("unit")}
        heirs = {instead[pk].pk: instead[pk] for pk in now if pk in instead}
        fresh = [unit for pk, unit in heirs.items() if pk not in now and pk != step.to_id]
        _write(step.task, fresh, [pk for pk in now if pk in instead])
        pairs.append((step, after(step, Deed.HELPED, SYSTEM)))
        told.append((step.giver_id, {"n": len(now.keys() - instead.keys()) + len(fresh)}))
        telling.helping([(pairs[-1][1], fresh)])
    if pairs:
        write(Deed.HELPED, pairs, SYSTEM, told)
    return [step for _before, step in pairs]


def _held(tasks: set[UUID]) -> list[Step]:
    return [step for step in lock(tasks) if step.stage in LIVE] if tasks else []
