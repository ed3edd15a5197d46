"""Who is told at once; the reminder before the hour and the levels above are the obligations' business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format

from fengsui.command.tasks.models import Deed
from fengsui.ground.clock import queries as clock
from fengsui.ground.messages import actions as messages
from fengsui.ground.messages.actions import Letter
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fengsui.command.tasks.models import Step
    from fengsui.ground.org.models import Unit

KINDS = {
    Deed.GIVEN: "tasks.given", Deed.HANDED: "tasks.given", Deed.PASSED: "tasks.given", Deed.RETURNED: "tasks.returned",
    Deed.REOPENED: "tasks.returned", Deed.WITHDRAWN: "tasks.withdrawn", Deed.MOVED: "tasks.moved",
}  # fmt: skip
FEW = 3  # of them a person is told one by one
SAID = 120  # characters of a task in a message


def tell(deed: Deed, steps: Sequence[Step]) -> None:
    """A note to the responsible person, or where nobody is named to everybody who can do it."""
    kind = KINDS.get(deed)
    if kind is None:
        return
    unnamed = {step.to_id for step in steps if step.person_id is None}
    holders = scope.holders_of("tasks.do", unnamed) if unnamed else {}
    named = Person.objects.in_bulk({step.person_id for step in steps if step.person_id})
    theirs: dict[Person, list[Step]] = {}
    for step in steps:
        for person in [named[step.person_id]] if step.person_id else holders.get(step.to_id, []):
            theirs.setdefault(person, []).append(step)
    _post(kind, theirs)


def helping(named: Iterable[tuple[Step, Sequence[Unit]]]) -> None:
    """A note to everybody who does tasks at a unit that is to help."""
    pairs = [(step, unit) for step, units in named for unit in units]
    holders = scope.holders_of("tasks.do", {unit.pk for _step, unit in pairs}) if pairs else {}
    theirs: dict[Person, list[Step]] = {}
    for step, unit in pairs:
        for person in holders.get(unit.pk, []):
            theirs.setdefault(person, []).append(step)
    _post("tasks.helps", theirs)


def _post(kind: str, theirs: dict[Person, list[Step]]) -> None:
    few = {person: mine for person, mine in theirs.items() if len(mine) <= FEW}
    messages.post(kind, [_letter(kind, step, person) for person, mine in few.items() for step in mine])
    messages.post("tasks.several", [_several(person, mine) for person, mine in theirs.items() if person not in few])


def _several(person: Person, steps: Sequence[Step]) -> Letter:
    """Many at once are one note: nobody reads a thousand."""
    first = steps[0]
    data = {"n": len(steps), "text": first.task.text[:SAID]}
    return Letter(person, f"tasks.several:{first.pk}", first.giver, reverse("tasks:index"), data)


def _letter(kind: str, step: Step, person: Person) -> Letter:
    data = {"text": step.task.text[:SAID]}
    if kind != "tasks.withdrawn":
        data["due"] = date_format(clock.local(step.due_at), "m-d H:i")
    return Letter(person, f"{kind}:{step.pk}", step.giver, reverse("tasks:task", args=[step.task_id]), data)
