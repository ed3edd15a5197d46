"""Another hour, another person, another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.command.tasks.actions.carrying import Act, after, expect, hour, lock, one, words, write
from fengsui.command.tasks.actions.helping import pass_help_on
from fengsui.command.tasks.actions.reviewing import reviewing, said_hour
from fengsui.command.tasks.models import OPEN, Deed, Step, Task
from fengsui.command.tasks.queries.heirs import orphaned, orphans
from fengsui.command.tasks.queries.whom import reach
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.scope import Actor


@action
def move(task: Task, due_at: datetime, reason: str, *, by: Actor, at: datetime | None = None) -> Step:
    """Move the hour by which it is to be done, with a reason. The old hour stays in the history."""
    return one(moving(due_at, reason, at=at), task, by)


def moving(due_at: datetime, reason: str, *, at: datetime | None = None) -> Act:
    def rule(step: Step) -> dict[str, Any]:
        expect(step, OPEN)
        words(reason, _("Say why the hour is moved."), "note")
        return {"due_at": hour(due_at, since=at)}

    def data(before: Step, after_: Step) -> dict[str, Any]:
        return {"before": said_hour(before.due_at), "due": said_hour(after_.due_at)}

    return Act(Deed.MOVED, reviewing, rule, reason, {"due_at": due_at}, data=data, at=at)


@action
def hand_over(
    task: Task, note: str = "", *, to: Unit | None = None, person: Person | None = None, by: Actor,
    at: datetime | None = None,
) -> Step:  # fmt: skip
    """Make another unit below the giver responsible, or name the person at the responsible unit (None: nobody in particular).

    The giver's unit hands over to any unit that it can give tasks; the responsible unit to those below it, and names
    persons of its own.
    """
    return one(handing(note, to, person, by, at=at), task, by)


def handing(note: str, to: Unit | None, person: Person | None, by: Actor, *, at: datetime | None = None) -> Act:
    bases: dict[int, Unit] = {}  # unit of the giver → in whose name it is handed over, if by the responsible unit
    reached: set[int] = set()

    def ways(step: Step) -> list[tuple[str, Unit]]:
        return [*reviewing(step), ("tasks.give" if to else "tasks.do", step.to)]

    def base(step: Step) -> Unit:
        return step.giver if step.giver_id in bases else step.to

    def ready(steps: Sequence[Step]) -> None:
        """Who hands over in whose name; asked once for each of the person's own units among the tasks."""
        if to is None:
            return
        givers = {step.giver_id for step in steps}
        bases.update(scope.units(by, "tasks.review").in_bulk(givers))
        reached.update(unit.pk for unit in {base(step) for step in steps} if reach(unit).filter(pk=to.pk).exists())

    def rule(step: Step) -> dict[str, Any]:
        expect(step, OPEN)
        if to is not None and base(step).pk not in reached:
            raise Refused(
                "tasks.reach",
                _("%(unit)s does not stand below %(giver)s and cannot be given a task from there.")
                % {"unit": to, "giver": base(step)},
                field="to",
            )
        where = to or step.to
        if person is not None and person not in scope.holders("tasks.do", where):
            raise Refused(
                "tasks.person",
                _("This person holds no office at the responsible unit that does tasks."),
                field="person",
            )
        return {"to": where, "person": person}

    said = {"person_id": person.pk if person else None} | ({"to_id": to.pk} if to else {})
    return Act(
        Deed.HANDED, ways, rule, note, said, ready, unit=lambda step: step.to_id,
        data=lambda _before, after_: {"to": after_.to_id}, at=at,
    )  # fmt: skip


@action
def pass_on() -> list[Step]:
    """Let the tasks of closed units pass to whoever took over: the tick does it, and every change of the organisation.

    To the one heir of a merged unit; where there is none or several, to the unit above. So does the review, and the helping.
    """
    scope.require(SYSTEM, "tasks.do")
    deeds.told()  # where nothing is written there is nothing to tell
    found = orphans(lock(orphaned()))
    if not found:
        return pass_help_on()
    pairs = []
    for step, to, giver in found:
        person = None if to != step.to else step.person
        pairs.append((step, after(step, Deed.PASSED, SYSTEM, to=to, giver=giver, person=person)))
    write(Deed.PASSED, pairs, SYSTEM, [(before.to_id, {"to": step.to_id}) for before, step in pairs])
    return [*(step for _before, step in pairs), *pass_help_on()]
