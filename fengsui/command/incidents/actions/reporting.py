"""Noting that something happened, and the three reports: first, follow-up, final. None is ever too late to be taken."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

from fengsui.command.incidents.actions import saying
from fengsui.command.incidents.actions.carrying import after, allow, expect, hold, is_again, lock, said_hour, who, write
from fengsui.command.incidents.actions.pathway import enter_fever
from fengsui.command.incidents.measures import FIRST_HOURS, FOLLOW_HOURS
from fengsui.command.incidents.models import LIVE, Deed, Fever, Incident, Pathway, Stage, Step
from fengsui.command.incidents.queries.lines import NEVER
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import Person
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.incidents.actions.saying import Said
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

NEAR = timedelta(hours=12)  # two of a kind at one unit within so long are asked about


@action
def note(
    unit: Unit, said: Said, *, by: Actor, key: UUID | None = None, again: bool = False, at: datetime | None = None,
    synthetic: bool = False,
) -> Step:  # fmt: skip
    """Note that something happened at a unit, without its report: the unit owes the first report from `learned_at` on.

    By the unit itself or by whoever commands it. key: the form's id; sent twice, it is one. again: it is another one than
    what was entered near it.
    """
    scope.require(by, "incidents.note", unit)
    if sent := _begin(unit, key, said, again=again):
        return sent
    step = _new(unit, key, said, by, at, synthetic=synthetic)
    due = said_hour(step.first_due_at)
    return write(None, step, by, what=step.kind, due=due)


@action
def report(
    unit: Unit, said: Said, *, by: Actor, key: UUID | None = None, again: bool = False, at: datetime | None = None,
    synthetic: bool = False,
) -> Step:  # fmt: skip
    """The first report of something that nobody noted before. In time or late: it is taken, and says which."""
    scope.require(by, "incidents.report", unit)
    if sent := _begin(unit, key, said, again=again):
        return sent
    before = _new(unit, key, said, by, at, synthetic=synthetic)
    step = after(before, Deed.REPORTED, by, at=at, **_reported(before, said, at))
    step.sealed = saying.seal(step.incident, said.about_persons)
    made = write(None, step, by, what=step.kind, minutes=_minutes(step), late=step.is_late)
    _measured(made, said, by)
    return made


@action
def report_first(incident: Incident, said: Said, *, by: Actor, at: datetime | None = None) -> Step:
    """The first report of what was noted. The hour since which it is known moves back only: later takes a correction."""
    before = lock(incident)
    allow(by, [("incidents.report", before.unit)])
    typed = {"text": saying.text_of(said.text), "measures": saying.measures_of(said.measures), "persons": said.persons}
    if is_again(before, Deed.REPORTED, by, **typed):
        return before
    expect(before, (Stage.NOTED,))
    if said.learned_at and said.learned_at > before.learned_at:
        raise Refused(
            "incidents.learned",
            _("It was noted as known at %(at)s; a later hour takes a correction, with its reason.")
            % {"at": said_hour(before.learned_at)},
            field="learned_at",
        )
    facts = _facts(before.unit, said, learned=said.learned_at or before.learned_at)
    step = after(before, Deed.REPORTED, by, at=at, **facts, **_reported(before, said, at))
    step.sealed = saying.seal(incident, said.about_persons)
    made = write(before, step, by, what=step.kind, minutes=_minutes(step), late=step.is_late)
    _measured(made, said, by)
    return made


def _measured(step: Step, said: Said, by: Actor) -> None:
    """The temperature that a first report gives, taken when it happened or became known, unless it was entered before."""
    if said.celsius and not Fever.objects.as_known().filter(incident=step.incident, step=Pathway.MEASURED).exists():
        hour = step.happened_at or step.learned_at
        enter_fever(step.incident, Pathway.MEASURED, at=hour, celsius=said.celsius, by=by)


@action
def follow(
    incident: Incident, text: str, *, measures_taken: str = "", persons: int | None = None, about_persons: str = "",
    by: Actor, at: datetime | None = None,
) -> Step:  # fmt: skip
    """A follow-up report: what is new. The next one is owed from now on."""
    return _next(incident, Deed.FOLLOWED, text, measures_taken, persons, about_persons, by, at)


@action
def conclude(
    incident: Incident, text: str, *, measures_taken: str = "", persons: int | None = None, about_persons: str = "",
    by: Actor, at: datetime | None = None,
) -> Step:  # fmt: skip
    """The final report: how it ended. It closes the incident."""
    return _next(incident, Deed.CLOSED, text, measures_taken, persons, about_persons, by, at)


def _next(
    incident: Incident, deed: Deed, text: str, taken: str, persons: int | None, about_persons: str, by: Actor,
    at: datetime | None,
) -> Step:  # fmt: skip
    before = lock(incident)
    allow(by, [("incidents.report", before.unit)])
    typed = {"text": saying.text_of(text), "measures": saying.measures_of(taken)}
    if is_again(before, deed, by, **typed):
        return before
    expect(before, (Stage.REPORTED,))
    moment = at or clock.now()
    closed = deed == Deed.CLOSED
    changes: dict[str, Any] = {
        **typed, "persons": before.persons if persons is None else persons, "number": before.number + 1, "last_at": moment,
        "stage": Stage.CLOSED if closed else Stage.REPORTED, "due_at": None if closed else follow_due(before.unit, moment),
    }  # fmt: skip
    step = after(before, deed, by, at=at, **changes)
    step.sealed = saying.seal(incident, about_persons)
    return write(before, step, by, number=step.number)


def _begin(unit: Unit, key: UUID | None, said: Said, *, again: bool) -> Step | None:
    """What every new incident asks first. Return the one that the same form made before, if it was sent twice."""
    check_open(unit)
    if unit.kind in NEVER:
        raise Refused("incidents.section", _("A facility reports for its sections; choose the facility."), field="unit")
    hold(_mark(unit))
    sent = Step.objects.filter(incident=key, incident__unit=unit).order_by("pk").first() if key else None
    if sent:
        deeds.told()
        return sent
    if not again and (other := _alike(unit, said)):
        raise Refused(
            "incidents.twice",
            _("%(who)s entered one of this kind at %(at)s: “%(text)s”. Report there, or say that this is another one.")
            % {"who": who(other.by_id), "at": said_hour(other.known_at), "text": other.text[:60]},
            field="again", incident=other.incident_id,
        )  # fmt: skip
    return None


def _mark(unit: Unit) -> UUID:
    """A mark of the unit for the lock under which its incidents begin."""
    return uuid5(NAMESPACE_URL, f"incidents.unit:{unit.pk}")


def _alike(unit: Unit, said: Said) -> Step | None:
    """What was entered of the same kind at the same unit shortly before and goes on."""
    learned = said.learned_at or clock.now()
    rows = Step.objects.as_known().filter(unit=unit, kind=said.kind, stage__in=LIVE)
    return rows.filter(learned_at__gt=learned - NEAR, learned_at__lt=learned + NEAR).order_by("-pk").first()


def _new(unit: Unit, key: UUID | None, said: Said, by: Actor, at: datetime | None, *, synthetic: bool) -> Step:
    """A new incident and its first, noted step, which is not written yet."""
    now = clock.now()
    facts = _facts(unit, said, learned=said.learned_at or at or now)
    text, taken = saying.text_of(said.text), saying.measures_of(said.measures)
    incident = Incident.objects.create(id=key or uuid7(), unit=unit, synthetic=synthetic)
    return Step(
        incident=incident, deed=Deed.NOTED, by=by if isinstance(by, Person) else None, at=at or now, known_at=now,
        sealed=saying.seal(incident, said.about_persons), stage=Stage.NOTED, unit=unit, persons=said.persons, text=text,
        measures=taken, due_at=facts["first_due_at"], **facts,
    )  # fmt: skip


def _facts(unit: Unit, said: Said, *, learned: datetime) -> dict[str, Any]:
    """What is true of the incident whoever reports it, and until when its first report is owed."""
    saying.hours(said.happened_at, learned)
    return {
        "kind": saying.kind_of(said.kind), "place": saying.place_of(said.place), "happened_at": said.happened_at,
        "learned_at": learned, "first_due_at": first_due(unit, learned),
    }  # fmt: skip


def first_due(unit: Unit, learned: datetime) -> datetime:
    """Until when the first report is owed: by the measure in force when it became known."""
    return learned + timedelta(hours=measures.reading(FIRST_HOURS, at=learned).of(unit))


def _reported(before: Step, said: Said, at: datetime | None) -> dict[str, Any]:
    moment = at or clock.now()
    return {
        "stage": Stage.REPORTED, "number": 1, "first_at": moment, "last_at": moment, "due_at": follow_due(before.unit, moment),
        "text": saying.text_of(said.text), "measures": saying.measures_of(said.measures),
        "persons": before.persons if said.persons is None else said.persons,
    }  # fmt: skip


def follow_due(unit: Unit, moment: datetime) -> datetime:
    return moment + timedelta(hours=measures.reading(FOLLOW_HOURS, at=moment).of(unit))


def _minutes(step: Step) -> int:
    """Minutes between the moment at which it was known and the first report."""
    assert step.first_at is not None  # it is the first report
    return int((step.first_at - step.learned_at).total_seconds() // 60)
