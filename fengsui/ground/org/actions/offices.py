"""Appointments: nobody gives a right that they lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Appointment, Office
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.scope import Actor


@action
def appoint(person: Person, unit: Unit, office: str, *, by: Actor, since: date | None = None) -> Appointment:
    """Appoint a person to an office of a unit. Nobody can give a right that they lack there."""
    scope.require(by, "org.appoint", unit)
    for verb in scope.verbs().values():
        if office in verb.offices and office not in OWN_HANDS and not scope.may(by, verb.key, unit):
            raise Refused(
                "org.lacking",
                _("You cannot appoint to an office with rights that you lack yourself (%(verb)s).")
                % {"verb": verb.name},
            )
    appointment = Appointment.objects.create(person=person, unit=unit, office=office, valid_from=since or clock.today())
    journal.write(
        "org.appointed", by=by.pk, unit=unit.pk, about=f"org.person:{person.pk}", person=str(person.pk), office=office
    )
    return appointment


OWN_HANDS = frozenset(
    {Office.OFFICER}
)  # a facility's own leader names its duty officers without counting wards himself
