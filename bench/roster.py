"""The effective roster of 2,000 units: who is on duty now, the page of a commander, the tick's gaps; and one worked out anew.

Worked out is a gate with three slots a day, twelve at a time, over 42 days by 60 people, half of them on leave for some days:
from asking to the last cell of the draft, as the background does it.
"""

from __future__ import annotations

import time
from datetime import time as hour
from datetime import timedelta
from statistics import quantiles
from typing import TYPE_CHECKING

from bench import large
from bench.harness import Figure, house, paced, settle_down

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.org.models import Unit

REQUESTS = 20


def figures() -> Iterator[Figure]:
    with house():
        from django.conf import settings
        from django.core.management import call_command

        from bench.today import _people

        settings.ALLOWED_HOSTS.append("testserver")
        call_command("collectstatic", interactive=False, verbosity=0)
        large.fill(1)
        commander, _officer = _people()
        _rosters()
        settle_down()
        yield Figure.of("roster_s", "s", paced(_work_out, runs=3), limit=10)
        yield Figure.of("effective_roster_ms", "ms", paced(_effective), limit=300)
        yield Figure.of("duty_gaps_ms", "ms", paced(_gaps), limit=2000)
        yield Figure.of("duty_now_p95_ms", "ms", paced(lambda: _p95(commander, "/duty/")), limit=150)


def _work_out() -> float:
    """A roster of 60 × 42 × 3 from asking to the cells, every place filled and proven as even as can be; seconds."""
    from fengsui.command.duty import actions
    from fengsui.command.duty.actions.generating import work_out
    from fengsui.command.duty.models import Draft
    from fengsui.ground.clock import queries as clock
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import SYSTEM

    unit = Unit.objects.filter(code="sixty").first() or _sixty()
    today = clock.today()
    draft = actions.begin_draft(unit, today, today + timedelta(days=41), by=SYSTEM)
    began = time.perf_counter()
    came = work_out(draft.pk, only_empty=False, by=SYSTEM)
    seconds = time.perf_counter() - began
    if came["empty"] or not came["proven"]:
        raise RuntimeError(f"not what the figure tells of: {came['empty']} empty, proven {came['proven']}")
    actions.drop_draft(Draft.objects.get(pk=draft.pk), by=SYSTEM)
    return seconds


def _sixty() -> Unit:
    """A prison with a gate of three slots of twelve, and its pool."""
    from fengsui.command.duty import actions
    from fengsui.ground.clock import queries as clock
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.actions import UnitRow
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import SYSTEM

    row = UnitRow("sixty", "prison", "sixty", superiors={"territory": "league-0"})
    org.arrange([row], since=clock.today(), by=SYSTEM)
    unit = Unit.objects.get(code="sixty")
    people = org.register([f"民警{n:02}" for n in range(60)], unit=unit, capacity="officer", by=SYSTEM)
    post = actions.man_station(unit, "岗", capacity=24, by=SYSTEM)
    for begins in (0, 8, 16):
        actions.add_slot(post, hour(begins), 480, need=12, by=SYSTEM)
    actions.set_pool(post, [one.pk for one in people], by=SYSTEM)
    for n in range(0, 60, 2):
        since = clock.midnight(clock.today() + timedelta(days=n % 40))
        actions.note_absence(people[n], unit, since, since + timedelta(days=3), by=SYSTEM)
    return unit


def _rosters() -> None:
    """A seat and a gate in every unit, both with hours; one gate of twenty is empty; three weeks of shifts."""
    from datetime import date

    from fengsui.command.duty.models import Member, Post, Slot
    from fengsui.ground.clock import queries as clock
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.actions.manning import Stint
    from fengsui.ground.org.models import Seat, Shift, Station, Unit
    from fengsui.ground.org.scope import SYSTEM

    units, long_ago = list(Unit.objects.order_by("pk")), date(2020, 1, 1)
    Seat.objects.bulk_create([Seat(unit=unit, kind="leader_on_duty") for unit in units], ignore_conflicts=True)
    Station.objects.bulk_create([Station(unit=unit, name="门", capacity=2) for unit in units])
    seats = {seat.unit_id: seat for seat in Seat.objects.filter(kind="leader_on_duty")}
    gates = {gate.unit_id: gate for gate in Station.objects.filter(name="门")}
    posts = [Post(unit=unit, seat=seats[unit.pk], since=long_ago) for unit in units]
    posts += [Post(unit=unit, station=gates[unit.pk], since=long_ago) for unit in units]
    Post.objects.bulk_create(posts)
    Slot.objects.bulk_create(
        Slot(
            post=post,
            begins=hour(9, 30) if post.seat_id else hour(begins),
            minutes=1440 if post.seat_id else 720,
            since=long_ago,
        )
        for post in posts
        for begins in ((0,) if post.seat_id else (8, 20))
    )
    top = Unit.objects.get(code="top")
    people = org.register([f"民警{n}" for n in range(3 * len(units))], unit=top, capacity="officer", by=SYSTEM)
    Member.objects.bulk_create(
        Member(post=post, person=one, since=long_ago) for post, one in zip(posts, people, strict=False)
    )
    first, rows = clock.midnight(clock.today() - timedelta(days=2)), []
    for n, (post, one) in enumerate(zip([*posts, *posts[len(units) :]], people, strict=True)):
        if post.station_id and n % 20 == 0:
            continue
        at = 9.5 if post.seat_id else 8 if n < len(posts) else 20
        for day in range(21):
            begins = first + timedelta(days=day, hours=at)
            rows.append(Stint(one, post.place, begins, begins + timedelta(hours=24 if post.seat_id else 12)).row())
    Shift.objects.filter(seat__kind="leader_on_duty").delete()
    Shift.objects.bulk_create(rows, batch_size=2000)


def _effective() -> float:
    """Who is on duty at all units at a moment, and what is empty. Names are opened a page at a time, not here."""
    from fengsui.command.duty.queries import grids
    from fengsui.ground.org.models import Unit

    units = list(Unit.objects.all())
    start = time.perf_counter()
    found = grids.effective(units, lambda _people: {})
    spent = (time.perf_counter() - start) * 1000
    assert sum(len(one.there) for one in found) >= len(units)
    return spent


def _gaps() -> float:
    """What the tick works out each minute: every gap of two days at every unit."""
    from fengsui.command.duty.queries.turns import gaps
    from fengsui.ground.clock import queries as clock

    start = time.perf_counter()
    assert gaps(None, clock.now() - timedelta(days=1), clock.now() + timedelta(days=2))
    return (time.perf_counter() - start) * 1000


def _p95(client: object, path: str) -> float:
    times = []
    for _n in range(REQUESTS):
        start = time.perf_counter()
        assert client.get(path).status_code == 200  # type: ignore[attr-defined]
        times.append((time.perf_counter() - start) * 1000)
    return quantiles(times, n=20)[-1]
