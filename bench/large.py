"""A large administration: 2,000 units in four levels, 40 indicators, some days of numbers. Synthetic throughout."""

from __future__ import annotations

from datetime import date, time, timedelta

import numpy as np

UNITS, INDICATORS = 2000, 40
LAST = date(2020, 2, 3)
FOUNDED = date(2020, 1, 1)
EVENING = time(18, 30)  # when each day's numbers were counted and signed
COPY = "copy indicators_pack (unit_id, day, computed, confirmed, refreshed_at, confirmed_at) from stdin"


def fill(days: int) -> None:
    """Found a drill with the units and their packed numbers: two thirds of each day signed, one value in 20 missing."""
    from django.db import connection

    from fengsui.ground.clock import actions as clock
    from fengsui.ground.clock import queries
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    clock.found_drill(queries.on(LAST, time(19)), "bench")
    org.arrange(_rows(), since=FOUNDED, by=SYSTEM)
    _declare()
    _pack(days)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _rows() -> list[object]:
    from fengsui.ground.org.actions import UnitRow

    def row(code: str, kind: str, above: str) -> UnitRow:
        return UnitRow(code, kind, code, superiors={"territory": above})

    rows = [row("top", "department", "-")]
    rows += [row(f"league-{n}", "league_bureau", "top") for n in range(12)]
    rows += [row(f"county-{n}", "county_bureau", f"league-{n % 12}") for n in range(103)]
    rows += [row(f"prison-{n}", "prison", f"county-{n % 103}") for n in range(UNITS - len(rows))]
    return rows


def _declare() -> None:
    """Forty indicators in place of the product's own."""
    from fengsui.ground.indicators import actions, queries
    from fengsui.ground.indicators.declare import Indicator, Kind
    from fengsui.ground.indicators.models import Slot
    from fengsui.ground.org.models import UnitKind

    declared = {
        f"bench.n{n}": Indicator(f"bench.n{n}", f"n{n}", "", Kind.STOCK, (UnitKind.PRISON,), lambda _asked: {}, order=n)
        for n in range(INDICATORS)
    }
    queries.declared = lambda: declared  # type: ignore[assignment]
    queries.forget()
    Slot.objects.all().delete()  # the product's own took the first places: the numbers of these would lie in theirs
    actions.register_slots()


def _pack(days: int) -> None:
    from django.db import connection

    from fengsui.ground.clock import queries as clock
    from fengsui.ground.org.models import Unit

    chance = np.random.default_rng(20200203)
    units = list(Unit.objects.filter(kind="prison").values_list("pk", flat=True))
    for day in (LAST - timedelta(days=n) for n in range(days)):
        numbers = chance.poisson(50, (len(units), INDICATORS)).astype(float)
        numbers[chance.random(numbers.shape) < 0.05] = np.nan
        signed = chance.random(len(units)) < 0.67
        moment = clock.on(day, EVENING)
        with connection.cursor() as cursor, cursor.copy(COPY) as copy:
            for unit, row, sign in zip(units, numbers, signed, strict=True):
                body = row.astype("<f8").tobytes()
                copy.write_row((unit, day, body, body if sign else b"", moment, moment if sign else None))
