from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages import queries
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query


def _rows(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - all of one's own
    for row in queries.inbox(person).order_by("-pk").iterator(500):
        yield [row.sent_at, row.unit.label if row.unit else None, queries.text(row), row.read_at]


INBOX = Table(
    "messages.inbox", _("Inbox"), "org.view",
    (Column(_("Sent"), 18), Column(_("Unit"), 28), Column(_("Message"), 70), Column(_("Read"), 18)),
    _rows, total=lambda person, _query: queries.inbox(person).count(),
)  # fmt: skip
