from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from fengsui.ground.notifications import queries
from fengsui.ground.tables.declare import Column, Table
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.notifications.models import Batch
    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

_PART = 500  # rows opened at a time


def _batches(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in queries.listed(person, query).order_by("-pk").iterator(500):
        told, proved = row.told, row.proved  # type: ignore[attr-defined]
        void = __("Void") if row.void_at else ""
        yield [row.wording.template.title, row.numbers, row.unit.label, row.day, told, proved, void]


BATCHES = Table(
    "notifications.batches", _("Notifications"), "notifications.view",
    (
        Column(_("Title"), 36), Column(_("Numbers of the papers"), 24), Column(_("Unit"), 28), Column(_("Date on the paper"), 14),
        Column(_("Persons"), 10, 0), Column(_("With a receipt"), 12, 0), Column(_("State"), 10),
    ),
    _batches, total=lambda person, query: queries.listed(person, query).count(),
)  # fmt: skip


def _found(person: Person, query: Query) -> Batch:
    found = queries.batches(person).filter(pk__in=_ids(query.get("pk", ""))).first()
    if found is None:
        raise Refused("notifications.batch", __("There are no such notifications."))
    return found


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(text)]
    except ValueError:
        return []


def _register(person: Person, query: Query) -> Iterator[list[Any]]:
    """Names are masked: a file goes where nobody sees who reads it."""
    rows = queries.of_batch(_found(person, query), query).select_related("batch", "template")
    for row in queries.shown(rows, full=False):
        at, known = (row.service.at, row.service.known_at) if row.service else (None, None)
        yield [row.notification.number_label, row.name, row.state, at, row.by, known]


REGISTER = Table(
    "notifications.register", _("Register of receipts"), "notifications.view",
    (
        Column(_("Number"), 20), Column(_("Name"), 14), Column(_("State"), 22), Column(_("When"), 18),
        Column(_("Entered by"), 14), Column(_("Entered at"), 18),
    ),
    _register,
)  # fmt: skip


def _waiting(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - everybody in reach
    rows = list(queries.waiting(person))
    for start in range(0, len(rows), _PART):
        for row in queries.shown(rows[start : start + _PART], full=False):
            batch = row.notification.batch
            yield [
                batch.unit.label,
                batch.wording.template.title,
                row.notification.number_label,
                row.name,
                batch.day,
                row.state,
            ]


WAITING = Table(
    "notifications.waiting", _("Without a receipt"), "notifications.view",
    (
        Column(_("Unit"), 28), Column(_("Title"), 36), Column(_("Number"), 20), Column(_("Name"), 14),
        Column(_("Date on the paper"), 14), Column(_("State"), 22),
    ),
    _waiting, total=lambda person, _query: queries.waiting(person).count(),
)  # fmt: skip
