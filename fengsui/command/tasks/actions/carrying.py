"""The one way in which a step is taken, for one task or a thousand: lock, right, rule, row, journal, obligation, note."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from fengsui.command.tasks.actions import mirroring, telling
from fengsui.command.tasks.models import NOTE, Deed, Stage, Step, Task
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.scope import Actor

    type Ways = Callable[[Step], list[tuple[str, Unit]]]  # any of these verbs at these units allows it


FRESH = {"pk": None}  # no step that was taken looks so: whoever asks again means it, with the same words or not
CARRIED = ("stage", "due_at", "percent", "result", "turn", "opened_at", "done_at")


class Refusal(NamedTuple):
    """A task that was left as it is, and why."""

    step: Step
    sentence: str


@dataclass
class Worked:
    """What came of an act: the tasks as they stand now, those that stood so already among them, and those refused."""

    steps: list[Step] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True)
class Act:
    """A deed. ways: who may; rule(step): what it makes of how a task stands, raises Refused; said: what was typed.

    ready(steps): asked once for all of them before the rules, by what a rule cannot ask for each (the checks).
    unit(step): in whose name the journal tells it.
    """

    deed: Deed
    ways: Ways
    rule: Callable[[Step], dict[str, Any]]
    note: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    ready: Callable[[Sequence[Step]], None] = lambda _steps: None
    unit: Callable[[Step], int] = lambda step: step.giver_id
    data: Callable[[Step, Step], dict[str, Any]] = lambda _before, _after: {}
    at: datetime | None = None


def one(act: Act, task: Task, by: Actor) -> Step:
    """Take a step with one task; its refusal is raised."""
    worked = carry_out(act, [task.pk], by, alone=True)
    return worked.steps[0]


def carry_out(act: Act, tasks: Collection[UUID], by: Actor, *, alone: bool = False) -> Worked:
    """Take a step with some tasks, in a number of queries that does not grow with them."""
    held = lock(tasks)
    may = _allowed(act.ways, held, by)
    deeds.asked()
    worked, pairs, open_ = Worked(), [], [step for step in held if may(step) is None]
    act.ready([step for step in open_ if not _same(step, act, by)])
    for step in held:
        try:
            if refusal := may(step):
                raise refusal
            if _same(step, act, by):  # a second click: the first one did it
                worked.steps.append(step)
                continue
            pairs.append((step, _next(step, act, by)))
        except Refused as refused:
            if alone:
                raise
            worked.refused.append(Refusal(step, str(refused.sentence)))
    if pairs:
        write(act.deed, pairs, by, [(act.unit(before), act.data(before, after)) for before, after in pairs])
    deeds.told()  # where nothing was to be written there is nothing to tell
    worked.steps += [after for _before, after in pairs]
    return worked


def write(
    deed: Deed, pairs: Sequence[tuple[Step, Step]], by: Actor, told: Sequence[tuple[int, dict[str, Any]]]
) -> None:
    """Write steps in the place of those before them, with everything that follows from them."""
    steps = [after for _before, after in pairs]
    Step.objects.filter(pk__in=[before.pk for before, _after in pairs]).update(replaced_at=clock.now())
    Step.objects.bulk_create(steps, batch_size=1000)
    entries = [(unit, step.task.subject, data) for step, (unit, data) in zip(steps, told, strict=True)]
    journal.write_many(f"tasks.{deed}", entries, by=by.pk)
    mirroring.mirror(steps, by)
    telling.tell(deed, steps)


def lock(tasks: Collection[UUID]) -> list[Step]:
    """How tasks stand, held until the end of the transaction: two who act at once act one after the other."""
    list(Task.objects.select_for_update().filter(pk__in=list(tasks)).order_by("pk").values_list("pk"))
    rows = Step.objects.as_known().filter(task__in=list(tasks)).select_related("task", "to", "giver")
    return list(rows.order_by("due_at", "pk"))


def _allowed(ways: Ways, steps: Sequence[Step], by: Actor) -> Callable[[Step], Refused | None]:
    """Tells of a task why a person may not; None: may. A query a verb, and one sentence a verb."""
    wanted: dict[str, set[int]] = {}
    for step in steps:
        for verb, unit in ways(step):
            wanted.setdefault(verb, set()).add(unit.pk)
    mine = {
        verb: set(scope.units(by, verb).filter(pk__in=units).values_list("pk", flat=True))
        for verb, units in wanted.items()
    }
    why: dict[str, Refused] = {}

    def refusal(step: Step) -> Refused | None:
        found = ways(step)
        if any(unit.pk in mine[verb] for verb, unit in found):
            return None
        verb, unit = found[0]
        return why.setdefault(verb, _refusal(by, verb, unit)) if verb not in why else why[verb]

    return refusal


def _refusal(by: Actor, verb: str, unit: Unit) -> Refused:
    try:
        scope.require(by, verb, unit)
    except Refused as refused:
        return refused
    return Refused(
        "tasks.closed_unit", _("This unit is closed; nothing is entered there any more.")
    )  # pragma: no cover


def _same(step: Step, act: Act, by: Actor) -> bool:
    said = {"note": short(act.note), **act.said}
    mine = step.deed == act.deed and step.by_id == by.pk
    return mine and all(getattr(step, key) == value for key, value in said.items())


def _next(step: Step, act: Act, by: Actor) -> Step:
    changes = act.rule(step)
    return after(step, act.deed, by, note=short(act.note), at=act.at, **changes)


def after(step: Step, deed: Deed, by: Actor, *, note: str = "", at: datetime | None = None, **changes: Any) -> Step:
    """The step that follows: as the one before, but for what changes."""
    now = clock.now()
    made = Step(
        task=step.task, deed=deed, note=note, by=by if isinstance(by, Person) else None, at=at or now, known_at=now,
        giver=step.giver, to=step.to, person_id=step.person_id, **{name: getattr(step, name) for name in CARRIED},
    )  # fmt: skip
    for key, value in changes.items():
        setattr(made, key, value)
    return made


def short(text: str) -> str:
    """Typed words as they are kept."""
    return text.replace("\x00", "").strip()[:NOTE]


def words(text: str, sentence: str, name: str) -> str:
    if not short(text):
        raise Refused("tasks.words", sentence, field=name)
    return short(text)


def expect(step: Step, stages: Iterable[Stage]) -> None:
    """Refuse what does not fit how the task stands; says who changed it when."""
    if step.stage in set(stages):
        return
    raise Refused(
        "tasks.stage",
        _("This task is “%(stage)s” since %(at)s; that cannot be done with it now.")
        % {"stage": Stage(step.stage).label, "at": clock.local(step.known_at).strftime("%m-%d %H:%M")},
    )


def hour(due: datetime, *, since: datetime | None = None) -> datetime:
    if due <= (since or clock.now()):
        raise Refused("tasks.due", _("Choose an hour that is still to come."), field="due")
    return due
