from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.ground.cases import page, queries
from fengsui.ground.org.asking import known_of, when
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.cases.queries import Count
    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

_COLUMNS = (
    Column(_("Day"), 12), Column(_("Division code"), 12), Column(_("Division"), 24), Column(_("New confirmed"), 10, 0),
    Column(_("Existing confirmed"), 10, 0), Column(_("Cumulative confirmed"), 10, 0), Column(_("Suspected"), 10, 0),
    Column(_("Recovered"), 10, 0), Column(_("Dead"), 10, 0), Column(_("Window from"), 18), Column(_("Window until"), 18),
    Column(_("Window by convention"), 12), Column(_("Source"), 40), Column(_("Day in the source"), 14),
    Column(_("Note"), 40), Column(_("Known since"), 18),
)  # fmt: skip


def _cells(one: Count) -> list[Any]:
    row = one.row
    head = [one.day, one.code, one.name, one.new, one.existing, one.confirmed, one.suspected]
    if row is None:
        return [*head, *[None] * 9]
    return [
        *head, row.recovered, row.dead, row.window_start, row.window_end, _t("yes") if row.by_convention else _t("no"),
        row.source, row.source_row_date, row.note, row.known_at,
    ]  # fmt: skip


def _day(_person: Person, query: Query) -> Iterator[list[Any]]:
    known = known_of(query)
    yield from (_cells(one) for one in queries.counts(page.day_asked(query, known), known))


def _division(_person: Person, query: Query) -> Iterator[list[Any]]:
    yield from (_cells(one) for one in queries.told(query.get("code", ""), known_of(query)))


DAY = Table(
    "cases.day", _("Case counts of a day"), "cases.view", _COLUMNS, _day, name=lambda query: f"cases-{when(query)}",
    notes=lambda _person, query: [date_format(page.day_asked(query, known_of(query)), _t("j F Y"))], looks_back=True,
)  # fmt: skip
DIVISION = Table(
    "cases.division", _("Case counts of a division"), "cases.view", _COLUMNS, _division,
    name=lambda query: f"cases-{query.get('code', '')}", notes=lambda _person, query: [queries.name_of(query.get("code", ""))],
    looks_back=True,
)  # fmt: skip
