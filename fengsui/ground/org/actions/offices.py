"""Appointments: nobody gives a right that they lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Appointment, Office
from fengsui.ground.org.plans import lasting
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date

    from fengsui.ground.org.declare import Verb
    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.scope import Actor


OWN_HANDS = frozenset(
    {Office.OFFICER}
)  # a facility's own leader names its duty officers without counting wards himself


@action
def appoint(
    person: Person, unit: Unit, office: str, *, by: Actor, since: date | None = None, until: date | None = None
) -> Appointment:
    """Appoint a person to an office of a unit, from a day (today) until before another.

    Nobody can give a right that they lack there; who holds an office may give the same office at the units below.
    """
    scope.require(by, "org.appoint", unit)
    begins = since or clock.today()
    _check(person, unit, office, begins, until, by)
    appointment = Appointment.objects.create(person=person, unit=unit, office=office, valid_from=begins, valid_to=until)
    journal.write(
        "org.appointed", by=by.pk, unit=unit.pk, about=f"org.person:{person.pk}",
        person=str(person.pk), office=office, since=begins.isoformat(),
    )  # fmt: skip
    return appointment


def _check(person: Person, unit: Unit, office: str, begins: date, until: date | None, by: Actor) -> None:
    if office not in Office.values:
        raise Refused("org.office", _("Choose an office."), field="office")
    may_give(by, office, unit)
    if isinstance(by, scope.System):  # loading a past: what was, is told as it was
        return
    if begins < clock.today():
        raise Refused("org.past", _("A change begins today at the earliest; what was, stays as it was."), field="since")
    if until and until <= begins:
        raise Refused("org.until", _("It must end after it begins."), field="until")
    if unit.valid_to and unit.valid_to <= begins:
        raise Refused(
            "org.closed_unit",
            _("%(unit)s is closed from %(day)s.") % {"unit": unit.label, "day": date_format(unit.valid_to)},
        )
    same = Appointment.objects.filter(person=person, unit=unit, office=office)
    if lasting(same, begins).exists():
        raise Refused("org.appointed", _("This person holds this office here already."), field="office")


def may_give(by: Actor, office: str, unit: Unit) -> None:
    """Refuse unless somebody may give this office at this unit."""
    if missing := lacking(by, office, unit):
        raise Refused(
            "org.lacking",
            _("You cannot appoint to an office with rights that you lack yourself (%(verb)s).")
            % {"verb": missing.name},
            field="office",
        )


def lacking(by: Actor, office: str, unit: Unit) -> Verb | None:
    """The first right of an office that somebody lacks at a unit and so cannot give; None: it may be given."""
    return None if isinstance(by, scope.System) else offers(by, unit)[office]


def offers(by: Person, unit: Unit) -> dict[str, Verb | None]:
    """For every office the right that stands in the way of giving it at a unit; None: it may be given."""
    mine = scope.reach(by, unit)
    return {
        office: None if office in OWN_HANDS or office in mine.offices else next(
            (verb for verb in scope.verbs().values() if office in verb.offices and verb.key not in mine.verbs), None
        )
        for office in Office.values
    }  # fmt: skip


@action
def end_appointment(appointment: Appointment, *, by: Actor, on: date | None = None) -> Appointment:
    """End an appointment from a day on (today). Whoever may give an office may end it."""
    scope.require(by, "org.appoint", appointment.unit)
    row = Appointment.objects.select_for_update().select_related("unit").get(pk=appointment.pk)
    may_give(by, row.office, row.unit)
    day, today = on or clock.today(), clock.today()
    if row.valid_to and row.valid_to <= today:
        raise Refused("org.ended", _("This appointment has ended already."))
    if day < today:
        raise Refused("org.past", _("A change begins today at the earliest; what was, stays as it was."), field="on")
    row.valid_to = max(day, row.valid_from)
    row.save(update_fields=["valid_to"])
    journal.write(
        "org.appointment_ended", by=by.pk, unit=row.unit_id, about=f"org.person:{row.person_id}",
        person=str(row.person_id), office=row.office, since=row.valid_to.isoformat(),
    )  # fmt: skip
    return row


@action
def resume_appointment(appointment: Appointment, *, by: Actor) -> Appointment:
    """Undo the end of an appointment on the day on which it ended or before."""
    scope.require(by, "org.appoint", appointment.unit)
    row = Appointment.objects.select_for_update().select_related("unit").get(pk=appointment.pk)
    may_give(by, row.office, row.unit)
    if row.valid_to is None or row.ended_by_id or row.valid_to < clock.today():
        raise Refused("org.past", _("This appointment cannot be resumed; appoint the person anew."))
    same = Appointment.objects.filter(person=row.person_id, unit=row.unit_id, office=row.office).exclude(pk=row.pk)
    if lasting(same, row.valid_to).exists():
        raise Refused("org.appointed", _("This person holds this office here already."))
    row.valid_to = None
    row.save(update_fields=["valid_to"])
    journal.write(
        "org.appointed", by=by.pk, unit=row.unit_id, about=f"org.person:{row.person_id}",
        person=str(row.person_id), office=row.office, since=row.valid_from.isoformat(),
    )  # fmt: skip
    return row
