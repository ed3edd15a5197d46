"""The dry run: what giving the tasks of a version would do, item by item. The act does exactly this and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.plans.content import Content, Part
from fengsui.command.plans.models import Given, Version
from fengsui.command.plans.queries.comparing import compare
from fengsui.command.plans.queries.reading import content
from fengsui.command.tasks.models import OPEN, Stage, Step
from fengsui.command.tasks.queries.whom import reach
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from fengsui.command.plans.content import Entry
    from fengsui.command.plans.models import Plan
    from fengsui.command.plans.queries.comparing import Change
    from fengsui.ground.org.models import Person, Unit

CARRIED = {"text", "unit", "person_id", "helpers", "due_at"}  # what of an item stands in its task


class Deed(StrEnum):
    GIVE = "give"
    KEEP = "keep"
    HAND = "hand"  # to another unit or person
    MOVE = "move"  # the hour
    BOTH = "both"  # hand over and move the hour
    REPLACE = "replace"  # withdraw the task, give another: its words or who helps cannot be changed
    WITHDRAW = "withdraw"
    READ = "read"  # no unit or no hour: yields no task
    BLOCKED = "blocked"  # cannot be given as it stands


@dataclass(frozen=True)
class Effect:
    """What would happen for one item. step: how its task stands now, if it has one; why: a sentence, if it needs one."""

    change: Change
    deed: Deed
    step: Step | None = None
    why: str = ""

    @property
    def entry(self) -> Entry:
        found = self.change.after or self.change.before
        assert found is not None  # a change has one side at least
        return found


@dataclass(frozen=True)
class Run:
    """A dry run. token: the same as long as nothing changed meanwhile."""

    effects: list[Effect]
    token: str

    def of(self, *deeds: Deed) -> list[Effect]:
        return [effect for effect in self.effects if effect.deed in deeds]

    @property
    def blocked(self) -> list[Effect]:
        return self.of(Deed.BLOCKED)

    @property
    def does_something(self) -> bool:
        return any(effect.deed not in {Deed.KEEP, Deed.READ, Deed.BLOCKED} for effect in self.effects)


@dataclass(frozen=True)
class Standing:
    """What the items' tasks stand for now. steps: item's key → its task; said: what each item said when it was last dealt with."""

    steps: dict[UUID, Step]
    said: Content

    @classmethod
    def of(cls, plan: Plan) -> Standing:
        """Read it: a few queries, and some for each version from which a task is left."""
        rows = Given.objects.filter(plan=plan).order_by("pk").values_list("key", "task", "version")
        newest = {key: (task, version) for key, task, version in rows}
        found = Step.objects.as_known().filter(task__in=[task for task, _version in newest.values()])
        steps = {step.task_id: step for step in found.select_related("task", "to", "giver")}
        versions = {key: version for key, (_task, version) in newest.items()}
        bases = Version.objects.filter(pk__in=set(versions.values()))
        entries = {(row.pk, entry.key): entry for row in bases for entry in content(row).entries()}
        said = tuple(entries[version, key] for key, version in versions.items())
        return cls({key: steps[task] for key, (task, _version) in newest.items()}, Content((Part("", "", said),)))


def dry_run(version: Version) -> Run:
    """What giving the tasks of an issued version would do now, item by item against what its task was given for."""
    now = Standing.of(version.plan)
    changes = compare(now.said, content(version))
    able = Able.of(version.plan.unit, [change.after for change in changes if change.after])
    found = [_effect(change, now.steps.get(change.key), able) for change in changes]
    effects = [
        one for one in found if one.change.after or one.deed == Deed.WITHDRAW
    ]  # what was dropped long ago is over
    return Run(effects, _token(version, effects))


def _token(version: Version, effects: Iterable[Effect]) -> str:
    said = [str(version.pk)]
    said += [f"{one.change.key}:{one.deed}:{one.step.task_id if one.step else 0}:{bool(one.why)}" for one in effects]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Able:
    """Who can be given tasks now: asked once for all items."""

    reached: frozenset[int]
    holders: dict[int, set[UUID]]

    @classmethod
    def of(cls, unit: Unit, entries: list[Entry]) -> Able:
        wanted = _named(entries)
        reached = reach(unit).filter(pk__in=wanted).values_list("pk", flat=True)
        named = {entry.unit.pk for entry in entries if entry.unit and entry.person_id}
        held = scope.holders_of("tasks.do", named) if named else {}
        return cls(frozenset(reached), {pk: {person.pk for person in rows} for pk, rows in held.items()})

    def problem(self, entry: Entry, deed: Deed) -> str:
        """Why it cannot be done for an item; empty: it can."""
        assert entry.unit is not None  # asked only of what yields a task
        assert entry.due_at is not None
        strange = next((unit for unit in (entry.unit, *entry.helpers) if unit.pk not in self.reached), None)
        if strange is not None:
            return _("%(unit)s is closed or does not stand below any more.") % {"unit": strange.label}
        if deed != Deed.HAND and entry.due_at <= clock.now():
            return _("Its hour is over already.")
        if entry.person_id and entry.person_id not in self.holders.get(entry.unit.pk, set()):
            return _("The person named holds no office there any more that does tasks.")
        return ""


def _named(entries: Iterable[Entry]) -> set[int]:
    return {unit.pk for entry in entries for unit in (entry.unit, *entry.helpers) if unit}


def _effect(change: Change, step: Step | None, able: Able) -> Effect:
    entry = change.after
    if entry is None or not entry.yields:
        if step is not None and step.stage in OPEN:
            return Effect(change, Deed.WITHDRAW, step)
        if step is not None and step.stage in {Stage.DONE, Stage.CLOSED}:
            return Effect(change, Deed.KEEP, step, _("It is finished already."))
        return Effect(change, Deed.READ, step)
    if step is None:
        return _given(change, Deed.GIVE, None, able)
    return _going_on(change, entry, step, able)


def _going_on(change: Change, entry: Entry, step: Step, able: Able) -> Effect:
    """An item that has a task already."""
    fields = CARRIED & set(change.fields)
    if not fields:
        return Effect(change, Deed.KEEP, step)  # however it stands: what was decided about the task holds
    if step.stage == Stage.WITHDRAWN:
        return _given(change, Deed.GIVE, step, able)
    if step.stage not in OPEN and not fields & {"text", "unit"}:
        return Effect(change, Deed.KEEP, step, _("It is finished already."))
    if step.stage == Stage.CLOSED:
        return _given(change, Deed.GIVE, step, able)
    if step.stage not in OPEN or fields & {"text", "helpers"}:
        return _given(change, Deed.REPLACE, step, able)
    hands = step.to_id != (entry.unit.pk if entry.unit else None) or step.person_id != entry.person_id
    hands = hands and bool(fields & {"unit", "person_id"})
    moves = "due_at" in fields and step.due_at != entry.due_at
    deed = Deed.BOTH if hands and moves else Deed.HAND if hands else Deed.MOVE if moves else Deed.KEEP
    return Effect(change, Deed.KEEP, step) if deed == Deed.KEEP else _given(change, deed, step, able)


def _given(change: Change, deed: Deed, step: Step | None, able: Able) -> Effect:
    """A deed that needs somebody who can do it, and an hour to come."""
    assert change.after is not None
    problem = able.problem(change.after, deed)
    return Effect(change, Deed.BLOCKED if problem else deed, step, problem)


def pickable(unit: Unit) -> list[Unit]:
    """The units that an item can name."""
    return list(reach(unit).order_by("code"))


def people(units: Iterable[int]) -> dict[int, list[Person]]:
    """Unit id → who can be named for an item there."""
    wanted = set(units)
    return scope.holders_of("tasks.do", wanted) if wanted else {}
