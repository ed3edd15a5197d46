from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.reports import queries
from fengsui.command.reports.models import Stage
from fengsui.ground.clock import queries as clock
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query


def _day(query: Query) -> date:
    try:
        return date.fromisoformat(query.get("day", ""))
    except ValueError:
        return clock.today()


def _standings(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in queries.standings(_day(query), queries.my_units(person, _day(query))):
        state = str(Stage(row.stage).label) if row.stage else _("not signed")
        yield [row.unit.code, row.unit.label, row.unit.get_kind_display(), state, row.cutoff, row.signed_at]


STANDINGS = Table(
    "reports.standings",
    gettext_lazy("Evening reports"),
    "reports.view",
    (
        Column(gettext_lazy("Code"), 20), Column(gettext_lazy("Unit"), 32), Column(gettext_lazy("Kind"), 16),
        Column(gettext_lazy("State"), 12), Column(gettext_lazy("Cut-off"), 18), Column(gettext_lazy("First signed"), 18),
    ),
    _standings,
    total=lambda person, query: len(queries.my_units(person, _day(query))),
    name=lambda query: f"reports-{_day(query).isoformat()}",
    notes=lambda _person, query: [date_format(_day(query), _("j F Y"))],
)  # fmt: skip
