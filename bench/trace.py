"""A trace among ten million passages: where somebody passed in 14 days, and who was at the same gate within 30 minutes.

Warm: asked before, as when a page is looked at again. Cold: PostgreSQL has just started and the machine has forgotten its files
(where this process may make it forget: as root). FENGSUI_BENCH_LARGE=1 asks the same once sixty earlier days are there too:
thirty million at the same density.
"""

from __future__ import annotations

import contextlib
import os
import random
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bench.harness import Figure, house, paced, settle_down

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAYS, GATES, PEOPLE = 30, 2_000, 200_000
LAST = date(2020, 3, 10)
MILLIONS = int(os.environ.get("FENGSUI_BENCH_MILLIONS", "10"))
ASKED, RUNS = 60, 6

# A day of a gate: ids that carry the hour by the phone's clock, four passages in ten of a known person.
_FILL = """
    insert into gates_passage (id, at, told_at, known_at, gate_id, who, direction, kind, outcome, people, heat, site, reason, building, sealed)
    select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text || at::text), 1, 3)
            || 'a' || substr(md5(at::text || n::text), 1, 15))::uuid,
        at, at, at + interval '5 minutes', 1 + (person + (random() < 0.2)::int * n) %% %(gates)s, md5('p' || person::text)::uuid, n %% 2, 0, 0, 1, 360 + (n %% 10), 'forehead', '', '', ''
    from (
        select n, (random() * (%(people)s - 1))::int as person, %(start)s::timestamptz + random() * interval '16 hours 30 minutes' + interval '6 hours' as at
        from generate_series(1, %(rows)s) n
    ) made
"""


def figures() -> Iterator[Figure]:
    with house() as home:
        fill(MILLIONS * 1_000_000, LAST, DAYS)
        warm, cold = measured(home)
        yield Figure.of("trace_warm_p95_ms", "ms", warm, limit=10)
        yield Figure.of("trace_cold_p95_ms", "ms", cold, limit=100)
        if os.environ.get("FENGSUI_BENCH_LARGE"):
            fill(MILLIONS * 2_000_000, LAST - timedelta(days=DAYS), 2 * DAYS)
            larger, _cold = measured(home)
            growth = [many / few for few, many in zip(sorted(warm), sorted(larger), strict=True)]
            yield Figure.of("trace_growth_30m", "ratio", growth, limit=1.2)


def fill(rows: int, last: date, count: int) -> None:
    """So many passages over some days, most persons at the gate where they live; straight into the days' partitions."""
    from django.db import connection, transaction

    from fengsui.frontline.gates.actions import partitions
    from fengsui.ground.clock import actions as clock
    from fengsui.ground.clock.models import Clock
    from fengsui.ground.clock.queries import midnight

    if not Clock.objects.exists():
        clock.found_drill(midnight(LAST) + timedelta(hours=20), "bench")
    days = [last - timedelta(days=n) for n in range(count)]
    with transaction.atomic():
        for day in partitions._missing([*days, last + timedelta(days=1), days[-1] - timedelta(days=1)]):  # noqa: SLF001 - older than it makes by itself
            partitions._make(day)
    for day in days:
        values: dict[str, Any] = {"gates": GATES, "people": PEOPLE, "start": midnight(day), "rows": rows // count}
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_FILL, values)
    settle_down()


def measured(home: Path) -> tuple[list[float], list[float]]:
    """The 95th percentile of 60 persons, six times: each asked again at once; and each after everything was forgotten."""
    chance = random.Random(7)

    def people() -> list[UUID]:
        return [_person(chance.randrange(PEOPLE)) for _n in range(ASKED)]

    def warm() -> float:
        some = people()
        for one in some:
            ask(one)
        return _p95([_ms(one) for one in some])

    def cold() -> float:
        forget(home)
        return _p95([_ms(one) for one in people()])

    return paced(warm, RUNS), paced(cold, RUNS)


def _person(n: int) -> UUID:
    import hashlib

    return UUID(hashlib.md5(f"p{n}".encode()).hexdigest())


def ask(person: UUID) -> int:
    from fengsui.frontline.gates.queries import traces
    from fengsui.ground.clock.queries import midnight

    until = midnight(LAST) + timedelta(hours=20)
    mine = traces.passages(range(1, GATES + 1), [person], None, until - timedelta(days=14), until)
    near = traces.together(traces.spans(mine, 30), {row.pk for row in mine}, 20_000)
    return len(mine) + len(near)


def _ms(person: UUID) -> float:
    begun = time.perf_counter()
    ask(person)
    return (time.perf_counter() - begun) * 1000


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def forget(home: Path) -> None:
    """Start PostgreSQL anew and let the machine forget its files."""
    from django.db import connection

    from fengsui.site import postgres

    connection.close()
    postgres.stop(home)
    for path in (home / "pg").rglob("*"):
        if path.is_file():
            with path.open("rb") as file, contextlib.suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    postgres.start(home)
    with connection.cursor() as cursor:
        cursor.execute("select 1")
