"""Seats and stations, and who holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.actions.manning import Stint, free, man
from fengsui.ground.org.models import Seat, SeatKind, Station
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.models import Person, Shift, Unit
    from fengsui.ground.org.scope import Actor


@action
def hold_seat(person: Person, unit: Unit, kind: str, *, since: datetime, until: datetime, by: Actor) -> Shift:
    """Record that a person holds a seat from–to. Refused if somebody else holds it in that time."""
    scope.require(by, "org.arrange", unit)
    if kind not in SeatKind.values:
        raise Refused("org.seat", _("Choose a seat."), field="kind")
    seat, _made = Seat.objects.get_or_create(unit=unit, kind=kind)
    (shift,) = man([Stint(person, seat, since, until)])
    journal.write(
        "org.seated", by=by.pk, unit=unit.pk, about=f"org.seat:{seat.pk}", at=since,
        person=str(person.pk), seat=SeatKind(kind).value, since=since.isoformat(), until=until.isoformat(),
    )  # fmt: skip
    return shift


@action
def end_shift(shift: Shift, *, by: Actor, at: datetime | None = None) -> None:
    """End a shift now or at a later moment; one that has not begun is taken out altogether."""
    place = shift.seat or shift.station
    assert place
    scope.require(by, "org.arrange", place.unit)
    moment = max(at or clock.now(), clock.now())
    if not free([shift], moment):
        raise Refused("org.shift_over", _("This shift is over, or ends before that already."))
    journal.write(
        "org.shift_ended", by=by.pk, unit=place.unit_id, about=f"org.unit:{place.unit_id}",
        person=str(shift.person_id), until=moment.isoformat(),
    )  # fmt: skip


@action
def found_station(unit: Unit, name: str, *, by: Actor, capacity: int = 1) -> Station:
    """Enter a place to be manned, for so many persons at a time."""
    scope.require(by, "org.arrange", unit)
    if not name.strip() or len(name.strip()) > 80:
        raise Refused("org.station", _("A station needs a name of at most 80 characters."), field="name")
    if not 1 <= capacity <= 500:
        raise Refused("org.station", _("A station takes 1 to 500 persons at a time."), field="capacity")
    if unit.stations.filter(name=name.strip()).exists():
        raise Refused("org.station", _("There is a station of this name already."), field="name")
    station = Station.objects.create(unit=unit, name=name.strip(), capacity=capacity)
    journal.write("org.station_founded", by=by.pk, unit=unit.pk, about=f"org.unit:{unit.pk}", station=station.name)
    return station
