"""Somebody cannot be there: from now on what they had is a gap, and somebody is owed to fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.utils.translation import gettext as _

from fengsui.command.duty.actions import telling
from fengsui.command.duty.actions.carrying import Leaves, carry
from fengsui.command.duty.actions.changing import lock, undo
from fengsui.command.duty.models import Absence, ActKind
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import people, scope
from fengsui.ground.org.models import Person, Shift
from fengsui.ground.vault.actions import pen
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

WHY = 200
LONGEST_DAYS = 366


@action
def note_absence(person: Person, unit: Unit, since: datetime, until: datetime, why: str = "", *, by: Actor) -> Absence:
    """Note that somebody of a unit cannot be on duty from–to: by themselves, or by whoever is in charge there.

    Their shifts at the unit end where it begins, from now on; what is past was theirs.
    """
    _may(person, unit, by)
    now = clock.now()
    if until <= max(since, now) or (until - since).days > LONGEST_DAYS:
        raise Refused("duty.period", _("An absence ends after it begins, after now, and within a year."), field="until")
    if len(why) > WHY:
        raise Refused("duty.why", _("At most 200 characters."), field="why")
    lock(unit)
    same = Absence.objects.filter(person=person, unit=unit, withdrawn_at=None, since=since, until=until).first()
    if same:
        deeds.told()
        return same
    act = None
    if leaves := _shifts(person, unit, max(since, now), until):
        act = carry(unit, ActKind.ABSENT, leaves, [], by=by)
    actor = by if isinstance(by, Person) else None
    made = Absence.objects.create(
        person=person, unit=unit, since=since, until=until, by=actor, at=now, act=act,
        why_sealed=pen(person.pk).seal("why", why.replace("\x00", "").strip()),
    )  # fmt: skip
    journal.write(
        "duty.absence_noted", by=by.pk, unit=unit.pk, about=made.subject, person=str(person.pk), gaps=len(leaves),
        since=since.isoformat(), until=until.isoformat(),
    )  # fmt: skip
    if act:
        telling.tell_leaders(unit, str(act.pk), list(act.moves.all()))  # type: ignore[attr-defined]
    return made


def _may(person: Person, unit: Unit, by: Actor) -> None:
    if by.pk != person.pk:
        scope.require(by, "duty.change", unit)
    deeds.asked()
    here = Shift.objects.filter(Q(seat__unit=unit) | Q(station__unit=unit), person=person).exists()
    if not here and not people.at(unit).filter(pk=person.pk).exists():
        raise Refused("duty.stranger", _("Only people of this unit can be put on duty here."), field="person")


def _shifts(person: Person, unit: Unit, since: datetime, until: datetime) -> list[Leaves]:
    """What a person has at a unit in a time."""
    rows = Shift.objects.filter(
        Q(seat__unit=unit) | Q(station__unit=unit), person=person, period__overlap=DateTimeTZRange(since, until)
    )
    found = rows.select_related("seat__unit", "station__unit", "person").order_by("period")
    return [Leaves(row, max(since, row.period.lower), min(until, row.period.upper)) for row in found]


@action
def withdraw_absence(absence: Absence, *, by: Actor) -> Absence:
    """It was no absence, or is over earlier: their shifts are theirs again, unless somebody else is there by now."""
    _may(absence.person, absence.unit, by)
    lock(absence.unit)
    absence = Absence.objects.select_for_update(of=("self",)).select_related("unit", "person", "act").get(pk=absence.pk)
    if absence.withdrawn_at is not None:
        deeds.told()
        return absence
    actor = by if isinstance(by, Person) else None
    absence.withdrawn_at, absence.withdrawn_by = clock.now(), actor
    absence.save(update_fields=["withdrawn_at", "withdrawn_by"])
    journal.write(
        "duty.absence_withdrawn", by=by.pk, unit=absence.unit_id, about=absence.subject, person=str(absence.person_id)
    )
    if absence.act and absence.act.undone_id is None and absence.act.moves.filter(until__gt=clock.now()).exists():  # type: ignore[attr-defined]
        undo(absence.act, by=scope.SYSTEM)
    return absence
