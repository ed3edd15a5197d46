from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.retention import queries
from fengsui.ground.retention.models import Destruction
from fengsui.ground.retention.views import PURPOSES
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query


def _kept(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - the same for all who may read it
    for keep, persons, due in queries.outlook():
        days = queries.lasts(keep) if keep.due else None
        yield [str(keep.name), str(PURPOSES[keep.purpose]), days, persons, due]


def _destroyed(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - the same for all who may read it
    for row in Destruction.objects.order_by("-pk").iterator(500):
        yield [row.at, queries.named(row.table), row.persons, row.reason]


KEPT = Table(
    "retention.kept", _("Personal data"), "retention.read",
    (
        Column(_("Whose data"), 44), Column(_("Purpose"), 44), Column(_("Kept for days"), 12), Column(_("Persons"), 12),
        Column(_("Due now"), 12),
    ),
    _kept, total=lambda _person, _query: len(queries.keeps()),
)  # fmt: skip
DESTROYED = Table(
    "retention.destroyed", _("Destroyed"), "retention.read",
    (Column(_("When"), 18), Column(_("Whose data"), 44), Column(_("Persons"), 12), Column(_("Reason"), 50)),
    _destroyed, total=lambda _person, _query: Destruction.objects.count(),
)  # fmt: skip
