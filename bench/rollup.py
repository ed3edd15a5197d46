"""The roll-up of a day and of 14 days, 2,000 units × 40 indicators, all levels; its peer is SQL over tall rows and ltree."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bench import large
from bench.harness import Figure, house, in_turns, measure, settle_down

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = 14
TALL = """
    select above.unit_id, v.code, sum(v.value)
    from bench_tall v
    join org_tie t on t.unit_id = v.unit_id and t.line = 'territory'
    cross join lateral unnest(string_to_array(subpath(t.path, 1)::text, '.')) as above(unit_id)
    where v.day = %s
    group by 1, 2
"""


def figures() -> Iterator[Figure]:
    with house() as home:
        from fengsui.ground.indicators.rollups import rollup, rollups
        from fengsui.ground.org.models import Line

        large.fill(DAYS)
        _tall_rows()
        settle_down()

        def one_day() -> object:
            return rollup(large.LAST, Line.TERRITORY)

        def two_weeks() -> object:
            return rollups(large.LAST - timedelta(days=DAYS - 1), large.LAST, Line.TERRITORY)

        yield Figure.of("rollup_day_ms", "ms", measure(one_day, runs=20, warm=3), limit=30)
        yield Figure.of("rollup_14d_ms", "ms", measure(two_weeks), limit=120)
        mine, peer = in_turns(one_day, _by_sql, home=home)
        yield Figure.against(
            "rollup_ratio_sql", mine, peer, "SQL over tall rows with ltree, one figure instead of three"
        )


def _tall_rows() -> None:
    """The last day once more, a row per number, as the obvious design would keep it."""
    import numpy as np
    from django.db import connection

    from fengsui.ground.indicators.models import Pack

    packs = list(Pack.objects.filter(day=large.LAST).values_list("unit_id", "computed"))
    with connection.cursor() as cursor:
        cursor.execute("create table bench_tall (unit_id bigint, day date, code text, value float8)")
        with cursor.copy("copy bench_tall from stdin") as copy:
            for unit, body in packs:
                for n, value in enumerate(np.frombuffer(bytes(body), dtype="<f8")):
                    if not np.isnan(value):
                        copy.write_row((unit, large.LAST, f"bench.n{n}", float(value)))
        cursor.execute("create index on bench_tall (day, unit_id)")


def _by_sql() -> list[tuple[object, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(TALL, [large.LAST])
        return cursor.fetchall()
