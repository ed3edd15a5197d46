"""Giving the tasks of a version: exactly what the dry run said, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.plans.actions.common import lock, person, tell
from fengsui.command.plans.models import Carried, Given, Stage
from fengsui.command.plans.queries import effects, reading
from fengsui.command.plans.queries.effects import Deed
from fengsui.command.tasks import actions as tasks
from fengsui.command.tasks.models import Source
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from fengsui.command.plans.content import Entry
    from fengsui.command.plans.models import Version
    from fengsui.command.plans.queries.effects import Effect, Run
    from fengsui.command.tasks.actions import Worked
    from fengsui.ground.org.scope import Actor

VERB = "plans.give"


@action
def carry_out(version: Version, *, token: str, by: Actor, reason: str = "", keep: Collection[UUID] = ()) -> Run:
    """Give, move, hand over, replace and withdraw what the dry run with this token said. Constant queries.

    keep: keys of dropped items whose tasks go on all the same. Refused as `plans.moved_on` if the dry run would say
    something else now; nothing is done then.
    """
    scope.require(by, VERB, version.plan.unit)
    found = lock(version, Stage.ISSUED)
    _check_in_force(found)
    run = effects.dry_run(found)
    if run.token != token:
        raise Refused(
            "plans.moved_on", _("Something changed since this was worked out. Look at it again; nothing was done.")
        )
    words = " ".join(reason.replace("\x00", "").split())[:300] or _reason(found)
    gone = [effect for effect in run.of(Deed.WITHDRAW) if effect.change.key not in set(keep)]
    _withdraw([*gone, *run.of(Deed.REPLACE)], words, by)
    _hand(run.of(Deed.HAND, Deed.BOTH), words, by)
    _move(run.of(Deed.MOVE, Deed.BOTH), words, by)
    _give(found, run.of(Deed.GIVE, Deed.REPLACE), by)
    _note(found, run)
    Carried.objects.get_or_create(version=found, defaults={"by": person(by), "at": clock.now()})
    changed = len(run.of(Deed.HAND, Deed.MOVE, Deed.BOTH, Deed.REPLACE))
    tell("plans.carried", found, by, given=len(run.of(Deed.GIVE)), changed=changed, withdrawn=len(gone))
    return run


def _reason(version: Version) -> str:
    return _("Version %(n)d of “%(plan)s”. %(reason)s").strip() % {
        "n": version.number, "plan": version.plan.title, "reason": version.reason,
    }  # fmt: skip


def _check_in_force(version: Version) -> None:
    newest = reading.issued(version.plan)
    if newest is None or newest.pk != version.pk:
        raise Refused("plans.replaced", _("A newer version was issued; carry that one out."))


def _withdraw(found: list[Effect], reason: str, by: Actor) -> None:
    if found:
        _whole(tasks.withdraw_each(_ids(found), reason, by=by, verb=VERB))


def _hand(found: list[Effect], reason: str, by: Actor) -> None:
    if found:
        people = _people(found)
        wanted = {
            effect.step.task_id: (effect.entry.unit, _person(people, effect.entry))
            for effect in found
            if effect.step and effect.entry.unit
        }
        _whole(tasks.hand_each(wanted, reason, by=by, verb=VERB))


def _move(found: list[Effect], reason: str, by: Actor) -> None:
    if found:
        wanted = {effect.step.task_id: effect.entry.due_at for effect in found if effect.step and effect.entry.due_at}
        _whole(tasks.move_each(wanted, reason, by=by, verb=VERB))


def _give(version: Version, found: list[Effect], by: Actor) -> None:
    people, plan = _people(found), version.plan
    orders = [
        tasks.Order(entry.text, entry.unit, entry.due_at, _person(people, entry), entry.helpers)
        for entry in (effect.entry for effect in found)
        if entry.unit and entry.due_at
    ]
    made = tasks.give_each(
        plan.unit, orders, by=by, verb=VERB, source=Source.PLAN, about=plan.about,
        url=reverse("plans:plan", args=[plan.pk]), source_note=plan.title,
    )  # fmt: skip
    now = clock.now()
    Given.objects.bulk_create(
        Given(plan=plan, key=effect.change.key, version=version, task=task, at=now)
        for effect, task in zip(found, made, strict=True)
    )


def _note(version: Version, run: Run) -> None:
    """Note of the other tasks that they say what this version says: the next one is compared with it."""
    there = set(Given.objects.filter(version=version).values_list("key", flat=True))
    dealt = run.of(Deed.KEEP, Deed.HAND, Deed.MOVE, Deed.BOTH, Deed.WITHDRAW)
    Given.objects.bulk_create(
        Given(plan=version.plan, key=one.change.key, version=version, task=one.step.task, at=clock.now())
        for one in dealt
        if one.step and one.change.after and one.change.key not in there
    )


def _people(found: list[Effect]) -> dict[UUID, Person]:
    wanted = {effect.entry.person_id for effect in found if effect.entry.person_id}
    return Person.objects.in_bulk(wanted) if wanted else {}


def _person(people: dict[UUID, Person], entry: Entry) -> Person | None:
    return people[entry.person_id] if entry.person_id else None


def _ids(found: list[Effect]) -> list[UUID]:
    return [effect.step.task_id for effect in found if effect.step]


def _whole(worked: Worked) -> None:
    """All of it or nothing: the dry run said so."""
    if worked.refused:
        raise Refused(
            "plans.moved_on", _("Nothing was done: “%(task)s” cannot be changed now. %(why)s")
            % {"task": worked.refused[0].step.task.text[:40], "why": worked.refused[0].sentence},
        )  # fmt: skip
