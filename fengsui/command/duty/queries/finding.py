"""From a shift to its post and turn; from a person to the units where they are on duty."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fengsui.command.duty.models import Member, Post
from fengsui.command.duty.queries.turns import laid, posts_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Shift, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.models import Person


def post_of(shift: Shift) -> Post | None:
    """The post at whose place a shift is, the newest if there were several."""
    rows = Post.objects.filter(seat=shift.seat, station=shift.station).select_related("unit", "seat", "station")
    return rows.order_by("-since", "-pk").first()


def turn_at(shift: Shift) -> tuple[int, str] | None:
    """The slot and the day of the turn that a shift covers first: where its page is."""
    post = post_of(shift)
    if post is None:
        return None
    first = clock.local(shift.period.lower).date() - timedelta(days=1)
    turns = laid(posts_of([post.unit], first, first + timedelta(days=2)), first, first + timedelta(days=2))
    found = next((turn for turn in turns if turn.post.pk == post.pk and turn.meets(shift)), None)
    return (found.slot.pk, found.day.isoformat()) if found else None


def units_of(person: Person, since: datetime, until: datetime) -> list[Unit]:
    """The units where a person has a shift in a time, else those of whose pools they are."""
    rows = (
        Shift.objects.filter(person=person, period__overlap=DateTimeTZRange(since, until))
        if since < until
        else Shift.objects.none()
    )
    ids = {unit for pair in rows.values_list("seat__unit", "station__unit") for unit in pair if unit}
    ids = ids or set(Member.objects.on().filter(person=person).values_list("post__unit", flat=True))
    return list(Unit.objects.filter(pk__in=ids).order_by("code"))
