from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.documents import queries
from fengsui.ground.documents.models import Stage
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query


def _rows(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - the whole register
    for row in queries.visible(person).order_by("-pk").iterator(500):
        stage, at = row.stage, row.stage_at  # type: ignore[attr-defined]
        yield [
            row.label or row.series.title, row.series.title, row.number_label, row.unit.label, str(Stage(stage).label), at,
        ]  # fmt: skip


REGISTER = Table(
    "documents.register", _("Documents"), "documents.view",
    (
        Column(_("Title"), 44), Column(_("Series"), 24), Column(_("Number"), 18), Column(_("Unit"), 28),
        Column(_("State"), 12), Column(_("Last step"), 18),
    ),
    _rows, total=lambda person, _query: queries.visible(person).count(),
)  # fmt: skip
