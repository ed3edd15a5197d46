"""Seats and stations, and who holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Seat, SeatKind, Shift
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.scope import Actor


@action
def hold_seat(person: Person, unit: Unit, kind: str, *, since: datetime, until: datetime, by: Actor) -> Shift:
    """Record that a person holds a seat from–to. Refused if somebody else holds it in that time."""
    scope.require(by, "org.arrange", unit)
    if until <= since:
        raise Refused("org.period", _("A shift must end after it begins."), field="until")
    seat, _made = Seat.objects.get_or_create(unit=unit, kind=kind)
    try:
        with transaction.atomic():
            shift = Shift.objects.create(person=person, seat=seat, period=DateTimeTZRange(since, until))
    except IntegrityError as error:
        raise Refused("org.seat_taken", _("Somebody else holds this seat in that time.")) from error
    journal.write(
        "org.seated", by=by.pk, unit=unit.pk, about=f"org.seat:{seat.pk}", at=since,
        person=str(person.pk), seat=SeatKind(kind).value, since=since.isoformat(), until=until.isoformat(),
    )  # fmt: skip
    return shift
