"""The roll-up of a day and of 14 days, and a day's alarms, 2,000 units × 40 indicators, all levels; the peer is SQL.

The peer has one row per number, ltree for the roll-up and window functions for the alarms C1 and C2 of the units alone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bench import large
from bench.harness import Figure, house, in_turns, measure, settle_down

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = 14
ALARMS_OF_UNITS = """
    select unit_id, code from (
        select day, unit_id, code, value,
            count(value) over c1 as n1, avg(value) over c1 as mean1, stddev_samp(value) over c1 as sd1,
            count(value) over c2 as n2, avg(value) over c2 as mean2, stddev_samp(value) over c2 as sd2
        from bench_tall where day > %s::date - 14 and day <= %s
        window
            c1 as (partition by unit_id, code order by day range between interval '7 days' preceding and interval '1 day' preceding),
            c2 as (partition by unit_id, code order by day range between interval '9 days' preceding and interval '3 days' preceding)
    ) judged
    where day = %s and (
        (n1 = 7 and value - mean1 >= 3 and value > mean1 + 3 * greatest(sd1, 0.5))
        or (n2 = 7 and value - mean2 >= 3 and value > mean2 + 3 * greatest(sd2, 0.5)))
"""
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
        from fengsui.command.assessment.alarms import alarms
        from fengsui.ground.indicators.rollups import rollup, rollups
        from fengsui.ground.org.models import Line
        from fengsui.ground.org.queries import tree

        large.fill(DAYS)
        _as_flows()
        _tall_rows()
        settle_down()

        def one_day() -> object:
            return rollup(large.LAST, Line.TERRITORY)

        def two_weeks() -> object:
            return rollups(large.LAST - timedelta(days=DAYS - 1), large.LAST, Line.TERRITORY)

        def anomalies() -> object:
            return alarms(large.LAST, Line.TERRITORY, None, tree(Line.TERRITORY, large.LAST))

        yield Figure.of("rollup_day_ms", "ms", measure(one_day, runs=20, warm=3), limit=30)
        yield Figure.of("rollup_14d_ms", "ms", measure(two_weeks), limit=120)
        mine, peer = in_turns(one_day, _by_sql, home=home)
        yield Figure.against(
            "rollup_ratio_sql", mine, peer, "SQL over tall rows with ltree, one figure instead of three"
        )
        yield Figure.of("anomalies_ms", "ms", measure(anomalies, runs=20, warm=3), limit=250)
        mine, peer = in_turns(anomalies, _alarms_by_sql, home=home)
        yield Figure.against(
            "anomalies_ratio_sql",
            mine,
            peer,
            "SQL window functions over tall rows, C1 and C2 of the units without superiors",
        )


def _as_flows() -> None:
    """Alarms judge flows: for the roll-up the kind makes no difference."""
    from dataclasses import replace

    from fengsui.ground.indicators import queries
    from fengsui.ground.indicators.declare import Kind

    flows = {code: replace(one, kind=Kind.FLOW) for code, one in queries.declared().items()}
    queries.declared = lambda: flows  # type: ignore[assignment]
    queries.forget()


def _tall_rows() -> None:
    """All days once more, a row per number, as the obvious design would keep them."""
    import numpy as np
    from django.db import connection

    from fengsui.ground.indicators.models import Pack

    packs = list(Pack.objects.values_list("unit_id", "day", "computed"))
    with connection.cursor() as cursor:
        cursor.execute("create table bench_tall (unit_id bigint, day date, code text, value float8)")
        with cursor.copy("copy bench_tall from stdin") as copy:
            for unit, day, body in packs:
                for n, value in enumerate(np.frombuffer(bytes(body), dtype="<f8")):
                    if not np.isnan(value):
                        copy.write_row((unit, day, f"bench.n{n}", float(value)))
        cursor.execute("create index on bench_tall (day, unit_id)")


def _alarms_by_sql() -> list[tuple[object, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(ALARMS_OF_UNITS, [large.LAST] * 3)
        return cursor.fetchall()


def _by_sql() -> list[tuple[object, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(TALL, [large.LAST])
        return cursor.fetchall()
