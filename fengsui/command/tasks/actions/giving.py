from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.command.tasks.actions import mirroring, telling
from fengsui.command.tasks.actions.carrying import hour, short
from fengsui.command.tasks.models import LONGEST, Deed, Helper, Source, Stage, Step, Task
from fengsui.command.tasks.queries.whom import reach
from fengsui.ground.checks.queries import Asked
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import Person
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

MOST = 200  # units that are given the same task at once
FROM = {"assessment.finding": Source.FINDING, "directives.plan": Source.PLAN, "directives.directive": Source.DIRECTIVE}


@dataclass(frozen=True)
class Order:
    """One of many tasks: what, by which unit (and person), by when, with whose help. key: the task's own id."""

    text: str
    to: Unit
    due_at: datetime
    person: Person | None = None
    helpers: tuple[Unit, ...] = ()
    key: UUID = field(default_factory=uuid7)


@action
def give(
    unit: Unit, text: str, *, to: Unit, due_at: datetime, by: Actor, about: str = "", check: Asked | tuple[str, int, str] | None = None,
    person: Person | None = None, helpers: Sequence[Unit] = (), url: str = "", verb: str = "tasks.give", source: str = "",
    source_note: str = "", key: UUID | None = None, at: datetime | None = None,
) -> Task:  # fmt: skip
    """Give a task in the name of a unit to a responsible unit at or below it, in any line of command.

    about, url: what it comes from ("room.thing:id") and its page; check: the statement that must hold before it is closed.
    verb: the right at `unit` that allows it, for a room that gives tasks by a right of its own. key: the form's id; sent
    twice, it is given once.
    """
    made = give_many(
        unit, text, to=[to], due_at=due_at, by=by, about=about, check=check, person=person, helpers=helpers, url=url,
        verb=verb, source=source, source_note=source_note, key=key, at=at,
    )  # fmt: skip
    return made[0]


@action
def give_many(
    unit: Unit, text: str, *, to: Sequence[Unit], due_at: datetime, by: Actor, about: str = "",
    check: Asked | tuple[str, int, str] | None = None, person: Person | None = None, helpers: Sequence[Unit] = (), url: str = "",
    verb: str = "tasks.give", source: str = "", source_note: str = "", key: UUID | None = None, at: datetime | None = None,
) -> list[Task]:  # fmt: skip
    """Give the same task to several units, each one of its own; as `give` in everything else."""
    scope.require(by, verb, unit)
    check_open(unit)
    key = key or uuid7()
    ids = {one.pk: uuid5(key, str(one.pk)) for one in to}
    if sent := list(Task.objects.filter(pk__in=ids.values(), unit=unit).order_by("pk")):
        deeds.told()  # sent twice: the first one did it
        return sent
    words = text_of(text)
    _check_units(unit, to, helpers)
    _check_person(person, to)
    hour(due_at, since=at)
    asked = Asked(*check) if check else Asked("", 0)
    made = [
        Task(
            id=ids[one.pk], unit=unit, text=words, source=source or FROM.get(about.partition(":")[0], Source.OWN),
            source_note=short(source_note)[:200], about=about, url=url_of(url), check_key=asked.check,
            check_unit_id=asked.unit_id or None, check_subject=asked.subject, check_day=asked.day,
        )
        for one in to
    ]  # fmt: skip
    keep_given(made, [Order(words, one, due_at, person, tuple(helpers)) for one in to], by, at)
    return made


def keep_given(made: Sequence[Task], orders: Sequence[Order], by: Actor, at: datetime | None) -> None:
    """Keep new tasks with everything that follows from their being given: the same number of queries for all of them."""
    now = clock.now()
    Task.objects.bulk_create(made)
    pairs = list(zip(made, orders, strict=True))
    Helper.objects.bulk_create(
        Helper(task=task, unit=helper) for task, order in pairs for helper in order.helpers if helper.pk != order.to.pk
    )
    steps = [
        Step(
            task=task, deed=Deed.GIVEN, stage=Stage.GIVEN, by=by if isinstance(by, Person) else None, giver=task.unit,
            to=order.to, person=order.person, due_at=order.due_at, opened_at=at or now, at=at or now, known_at=now,
        )
        for task, order in pairs
    ]  # fmt: skip
    Step.objects.bulk_create(steps)
    told = [
        (
            step.giver_id,
            step.task.subject,
            {"to": step.to_id, "due": date_format(clock.local(step.due_at), "Y-m-d H:i")},
        )
        for step in steps
    ]
    journal.write_many("tasks.given", told, by=by.pk)
    mirroring.mirror(steps, by)
    telling.tell(Deed.GIVEN, steps)
    telling.helping(
        (step, [one for one in order.helpers if one != order.to]) for step, order in zip(steps, orders, strict=True)
    )


def text_of(text: str) -> str:
    words = text.replace("\x00", "").strip()
    if not words:
        raise Refused("tasks.text", _("Say what is to be done."), field="text")
    if len(words) > LONGEST:
        raise Refused("tasks.long", _("Say it in at most %(n)d characters.") % {"n": LONGEST}, field="text")
    return words


def url_of(url: str) -> str:
    """The page of what it comes from: one of this house."""
    if url and not (url.startswith("/") and not url.startswith("//")):
        raise Refused("tasks.url", _("Give a page of this system, beginning with “/”."), field="url")
    return url


def _check_units(unit: Unit, to: Sequence[Unit], helpers: Sequence[Unit]) -> None:
    """Whoever is responsible or helps stands at or below the giver, today."""
    if not to:
        raise Refused("tasks.nobody", _("Choose the responsible unit."), field="to")
    if len(to) > MOST:
        raise Refused("tasks.many", _("At most %(n)d units at once.") % {"n": MOST}, field="to")
    wanted: Collection[Unit] = [*to, *helpers]
    here = set(reach(unit).filter(pk__in=[one.pk for one in wanted]).values_list("pk", flat=True))
    for one in wanted:
        if one.pk not in here:
            check_open(one)
            name = "to" if one in to else "helpers"
            raise Refused(
                "tasks.reach",
                _("%(unit)s does not stand below %(giver)s and cannot be given a task from there.")
                % {"unit": one, "giver": unit},
                field=name,
            )


def _check_person(person: Person | None, to: Sequence[Unit]) -> None:
    if person is None:
        return
    holders = scope.holders_of("tasks.do", [one.pk for one in to])
    if len(to) != 1 or person not in holders.get(to[0].pk, []):
        raise Refused(
            "tasks.person", _("This person holds no office at the responsible unit that does tasks."), field="person"
        )
