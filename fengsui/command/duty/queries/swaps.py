"""What a leader should know before approving a swap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fengsui.command.duty.models import Post
from fengsui.command.duty.queries.judging import Planned, judge
from fengsui.ground.org.models import Seat, Shift

if TYPE_CHECKING:
    from fengsui.command.duty.models import Swap
    from fengsui.ground.org.models import Station


def doubts(swap: Swap) -> list[tuple[bool, str]]:
    """Of whoever takes a shift by it: whether it is the one who was asked, and what stands in the way."""
    rows, leaving = [], []
    parts = [(swap.other_id, swap.place, swap.since, swap.until, swap.person_id)]
    if swap.back_place and swap.back_since and swap.back_until:
        parts.append((swap.person_id, swap.back_place, swap.back_since, swap.back_until, swap.other_id))
    for comes, place, since, until, goes in parts:
        post = _post(place)
        leaving += list(
            Shift.objects.filter(person=goes, period=DateTimeTZRange(since, until)).values_list("pk", flat=True)
        )
        if post:
            rows.append(Planned(comes, post, since, until))
    found = judge(swap.unit, rows, leaving)
    return list(dict.fromkeys((one.planned.person == swap.other_id, one.sentence) for one in found))


def _post(place: Seat | Station) -> Post | None:
    seat, station = (place, None) if isinstance(place, Seat) else (None, place)
    return (
        Post.objects.filter(seat=seat, station=station)
        .select_related("unit", "seat", "station")
        .order_by("-since")
        .first()
    )
