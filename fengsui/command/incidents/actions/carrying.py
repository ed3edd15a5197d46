"""The one way in which a step is taken with an incident: lock, right, rule, row, journal, obligations, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext as _

from fengsui.command.incidents.actions import mirroring, saying, telling
from fengsui.command.incidents.models import Incident, Stage, Step
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.org.queries import names
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.incidents.models import Deed, Fever, Outside
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

WHY = 200  # characters
STANDING = (
    "stage", "unit", "kind", "place", "happened_at", "learned_at", "persons", "text", "measures", "number", "first_due_at",
    "first_at", "last_at", "due_at",
)  # fmt: skip


def hold(key: UUID) -> None:
    """One at a time who begins the same thing, or reports from the same unit: until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [key.int % (1 << 63)])


def lock(incident: Incident) -> Step:
    """How an incident stands, held until the end of the transaction: two who act at once act one after the other."""
    Incident.objects.select_for_update().get(pk=incident.pk)
    return Step.objects.as_known().select_related("incident", "unit", "by").get(incident=incident)


def allow(by: Actor, ways: Sequence[tuple[str, Unit]]) -> None:
    """Refuse unless one of these verbs at these units is the person's; the first is the one that a refusal names."""
    deeds.asked()
    if not any(scope.may(by, verb, unit) for verb, unit in ways):
        scope.require(by, *ways[0])


def set_aside(before: Fever | Outside | None, because: str) -> str:
    """Let what was entered before be replaced, and return why it is; of a first entry nothing is asked."""
    if before is None:
        return ""
    sentence = _("Say why it is entered again: the first entry stays in the history.")
    why = saying.words(because, sentence, "because", WHY)
    type(before).objects.filter(pk=before.pk).update(replaced_at=clock.now())
    return why


def expect(step: Step, stages: Iterable[Stage]) -> None:
    """Refuse what does not fit how the incident stands; says who changed it when."""
    if step.stage in set(stages):
        return
    raise Refused(
        "incidents.stage",
        _("This incident is “%(stage)s” since %(at)s (%(who)s); that cannot be done with it now.")
        % {"stage": Stage(step.stage).label, "at": said_hour(step.known_at), "who": who(step.by_id)},
    )


def who(person: UUID | None) -> str:
    """The name of who acted before: the one who comes second is told."""
    return names([person]).get(person, "") if person else _("the system")


def said_hour(moment: datetime) -> str:
    return clock.local(moment).strftime("%m-%d %H:%M")


def is_again(step: Step, deed: Deed, by: Actor, **typed: Any) -> bool:
    """Whether the same person said the same just now: a second click, which the first one did."""
    mine = step.deed == deed and step.by_id == by.pk
    if mine and all(getattr(step, name) == value for name, value in typed.items()):
        deeds.told()
        return True
    return False


def after(step: Step, deed: Deed, by: Actor, *, at: datetime | None = None, **changes: Any) -> Step:
    """The step that follows: as the one before, but for what changes."""
    now = clock.now()
    standing = {name: getattr(step, name) for name in STANDING} | changes
    person = by if isinstance(by, Person) else None
    return Step(incident=step.incident, deed=deed, by=person, at=at or now, known_at=now, **standing)


def write(before: Step | None, step: Step, by: Actor, **told: Any) -> Step:
    """Write a step in the place of the one before it, with everything that follows from it."""
    if before is not None:
        Step.objects.filter(pk=before.pk).update(replaced_at=step.known_at)
    step.save()
    unit = before.unit if before is not None else step.unit  # a closed unit tells itself that it passes on
    journal.write(f"incidents.{step.deed}", by=by.pk, unit=unit.pk, about=step.incident.about, at=step.at, **told)
    mirroring.mirror([step], by)
    telling.tell(step, by)
    return step
