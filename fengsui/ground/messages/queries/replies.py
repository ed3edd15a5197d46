from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.ground.messages.models import Reply
from fengsui.ground.org.doors import names_for
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fengsui.ground.messages.models.replies import ReplyQuerySet
    from fengsui.ground.org.models import Person


def replies(person: Person, query: Mapping[str, str]) -> ReplyQuerySet:
    """The replies that a person looks after: those that wait, unless all are asked for."""
    rows = Reply.objects.visible_to(person).select_related("unit")
    match query.get("state", ""):
        case "all":
            return rows
        case "unknown":
            return rows.waiting().filter(person=None)
        case _:
            return rows.waiting()


@dataclass(frozen=True)
class Row:
    """A reply opened. name: empty if nobody is known by its number; text: empty once it was destroyed."""

    reply: Reply
    name: str
    number: str
    text: str


def shown(reader: Person, rows: Iterable[Reply]) -> list[Row]:
    """Replies with their words; numbers masked, as everywhere."""
    listed = list(rows)
    names = names_for(reader, (row.person_id for row in listed))
    fields = ("number", "text")
    opened = vault.open_all((row.pk, name, getattr(row, f"{name}_sealed")) for row in listed for name in fields)
    return [
        Row(
            row,
            names.get(row.person_id, "") if row.person_id else "",
            vault.mask_number(opened[2 * n]),
            opened[2 * n + 1],
        )
        for n, row in enumerate(listed)
    ]
