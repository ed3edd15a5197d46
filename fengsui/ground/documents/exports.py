from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from fengsui.ground.documents import queries
from fengsui.ground.documents.models import Stage
from fengsui.ground.tables.declare import Column, Table
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query


def _rows(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in queries.listed(person, query).order_by("-pk").iterator(500):
        stage, at = row.stage, row.stage_at  # type: ignore[attr-defined]
        yield [
            row.called, row.kind_label, row.series.title, row.number_label, row.unit.label, str(Stage(stage).label), at,
        ]  # fmt: skip


REGISTER = Table(
    "documents.register", _("Documents"), "documents.view",
    (
        Column(_("Title"), 44), Column(_("Kind of document"), 18), Column(_("Series"), 24), Column(_("Number"), 18),
        Column(_("Unit"), 28), Column(_("State"), 12), Column(_("Last step"), 18),
    ),
    _rows, total=lambda person, query: queries.listed(person, query).count(),
)  # fmt: skip


def _found(person: Person, query: Query) -> queries.Register | None:
    found = queries.registered(person, query)
    if found is None and query.get("series"):
        raise Refused("documents.series", __("There is no such series of numbers."))
    return found


def _numbers(person: Person, query: Query) -> Iterator[list[Any]]:
    """Every number of a series and year; one without a document would stand as missing."""
    found = _found(person, query)
    for number, row in found.rows if found else []:
        if row is None:
            yield [number, "", "", "", __("number missing"), None]
        else:
            stage, at = row.stage, row.stage_at  # type: ignore[attr-defined]
            yield [number, row.full_number, row.called, row.kind_label, str(Stage(stage).label), at]


def _total(person: Person, query: Query) -> int:
    found = _found(person, query)
    return len(found.rows) if found else 0


def _notes(person: Person, query: Query) -> Sequence[str]:
    found = _found(person, query)
    if found is None:
        return []
    said = __("%(unit)s, %(series)s, %(year)s: numbers 1 to %(last)s, %(void)s of them void, %(missing)s missing")
    return [
        said % {"unit": found.series.unit.label, "series": found.series.title, "year": found.year, "last": found.last,
                "void": found.void, "missing": len(found.missing)}
    ]  # fmt: skip


NUMBERS = Table(
    "documents.numbers", _("Register of numbers"), "documents.view",
    (
        Column(_("No."), 8, 0), Column(_("Number"), 22), Column(_("Title"), 44), Column(_("Kind of document"), 18),
        Column(_("State"), 12), Column(_("Last step"), 18),
    ),
    _numbers, total=_total, notes=_notes,
)  # fmt: skip
