"""What a unit mans, and at which hours."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.duty.actions.carrying import Leaves, carry
from fengsui.command.duty.models import WEEK, ActKind, Post, Slot
from fengsui.command.duty.models.posts import DAY_MINUTES, MOST_NEEDED
from fengsui.command.duty.queries.turns import shifts_at
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import actions as org
from fengsui.ground.org import scope
from fengsui.ground.org.models import Seat, SeatKind, Station
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import time

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

SKILLS = 200
FAR = timedelta(days=400)  # no roster is planned further ahead


@action
def man_seat(unit: Unit, kind: str, *, by: Actor, since: date | None = None) -> Post:
    """Say that a unit mans a seat from a day (today) on. Again, it is the one that is there."""
    scope.require(by, "duty.arrange", unit)
    if kind not in SeatKind.values:
        raise Refused("duty.seat", _("Choose a seat."), field="seat")
    seat = Seat.objects.filter(unit=unit, kind=kind).first()
    if seat is None:
        org.set_up_many([Seat(unit=unit, kind=kind)], by=scope.SYSTEM)
        seat = Seat.objects.get(unit=unit, kind=kind)
    return _opened(unit, seat, since, by)


@action
def man_station(unit: Unit, name: str, *, by: Actor, capacity: int = 1, since: date | None = None) -> Post:
    """Say that a unit mans a place for so many persons at a time: a gate, an office, a van."""
    scope.require(by, "duty.arrange", unit)
    station = unit.stations.filter(name=name.strip()).first()  # type: ignore[attr-defined]
    if station is None:
        station = org.found_station(unit, name, capacity=capacity, by=scope.SYSTEM)
    return _opened(unit, station, since, by)


def _opened(unit: Unit, place: Seat | Station, since: date | None, by: Actor) -> Post:
    seat, station = (place, None) if isinstance(place, Seat) else (None, place)
    there = Post.objects.select_for_update().filter(seat=seat, station=station, until=None).first()
    if there:
        deeds.told()
        return there
    post = Post.objects.create(unit=unit, seat=seat, station=station, since=since or clock.today())
    journal.write("duty.post_opened", by=by.pk, unit=unit.pk, about=f"duty.post:{post.pk}", place=place_code(post))
    return post


def place_code(post: Post) -> str:
    """As the journal calls a post: a seat by its kind, a station by its name."""
    return post.seat.kind if post.seat else post.label


@action
def change_post(post: Post, *, women_only: bool, skills: str, by: Actor) -> Post:
    """Say what whoever stands there must be and have."""
    scope.require(by, "duty.arrange", post.unit)
    said = "、".join(sorted(one for one in Post(skills=skills).demanded))
    if len(said) > SKILLS:
        raise Refused("duty.skills", _("At most 200 characters of skills."), field="skills")
    post.women_only, post.skills = women_only, said
    post.save(update_fields=["women_only", "skills"])
    journal.write(
        "duty.post_changed", by=by.pk, unit=post.unit_id, about=f"duty.post:{post.pk}", place=place_code(post),
        women_only=women_only, skills=said,
    )  # fmt: skip
    return post


@action
def close_post(post: Post, *, by: Actor) -> Post:
    """It is manned no longer from tomorrow on; the shifts planned there are taken out."""
    scope.require(by, "duty.arrange", post.unit)
    post = Post.objects.select_for_update(of=("self",)).select_related("unit", "seat", "station").get(pk=post.pk)
    if post.until is not None:
        deeds.told()
        return post
    post.until = max(clock.today() + timedelta(days=1), post.since)
    post.save(update_fields=["until"])
    _take_out(post, post.until, None, by)
    journal.write("duty.post_closed", by=by.pk, unit=post.unit_id, about=f"duty.post:{post.pk}", place=place_code(post))
    obligations.replan("duty.gap")
    return post


def _take_out(post: Post, day: date, slot: Slot | None, by: Actor) -> None:
    """Take out the shifts that begin from a day on: all, or those that begin at the hour of a slot."""
    start = clock.midnight(day)
    rows = [row for row in shifts_at([post], start, start + FAR) if row.period.lower >= start]
    if slot is not None:
        rows = [row for row in rows if clock.local(row.period.lower).time() == slot.begins]
    if rows:
        carry(post.unit, ActKind.ENDED, [Leaves(row, row.period.lower, row.period.upper) for row in rows], [], by=by)


@action
def add_slot(
    post: Post, begins: time, minutes: int, *, by: Actor, need: int = 1, weekdays: str = WEEK, since: date | None = None
) -> Slot:
    """Hours at which a post is manned by so many, from a day (today) on. The hours of a post never overlap."""
    scope.require(by, "duty.arrange", post.unit)
    if not 30 <= minutes <= DAY_MINUTES:
        raise Refused("duty.minutes", _("A shift lasts half an hour to 24 hours."), field="ends")
    most = 1 if post.seat_id else MOST_NEEDED
    if not 1 <= need <= most:
        said = _("A seat has one holder at a time.") if post.seat_id else _("1 to 200 persons.")
        raise Refused("duty.need", said, field="need")
    days = "".join(sorted(set(weekdays) & set(WEEK)))
    if not days:
        raise Refused("duty.weekdays", _("Choose at least one day of the week."), field="weekdays")
    Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    made = Slot(post=post, begins=begins, minutes=minutes, need=need, weekdays=days, since=since or clock.today())
    if other := next((one for one in post.slots.filter(until=None) if _overlap(one, made)), None):  # type: ignore[attr-defined]
        said = _("These hours overlap with %(hours)s; a post has one set of hours at a time.") % {"hours": other.hours}
        raise Refused("duty.overlap", said, field="begins")
    made.save()
    if post.station and post.station.capacity < need:
        org.man_many([(post.station, need)], by=scope.SYSTEM)
    _say_slot("duty.slot_added", made, by)
    return made


def _overlap(one: Slot, other: Slot) -> bool:
    """Whether two slots of a post are ever manned at the same time, over a week and its midnights."""
    week = 7 * DAY_MINUTES
    mine, theirs = _starts(one), _starts(other)
    return any(
        (b - a) % week < one.minutes or (a - b) % week < other.minutes for a in mine for b in theirs
    )  # fmt: skip


def _starts(slot: Slot) -> list[int]:
    at = slot.begins.hour * 60 + slot.begins.minute
    return [(int(day) - 1) * DAY_MINUTES + at for day in slot.weekdays]


def _say_slot(kind: str, slot: Slot, by: Actor) -> None:
    post = slot.post
    journal.write(
        kind, by=by.pk, unit=post.unit_id, about=f"duty.post:{post.pk}", place=place_code(post), hours=slot.hours,
        need=slot.need,
    )  # fmt: skip
    obligations.replan("duty.gap")


@action
def end_slot(slot: Slot, *, by: Actor) -> Slot:
    """These hours are manned no longer from tomorrow on; the shifts planned for them are taken out."""
    scope.require(by, "duty.arrange", slot.post.unit)
    slot = (
        Slot.objects.select_for_update(of=("self",))
        .select_related("post__unit", "post__seat", "post__station")
        .get(pk=slot.pk)
    )
    if slot.until is not None:
        deeds.told()
        return slot
    slot.until = max(clock.today() + timedelta(days=1), slot.since)
    slot.save(update_fields=["until"])
    _take_out(slot.post, slot.until, slot, by)
    _say_slot("duty.slot_ended", slot, by)
    return slot
