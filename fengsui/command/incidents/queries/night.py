"""What happened between two moments in the area of a unit: the page of the night, and whatever a meeting draws from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from fengsui import house
from fengsui.command.incidents.measures import NIGHT_FROM
from fengsui.command.incidents.models import Call, Deed, Stage, Step
from fengsui.command.incidents.queries.calls import dress
from fengsui.command.incidents.queries.listing import Shown, area, open_for, shown
from fengsui.command.tasks.models import Deed as TaskDeed
from fengsui.command.tasks.models import Stage as TaskStage
from fengsui.command.tasks.models import Step as TaskStep
from fengsui.command.tasks.queries import listing as tasks
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations.declare import Event, Nightly
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from datetime import datetime, time

    from django.utils.functional import Promise

    from fengsui.command.incidents.queries.calls import Rung
    from fengsui.ground.org.models import Person, Unit

MOST = 200  # incidents or calls of a night
TASKS = 50
TOLD = (Deed.REPORTED, Deed.FOLLOWED, Deed.CLOSED, Deed.REOPENED)


def began(unit: Unit, moment: datetime | None = None, hour: time | None = None) -> datetime:
    """When the night of a moment (now) began: the last time it was that hour, by default the measure's."""
    now = moment or clock.now()
    asked = hour or measures.reading(NIGHT_FROM, at=now).of(unit)
    start = clock.on(clock.local(now).date(), asked)
    return start if start < now else start - timedelta(days=1)


def night(
    unit: Unit, person: Person, since: datetime, until: datetime, known: datetime | None = None
) -> list[Event]:  # fmt: skip
    """Incidents and calls of a unit's area that became known, or of which a report came, between two moments; the oldest first.

    Only what the person sees. Withdrawn incidents and void calls are left out.
    """
    here = _here(unit, person, known)
    found = [*map(_incident, _incidents(here, since, until, known)), *map(_call, _calls(here, since, until, known))]
    return sorted(found, key=lambda event: event.at)


@dataclass(frozen=True)
class Group:
    """What a room above tells of the night."""

    title: str | Promise
    icon: str
    events: list[Event]


@dataclass(frozen=True)
class Night:
    """The page of the night: what goes on, what happened, who rang, what was given, what others tell."""

    going: list[Shown]
    incidents: list[Shown]
    calls: list[Rung]
    tasks: list[tasks.Shown]
    groups: list[Group]


def picture(unit: Unit, person: Person, since: datetime, until: datetime, known: datetime | None = None) -> Night:
    """The page of the night of a unit's area, in a number of queries that does not grow."""
    here = _here(unit, person, known)
    incidents, calls = _incidents(here, since, until, known), _calls(here, since, until, known)
    there = {row.step.incident_id for row in incidents}
    going = [row for row in open_for(unit, known) if row.step.incident_id not in there and row.step.unit_id in here]
    told = sorted(house.declared("night", Nightly), key=lambda one: one.order)
    groups = [
        Group(one.title, one.icon, one.rows(here, since, until, person, known))
        for one in told
        if scope.may(person, one.verb)
    ]
    return Night(
        going, incidents, calls, _tasks(here, since, until, person, known), [one for one in groups if one.events]
    )


def _here(unit: Unit, person: Person, known: datetime | None) -> frozenset[int]:
    seen = scope.seen(person, "incidents.see")
    return frozenset(area(unit, known).filter(pk__in=seen.values("pk")).values_list("pk", flat=True))


def _incidents(here: frozenset[int], since: datetime, until: datetime, known: datetime | None) -> list[Shown]:
    """The newest that became known between two moments, or of which a report came, oldest first."""
    came = Step.objects.filter(deed__in=TOLD, at__gte=since, at__lt=until, unit__among=here)
    learned = Q(learned_at__gte=since, learned_at__lt=until)
    rows = Step.objects.as_known(known).filter(unit__among=here).exclude(stage=Stage.WITHDRAWN)
    rows = rows.filter(learned | Q(incident__in=came.values("incident")))
    return shown(rows.select_related("incident", "unit").order_by("-learned_at", "-pk")[:MOST], known)[::-1]


def _calls(here: frozenset[int], since: datetime, until: datetime, known: datetime | None) -> list[Rung]:
    rows = Call.objects.as_known(known).filter(unit__among=here, at__gte=since, at__lt=until)
    return dress(rows.select_related("unit", "caller_unit").order_by("-at", "-pk")[:MOST], known)[::-1]


def _tasks(
    here: frozenset[int], since: datetime, until: datetime, person: Person, known: datetime | None
) -> list[tasks.Shown]:
    """The tasks that were given in the area between two moments, as they stand."""
    given = TaskStep.objects.filter(deed=TaskDeed.GIVEN, at__gte=since, at__lt=until, to__among=here)
    if known is not None:
        given = given.filter(known_at__lte=known)
    rows = tasks.standing(person, known).filter(task__in=given.values("task")).exclude(stage=TaskStage.WITHDRAWN)
    return tasks.shown(rows.order_by("due_at", "pk")[:TASKS], known)


def _incident(row: Shown) -> Event:
    step, (tone, word) = row.step, row.standing
    return Event(
        "incident", step.learned_at, step.unit, f"{row.kind} · {step.text}",
        reverse("incidents:incident", args=[step.incident_id]), word, tone, step.measures,
    )  # fmt: skip


def _call(row: Rung) -> Event:
    call = row.call
    became = "、".join(made.word for made in row.made)
    return Event(
        "call", call.at, call.unit, call.text, reverse("incidents:call", args=[call.pk]), became,
        "still" if row.made else "due", call.caller_unit.label if call.caller_unit else "",
    )  # fmt: skip
