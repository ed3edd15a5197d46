from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.queries import owings, titles
from fengsui.ground.obligations.queries.standing import open_below
from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, Person, Unit
from fengsui.ground.tables.declare import Column, Table
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.obligations.models import Obligation
    from fengsui.ground.tables.declare import Query


def _open(person: Person, query: Query) -> list[Obligation]:
    """What is open below the unit that the page shows; refused if it is not the person's to chase."""
    units = scope.units(person, "obligations.chase").filter(code=query.get("code", ""))
    line, kind = query.get("line", ""), query.get("kind", "")
    unit: Unit | None = units.first()
    if unit is None or line not in COMMAND_LINES:
        raise Refused("obligations.unit", _("You do not chase this unit; take the list out from its own page."))
    return open_below(unit, line, clock.day_asked(query), kind if kind in owings() else "")


def _rows(person: Person, query: Query) -> Iterator[list[Any]]:
    rows, now = _open(person, query), clock.now()
    named = titles(rows)
    for row in rows:
        state = _("late") if row.due_at < now else _("due")
        yield [row.unit.code, row.unit.label, named[row.pk], clock.local(row.due_at), state]


OPEN = Table(
    "obligations.open",
    gettext_lazy("Who has not answered"),
    "obligations.chase",
    (
        Column(gettext_lazy("Code"), 20), Column(gettext_lazy("Unit"), 32), Column(gettext_lazy("What is owed"), 30),
        Column(gettext_lazy("Due"), 18), Column(gettext_lazy("State"), 10),
    ),
    _rows,
    total=lambda person, query: len(_open(person, query)),
    name=lambda query: f"open-{query.get("code", "")}-{clock.day_asked(query).isoformat()}",
    notes=lambda _person, query: [date_format(clock.day_asked(query), _("j F Y"))],
)  # fmt: skip
