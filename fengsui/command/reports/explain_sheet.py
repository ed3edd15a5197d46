"""A figure explained, as a sheet: every unit that owes it, and the rows behind a unit's own number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.reports.explain import explain, rows
from fengsui.command.reports.explain_views import adds_up, state
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.org import scope
from fengsui.ground.org.asking import day_of, known_of, unit_of, when
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.models import COMMAND_LINES
from fengsui.ground.tables.declare import Column, Table
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.command.reports.explain import Explained
    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query


def _explained(person: Person, query: Query) -> Explained:
    line, code = query.get("line", ""), query.get("indicator", "")
    unit = unit_of(query, scope.seen(person, "reports.view", day=day_of(query)))
    known = line in COMMAND_LINES and code in indicators.indicators() and code in indicators.slots()
    found = explain(unit, line, day_of(query), code, known_of(query)) if known else None
    if found is None:
        raise Refused("reports.figure", _("Nobody owes this figure there."))
    return found


def _explanation(person: Person, query: Query) -> Iterator[list[Any]]:
    """First every unit that owes the figure, then the rows behind the unit's own number, for whoever may read them."""
    found = _explained(person, query)
    people = names_for(person, [part.signed_by for part in found.parts])
    for part in found.parts:
        by = people.get(part.signed_by) if part.signed_by else None
        yield [
            _("unit"), part.node.code, part.node.name, part.value, state(part), part.computed, part.declared, part.reason,
            part.now, by, part.signed_at, None, None,
        ]  # fmt: skip
    told = (
        rows(person, found.unit, found.indicator, indicators.asked(found.day, [found.unit.pk], found.known))
        if found.own
        else None
    )
    if told and told.seen:
        entered = names_for(person, [row.by for row in told.found])
        for row in told.found:
            by = entered.get(row.by) if row.by else None
            word = _("counts no longer") if row.replaced_at else _("valid") if row.at else _("missing")
            yield [
                _("row"), found.unit.code, row.text, None, word, None, None, row.reason or row.remark, None, by, row.at, row.known_at,
                row.replaced_at,
            ]  # fmt: skip


def _words(person: Person, query: Query) -> list[str]:
    found = _explained(person, query)
    head = f"{found.unit}, {found.indicator.name}, {date_format(found.day, _('j F Y'))}"
    return [head, found.indicator.how, adds_up(found.indicator)]


EXPLAIN = Table(
    "reports.explain", gettext_lazy("A figure explained"), "reports.view",
    (
        Column(gettext_lazy("Sort"), 8), Column(gettext_lazy("Code"), 20), Column(gettext_lazy("Unit or row"), 40),
        Column(gettext_lazy("Value"), 12), Column(gettext_lazy("State"), 24), Column(gettext_lazy("Computed"), 12),
        Column(gettext_lazy("Declared"), 12), Column(gettext_lazy("Reason"), 40),
        Column(gettext_lazy("The registers say now"), 12), Column(gettext_lazy("By whom"), 16),
        Column(gettext_lazy("When"), 18), Column(gettext_lazy("Entered"), 18), Column(gettext_lazy("Counts no longer since"), 18),
    ),
    _explanation, name=lambda query: f"explain-{query.get('code')}-{query.get('indicator')}-{when(query)}", notes=_words, looks_back=True,
)  # fmt: skip
