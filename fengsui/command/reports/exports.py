from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.reports import queries
from fengsui.command.reports.changes import changes as compare
from fengsui.command.reports.explain_sheet import EXPLAIN
from fengsui.command.reports.filling import filling
from fengsui.command.reports.models import Stage
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.queries import indicators
from fengsui.ground.indicators.rollups import rollup
from fengsui.ground.indicators.trends import MOST_DAYS, courses, first_day
from fengsui.ground.org import scope
from fengsui.ground.org.asking import day_of, known_of, unit_of, when
from fengsui.ground.org.models import COMMAND_LINES, UnitKind
from fengsui.ground.tables.declare import Column, Table
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.indicators.rollups import Rollup
    from fengsui.ground.indicators.trends import Course
    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.tables.declare import Query

__all__ = ["EXPLAIN"]  # declared here too


def _standings(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in queries.standings(day_of(query), queries.my_units(person, day_of(query)), known_of(query)):
        state = str(Stage(row.stage).label) if row.stage else _("not signed")
        yield [row.unit.code, row.unit.label, row.unit.get_kind_display(), state, row.cutoff, row.signed_at]


def _chosen(person: Person, query: Query) -> Unit:
    return unit_of(query, scope.seen(person, "reports.view", day=day_of(query)))


def _rolled(person: Person, query: Query) -> Rollup:
    """The roll-up that a page shows, with every unit in it."""
    line = query.get("line", "")
    if line not in COMMAND_LINES:
        raise Refused("reports.line", _("Choose one of the lines of command."))
    return rollup(day_of(query), line, _chosen(person, query), known_of(query))


def _rollup(person: Person, query: Query) -> Iterator[list[Any]]:
    """One row a unit and indicator, for all units of the line: three figures each. Missing stays empty, never 0."""
    rolled, known = _rolled(person, query), indicators()
    wanted = [code for code in rolled.codes if query.get("indicator") in {None, "", code}]
    for row, node in enumerate(rolled.nodes):
        for code in wanted:
            figure = rolled.figure(row, code)
            if figure.m:
                one = known[code]
                yield [
                    node.code, node.name, str(UnitKind(node.kind).label), code, str(one.name), str(one.unit),
                    figure.confirmed, figure.unconfirmed, figure.n, figure.m,
                ]  # fmt: skip


def _report(person: Person, query: Query) -> Iterator[list[Any]]:
    unit = _chosen(person, query)
    for line in queries.sheet(unit, day_of(query), known_of(query)).lines:
        one = line.indicator
        yield [
            one.code, str(one.group), str(one.name), str(one.unit), line.yesterday, line.computed, line.declared, line.value,
            line.reason,
        ]  # fmt: skip


def _name(query: Query) -> str:
    return "-".join(filter(None, (query.get("code"), query.get("indicator"), when(query))))


STANDINGS = Table(
    "reports.standings",
    gettext_lazy("Evening reports"),
    "reports.view",
    (
        Column(gettext_lazy("Code"), 20), Column(gettext_lazy("Unit"), 32), Column(gettext_lazy("Kind"), 16),
        Column(gettext_lazy("State"), 12), Column(gettext_lazy("Cut-off"), 18), Column(gettext_lazy("First signed"), 18),
    ),
    _standings,
    total=lambda person, query: len(queries.my_units(person, day_of(query))),
    name=lambda query: f"reports-{when(query)}",
    notes=lambda _person, query: [date_format(day_of(query), _("j F Y"))], looks_back=True,
)  # fmt: skip
ROLLUP = Table(
    "reports.rollup", gettext_lazy("Roll-up"), "reports.view",
    (
        Column(gettext_lazy("Code"), 20), Column(gettext_lazy("Unit"), 32), Column(gettext_lazy("Kind"), 16),
        Column(gettext_lazy("Indicator code"), 28), Column(gettext_lazy("Indicator"), 30),
        Column(gettext_lazy("Unit of measure"), 10), Column(gettext_lazy("Confirmed"), 12),
        Column(gettext_lazy("Unconfirmed"), 12), Column(gettext_lazy("Signed"), 8), Column(gettext_lazy("Owing"), 8),
    ),
    _rollup, total=lambda person, query: int((_rolled(person, query).m > 0).sum()), name=_name,
    notes=lambda person, query: [f"{_chosen(person, query)}, {date_format(day_of(query), _('j F Y'))}"], looks_back=True,
)  # fmt: skip
REPORT = Table(
    "reports.report", gettext_lazy("Evening report"), "reports.view",
    (
        Column(gettext_lazy("Code"), 28), Column(gettext_lazy("Group"), 18), Column(gettext_lazy("Indicator"), 30),
        Column(gettext_lazy("Unit of measure"), 10), Column(gettext_lazy("Yesterday"), 12),
        Column(gettext_lazy("Computed"), 12), Column(gettext_lazy("Declared"), 12), Column(gettext_lazy("Value"), 12),
        Column(gettext_lazy("Reason"), 40),
    ),
    _report, total=lambda _person, _query: len(indicators()), name=_name,
    notes=lambda person, query: [f"{_chosen(person, query)}, {date_format(day_of(query), _('j F Y'))}"], looks_back=True,
)  # fmt: skip


# ── Courses, what fills itself in, what changed ──────────────────────────────────────────────────────────────────


def _courses(person: Person, query: Query) -> list[Course]:
    """The courses that a page shows: of a unit, or of one indicator by unit below."""
    line, only, known = query.get("line", ""), query.get("indicator", ""), known_of(query)
    last = clock.day_of(known)
    first = first_day() or last if query.get("days") == "all" else last
    first = max(min(first, last - timedelta(days=13)), last - timedelta(days=MOST_DAYS - 1))
    if line not in COMMAND_LINES or (only and only not in indicators()):
        raise Refused("reports.line", _("Choose one of the lines of command."))
    found = courses(first, last, line, _chosen(person, query), below=bool(only), known=known, only=only)
    return [one for one in found if one.is_owed]


def _trend(person: Person, query: Query) -> Iterator[list[Any]]:
    """One row a day. Where somebody's number is missing, the sum stays empty: a part of it would be a false drop."""
    for one in _courses(person, query):
        head = [one.node.code, one.node.name, one.indicator.code, str(one.indicator.name)]
        for point in one.points:
            yield [*head, point.day, point.value, point.n, point.k, point.m]


def _filled(person: Person, query: Query) -> Iterator[list[Any]]:
    day, known = day_of(query), known_of(query)
    for one in filling(queries.my_units(person, day, known), day, known):
        for field in one.fields:
            comes = _("typed") if field.is_typed else _("by itself")
            why = (str(field.indicator.typed_because) or _("No register keeps it.")) if field.is_typed else None
            filled = None if field.is_typed else field.filled
            yield [
                str(one.kind.label),
                one.share,
                field.indicator.code,
                str(field.indicator.name),
                comes,
                filled,
                field.units,
                why,
            ]


def _changes(person: Person, query: Query) -> Iterator[list[Any]]:
    """Every number that differs between two moments: what counted, and what the registers said."""
    day = day_of(query)
    owing = list(_rolled(person, query).own)
    since = known_of({"as_known": query.get("from", "")}) or clock.midnight(day)
    until = known_of({"as_known": query.get("to", "")}) or clock.now()
    for one in compare(day, owing, since, until).units:
        for number in one.numbers:
            yield [
                one.unit.code,
                one.unit.label,
                number.indicator.code,
                str(number.indicator.name),
                *number.counted,
                *number.computed,
            ]


TREND = Table(
    "reports.trend", gettext_lazy("Trend"), "reports.view",
    (
        Column(gettext_lazy("Code"), 20), Column(gettext_lazy("Unit"), 32), Column(gettext_lazy("Indicator code"), 28),
        Column(gettext_lazy("Indicator"), 30), Column(gettext_lazy("Day"), 14), Column(gettext_lazy("Value"), 12),
        Column(gettext_lazy("Signed"), 8), Column(gettext_lazy("With a number"), 8), Column(gettext_lazy("Owing"), 8),
    ),
    _trend, name=_name, looks_back=True,
)  # fmt: skip
FILLED = Table(
    "reports.filled", gettext_lazy("Filled in by itself"), "reports.view",
    (
        Column(gettext_lazy("Kind"), 20), Column(gettext_lazy("Share, %"), 10, 1), Column(gettext_lazy("Indicator code"), 28),
        Column(gettext_lazy("Field"), 30), Column(gettext_lazy("How it comes"), 12),
        Column(gettext_lazy("Filled in by itself"), 12), Column(gettext_lazy("Units"), 8),
        Column(gettext_lazy("Still typed because"), 40),
    ),
    _filled, total=lambda _person, _query: len(indicators()) * 4, name=lambda query: f"filled-{when(query)}", looks_back=True,
)  # fmt: skip
CHANGES = Table(
    "reports.changes", gettext_lazy("What changed"), "reports.view",
    (
        Column(gettext_lazy("Code"), 20), Column(gettext_lazy("Unit"), 32), Column(gettext_lazy("Indicator code"), 28),
        Column(gettext_lazy("Indicator"), 30), Column(gettext_lazy("In the roll-up, before"), 14),
        Column(gettext_lazy("In the roll-up, after"), 14), Column(gettext_lazy("By the registers, before"), 14),
        Column(gettext_lazy("By the registers, after"), 14),
    ),
    _changes, name=_name,
)  # fmt: skip
