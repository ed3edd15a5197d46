from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.models import Message
from fengsui.ground.messages.queries.inbox import notes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.org.models import Person, Unit


@dataclass(frozen=True)
class Letter:
    """What one person is told; the same key never twice."""

    to: Person
    key: str
    unit: Unit | None = None
    url: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def post(kind: str, letters: Iterable[Letter]) -> int:
    """Put different letters of one kind into many inboxes, in three queries. Return how many were new."""
    _known(kind)
    moment = clock.now()
    rows = [
        Message(recipient=one.to, kind=kind, key=one.key, unit=one.unit, url=one.url, data=one.data, sent_at=moment)
        for one in letters
    ]
    there = Message.objects.filter(recipient__in={row.recipient_id for row in rows}, key__in={row.key for row in rows})
    before = there.count()
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    return there.count() - before


def _known(kind: str) -> None:
    if kind not in notes():
        raise LookupError(f"message kind {kind} is not declared in any notes.py")


def send(kind: str, to: Iterable[Person], *, key: str, unit: Unit | None, url: str = "", **data: Any) -> int:
    """Put a note into inboxes, once per person and key. Called inside actions and ticks; return how many were new."""
    return post(kind, [Letter(one, key, unit, url, data) for one in {person.pk: person for person in to}.values()])


def read(person: Person, until: int) -> int:
    """Mark a person's own messages up to an id as read."""
    return Message.objects.filter(recipient=person, pk__lte=until, read_at__isnull=True).update(read_at=clock.now())


def set_read(person: Person, pk: int, *, to: bool) -> bool:
    """Mark one of a person's own messages as read, or as not read; whether there is such a one."""
    mine = Message.objects.filter(recipient=person, pk=pk)
    return bool(mine.update(read_at=clock.now() if to else None))
