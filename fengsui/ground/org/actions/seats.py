"""Seats and stations, and who holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.actions.manning import Stint, free, man
from fengsui.ground.org.models import Seat, SeatKind, Station, Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.models import Person, Shift
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
    called = _called(name)
    if not 1 <= capacity <= 500:
        raise Refused("org.station", _("A station takes 1 to 500 persons at a time."), field="capacity")
    _check_free(unit, called)
    station = Station.objects.create(unit=unit, name=called, capacity=capacity)
    journal.write("org.station_founded", by=by.pk, unit=unit.pk, about=f"org.unit:{unit.pk}", station=station.name)
    return station


@action
def rename_station(station: Station, name: str, *, by: Actor) -> Station:
    """Call a place otherwise, here and wherever it is manned. Who is to undo it renames it back; again, nothing happens."""
    scope.require(by, "org.arrange", station.unit)
    called = _called(name)
    Unit.objects.select_for_update(no_key=True).get(pk=station.unit_id)  # two at once: the second finds the name taken
    station = Station.objects.select_related("unit").get(pk=station.pk)
    if station.name == called:
        deeds.told()
        return station
    _check_free(station.unit, called)
    before, station.name = station.name, called
    station.save(update_fields=["name"])
    journal.write(
        "org.station_renamed", by=by.pk, unit=station.unit_id, about=f"org.unit:{station.unit_id}", before=before,
        station=called,
    )  # fmt: skip
    return station


def _called(name: str) -> str:
    if not name.strip() or len(name.strip()) > 80:
        raise Refused("org.station", _("A station needs a name of at most 80 characters."), field="name")
    return name.strip()


def _check_free(unit: Unit, name: str) -> None:
    if unit.stations.filter(name=name).exists():
        raise Refused("org.station", _("There is a station of this name already."), field="name")
