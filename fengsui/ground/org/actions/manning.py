"""The one roster: who is at a seat or a station, from–to. Plain functions for the actions of rooms that plan duty.

The caller has asked for its own right and writes its own fact; what is held here is what must be true of any roster:
a seat has one holder at a time, a station its capacity, and nobody is at two places at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Seat, SeatKind, Shift, Station
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from fengsui.ground.org.declare import Verb
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@dataclass(frozen=True)
class Stint:
    """Somebody at a seat or a station from a moment to before another."""

    person: Person
    place: Seat | Station
    since: datetime
    until: datetime

    def row(self) -> Shift:
        seat = self.place if isinstance(self.place, Seat) else None
        station = self.place if isinstance(self.place, Station) else None
        return Shift(person=self.person, seat=seat, station=station, period=DateTimeTZRange(self.since, self.until))


def man(stints: Sequence[Stint]) -> list[Shift]:
    """Put people at their places, all or nobody. Refused with the first that cannot be, and why."""
    if any(one.until <= one.since for one in stints):
        raise _backwards()
    _lock([one.place for one in stints], [one.person.pk for one in stints])
    rows = [one.row() for one in stints]
    _check(rows)
    return Shift.objects.bulk_create(rows, batch_size=500)


def free(shifts: Iterable[Shift], at: datetime | None = None) -> list[Shift]:
    """Take people off their places from a moment (now) on. What has begun ends then; what has not is taken out.

    What is over stays as it was. Returns what was changed, as it was before: `man` with it again undoes this.
    """
    moment = max(at or clock.now(), clock.now())
    rows = list(_locked(shifts).filter(period__endswith__gt=moment))
    begun = [row for row in rows if row.period.lower < moment]
    Shift.objects.filter(pk__in=[row.pk for row in rows if row.period.lower >= moment]).delete()
    for row in begun:
        Shift.objects.filter(pk=row.pk).update(period=DateTimeTZRange(row.period.lower, moment))
    return rows


def retime(shift: Shift, since: datetime, until: datetime) -> Shift:
    """Let a shift begin or end at another moment. Refused if the place or the person is not free then."""
    if until <= since:
        raise _backwards()
    row = _locked([shift]).get()
    row.period = DateTimeTZRange(since, until)
    _check([row])
    row.save(update_fields=["period"])
    return row


def take_out(shifts: Iterable[Shift]) -> list[Shift]:
    """Strike out shifts that were never held, begun or not: somebody else stayed at the place. `man` with them undoes this."""
    rows = list(_locked(shifts))
    Shift.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return rows


def seat_lacking(by: Actor, kind: str, unit: Unit) -> Verb | None:
    """The first right of a seat that somebody lacks at a unit and so cannot give; None: it may be given.

    Whether a right also reaches the own unit, or only what lies below, is the right's business and not the giver's.
    """
    if isinstance(by, scope.System):
        return None
    paths = [tie.path for tie in unit.ties.on()]
    for verb in scope.verbs().values():
        carried = kind in verb.seats and (not verb.kinds or unit.kind in verb.kinds)
        if carried and not any(_covers(held, unit, paths) for held in scope.carrying(by, verb)):
            return verb
    return None


def _covers(held: scope.Holding, unit: Unit, paths: list[str]) -> bool:
    return held.unit_id == unit.pk or any(path.startswith(f"{up}.") for path in paths for up in held.paths)


def _backwards() -> Refused:
    return Refused("org.period", _("A shift must end after it begins."), field="until")


def _lock(places: Iterable[Seat | Station], persons: Iterable[object]) -> None:
    """Who plans the same places or people waits: in one order, so that no two wait for each other."""
    listed = list(places)
    for model in (Seat, Station):
        ids = sorted({place.pk for place in listed if isinstance(place, model)})
        list(model.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=set(persons)).order_by("pk").values_list("pk"))


def _locked(shifts: Iterable[Shift]) -> QuerySet[Shift]:
    listed = list(shifts)
    _lock([place for row in listed if (place := row.seat or row.station)], [row.person_id for row in listed])
    rows = Shift.objects.select_related("seat", "station").filter(pk__in=[row.pk for row in listed])
    return rows.order_by("period", "pk")


def _check(rows: Sequence[Shift]) -> None:
    """Refuse what the constraints of the table would, with words. Places and people are locked: nobody writes beside us."""
    if not rows:
        return
    near = Shift.objects.exclude(pk__in=[row.pk for row in rows if row.pk]).filter(
        Q(person__in={row.person_id for row in rows})
        | Q(seat__in={row.seat_id for row in rows} - {None})
        | Q(station__in={row.station_id for row in rows} - {None}),
        period__overlap=DateTimeTZRange(min(r.period.lower for r in rows), max(r.period.upper for r in rows)),
    )
    there = [*near.select_related("seat__unit", "station__unit"), *rows]
    _refuse_two([row for row in there if row.seat_id], "seat_id")
    _refuse_two(there.copy(), "person_id")
    _within_capacity(there, {row.station_id for row in rows if row.station_id})


def _refuse_two(rows: list[Shift], key: str) -> None:
    """Refuse if two shifts of one person, or of one seat, overlap."""
    rows.sort(key=lambda row: (str(getattr(row, key)), row.period.lower))
    for row, following in pairwise(rows):
        if getattr(row, key) == getattr(following, key) and following.period.lower < row.period.upper:
            raise _clash(*((following, row) if row.pk else (row, following)), twice=key == "person_id")


def _clash(row: Shift, other: Shift, *, twice: bool) -> Refused:
    """Why a shift cannot be beside another; the facts say who."""
    said = _("This person is at %(place)s from %(since)s to %(until)s already.") if twice else _(
        "Somebody else is at %(place)s from %(since)s to %(until)s."
    )  # fmt: skip
    hours = {
        name: date_format(clock.local(moment), "DATETIME_FORMAT")
        for name, moment in (("since", other.period.lower), ("until", other.period.upper))
    }
    return Refused(
        "org.two_places" if twice else "org.seat_taken", said % {"place": place_label(other), **hours},
        person=str(row.person_id), other=str(other.person_id),
    )  # fmt: skip


def place_label(shift: Shift) -> str:
    """Where a shift is: what the seat or station is called, and of which unit."""
    place = shift.seat or shift.station
    assert place
    name = SeatKind(place.kind).label if isinstance(place, Seat) else place.name
    return _("%(place)s (%(unit)s)") % {"place": name, "unit": place.unit.label}


def _within_capacity(rows: Sequence[Shift], stations: set[int]) -> None:
    """Refuse if more are at a station at a time than it takes."""
    for pk in stations:
        here = [row for row in rows if row.station_id == pk]
        ends = ((row.period.upper, -1) for row in here)
        turns = sorted(
            [*((row.period.lower, 1) for row in here), *ends]
        )  # who leaves at an hour is gone before who comes
        there, since = max(zip(accumulate(change for _at, change in turns), turns, strict=True), key=itemgetter(0))
        station = here[0].station
        assert station
        if there > station.capacity:
            hours = {"since": date_format(clock.local(since[0]), "DATETIME_FORMAT"), "there": there}
            raise Refused(
                "org.crowded", _("%(place)s takes %(most)s persons at a time; on %(since)s there would be %(there)s.")
                % {"place": place_label(here[0]), "most": station.capacity, **hours},
            )  # fmt: skip
