"""Many tasks of one room at once, each with its own words, hour and unit: by that room's right, in constant queries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.command.tasks.actions.carrying import FRESH, Act, Worked, carry_out, expect, hour, short, words
from fengsui.command.tasks.actions.giving import keep_given, text_of, url_of
from fengsui.command.tasks.actions.moving import moving
from fengsui.command.tasks.actions.reviewing import withdrawing
from fengsui.command.tasks.models import OPEN, Deed, Step, Task
from fengsui.command.tasks.queries.whom import reach
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.tasks.actions.giving import Order
    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.scope import Actor

MOST = 1000


@action
def give_each(
    unit: Unit, orders: Sequence[Order], *, by: Actor, verb: str, source: str, about: str, url: str = "",
    source_note: str = "", at: datetime | None = None,
) -> list[Task]:  # fmt: skip
    """Give different tasks to different units in the name of one, in their order; as `give` in everything else."""
    scope.require(by, verb, unit)
    if not orders:
        deeds.told()  # nothing is given, so there is nothing to tell
        return []
    check_open(unit)
    if len(orders) > MOST:
        raise Refused("tasks.too_many", _("At most %(n)d tasks at once.") % {"n": MOST})
    _check_reached(unit, [one for order in orders for one in (order.to, *order.helpers)])
    _check_persons([(order.to, order.person) for order in orders])
    made = [
        Task(
            id=order.key, unit=unit, text=text_of(order.text), source=source, source_note=short(source_note)[:200],
            about=about, url=url_of(url),
        )
        for order in orders
    ]  # fmt: skip
    for order in orders:
        hour(order.due_at, since=at)
    keep_given(made, orders, by, at)
    return made


@action
def hand_each(tasks: Mapping[UUID, tuple[Unit, Person | None]], reason: str, *, by: Actor, verb: str) -> Worked:
    """Make other units or persons responsible, each task its own. verb: the room's right at the unit that gave it."""

    def ready(steps: Sequence[Step]) -> None:
        for giver in {step.giver for step in steps}:
            _check_reached(giver, [tasks[step.task_id][0] for step in steps if step.giver_id == giver.pk])
        _check_persons([tasks[step.task_id] for step in steps])

    def rule(step: Step) -> dict[str, Any]:
        expect(step, OPEN)
        to, person = tasks[step.task_id]
        return {"to": to, "person": person}

    act = Act(
        Deed.HANDED, _at_giver(verb), rule, reason, FRESH, ready, unit=lambda step: step.to_id,
        data=lambda _before, after: {"to": after.to_id},
    )  # fmt: skip
    return carry_out(act, tasks.keys(), by)


@action
def move_each(tasks: Mapping[UUID, datetime], reason: str, *, by: Actor, verb: str) -> Worked:
    """Move the hours of some tasks, each to its own."""

    def rule(step: Step) -> dict[str, Any]:
        expect(step, OPEN)
        words(reason, _("Say why the hour is moved."), "note")
        return {"due_at": hour(tasks[step.task_id])}

    act = replace(moving(min(tasks.values()), reason), ways=_at_giver(verb), rule=rule, said=FRESH)
    return carry_out(act, tasks.keys(), by)


@action
def withdraw_each(tasks: Collection[UUID], reason: str, *, by: Actor, verb: str) -> Worked:
    """Withdraw some tasks that are not over, with one reason."""
    return carry_out(replace(withdrawing(reason), ways=_at_giver(verb), said=FRESH), tasks, by)


def _at_giver(verb: str) -> Any:
    return lambda step: [(verb, step.giver)]


def _check_reached(unit: Unit, wanted: Sequence[Unit]) -> None:
    """Whoever is responsible or helps stands at or below the giver, today."""
    here = set(reach(unit).filter(pk__in={one.pk for one in wanted}).values_list("pk", flat=True))
    if strange := next((one for one in wanted if one.pk not in here), None):
        check_open(strange)
        raise Refused(
            "tasks.reach",
            _("%(unit)s does not stand below %(giver)s and cannot be given a task from there.")
            % {"unit": strange, "giver": unit},
            field="to",
        )


def _check_persons(pairs: Iterable[tuple[Unit, Person | None]]) -> None:
    named = [(unit, person) for unit, person in pairs if person]
    held = scope.holders_of("tasks.do", [unit.pk for unit, _person in named]) if named else {}
    if any(person not in held.get(unit.pk, []) for unit, person in named):
        raise Refused(
            "tasks.person", _("This person holds no office at the responsible unit that does tasks."), field="person"
        )
