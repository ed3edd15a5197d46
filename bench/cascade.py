"""A directive down to the last office: 1,246 units with what they owe, and who blocks while half of them have acknowledged."""

from __future__ import annotations

from datetime import timedelta
from statistics import quantiles
from typing import TYPE_CHECKING

from bench.harness import RUNS, Figure, house, paced, run, settle_down

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.command.directives.models import Directive

LEAGUES, COUNTIES, PRISONS, CENTRES = 12, 103, 20, 13
UNITS = 1246  # addressed: the rest are justice offices
LOOKS = 40


def figures() -> Iterator[Figure]:
    with house():
        fill()
        settle_down()
        issue()()  # what is loaded once
        values = [value / 1000 for value in paced(lambda: run(issue()).wall * 1000)]
        yield Figure.of("cascade_s", "s", values, limit=3)
        directive = acknowledged()
        settle_down()
        yield Figure.of("blockers_p95_ms", "ms", [p95(directive) for _n in range(RUNS)], limit=200)


def fill() -> None:
    """Found a drill with the department and everybody below it, an officer and a leader at every unit."""
    from django.db import connection

    from fengsui.ground.clock import actions as clock
    from fengsui.ground.clock import queries
    from fengsui.ground.documents import actions as documents
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import SYSTEM

    now = queries.wall()
    clock.found_drill(now, "bench")
    since = now.date() - timedelta(days=30)
    org.arrange(_rows(), since=since, by=SYSTEM)
    for unit in Unit.objects.all():
        (person,) = org.register([f"演练{unit.code}"], unit=unit, capacity="officer", by=SYSTEM)
        org.appoint(person, unit, "officer", since=since, by=SYSTEM)
    top = Unit.objects.get(code="top")
    documents.arrange_series(top, "documents", title="发文", letters="演", by=SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _rows() -> list[object]:
    from fengsui.ground.org.actions import UnitRow

    def row(code: str, kind: str, **superiors: str) -> UnitRow:
        return UnitRow(code, kind, code, superiors=superiors)

    rows = [row("top", "department", territory="-", prison="-", rehabilitation="-")]
    rows += [row("prisons", "prison_administration", territory="top", prison="top")]
    rows += [row("centres", "rehabilitation_administration", territory="top", rehabilitation="top")]
    rows += [row(f"league-{n}", "league_bureau", territory="top") for n in range(LEAGUES)]
    rows += [row(f"county-{n}", "county_bureau", territory=f"league-{n % LEAGUES}") for n in range(COUNTIES)]
    rows += [row(f"prison-{n}", "prison", territory="prisons", prison="prisons") for n in range(PRISONS)]
    rows += [
        row(f"centre-{n}", "centre", territory=f"league-{n % LEAGUES}", rehabilitation="centres")
        for n in range(CENTRES)
    ]
    offices = UNITS + 1 - len(rows)
    return rows + [row(f"office-{n}", "office", territory=f"county-{n % COUNTIES}") for n in range(offices)]


def issue():  # noqa: ANN201 - a piece of work, or the directive it made
    """Approve a directive and give back the issuing of it."""
    from fengsui.command.directives import actions
    from fengsui.command.directives.actions import Wanted
    from fengsui.ground.clock import queries as clock
    from fengsui.ground.org.models import COMMAND_LINES, Unit
    from fengsui.ground.org.scope import SYSTEM

    hour = clock.now() + timedelta(hours=2)
    wanted = Wanted(
        "关于演练排查的通知", "每日排查。", hour, hour + timedelta(hours=6), lines=list(COMMAND_LINES), asks_result=True
    )
    row = actions.draft(Unit.objects.get(code="top"), wanted, by=SYSTEM)
    actions.check(row, by=SYSTEM)
    actions.approve(row, revision=1, by=SYSTEM)
    return lambda: actions.issue(row, by=SYSTEM)


def acknowledged() -> Directive:
    """A directive that every second unit has acknowledged."""
    from fengsui.command.directives.models import Delivery, Mark, Receipt
    from fengsui.ground.clock import queries as clock

    row: Directive = issue()()
    every = Delivery.objects.filter(directive=row).order_by("pk")
    assert every.count() == UNITS
    Receipt.objects.bulk_create(Receipt(delivery=one, mark=Mark.ACKNOWLEDGED, at=clock.now()) for one in every[::2])
    return row


def p95(directive: Directive) -> float:
    """The milliseconds within which 19 of 20 looks at the whole tree are answered."""
    from fengsui.command.directives.queries.tree import tree

    looks = [run(lambda: tree(directive, directive.unit, "territory")).wall * 1000 for _n in range(LOOKS)]
    return quantiles(looks, n=20)[-1]
