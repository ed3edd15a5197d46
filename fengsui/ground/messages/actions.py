from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.models import Message
from fengsui.ground.messages.queries import notes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.org.models import Person, Unit


def send(kind: str, to: Iterable[Person], *, key: str, unit: Unit | None, url: str = "", **data: Any) -> int:
    """Put a note into inboxes, once per person and key. Called inside actions and ticks; return how many were new."""
    if kind not in notes():
        raise LookupError(f"message kind {kind} is not declared in any notes.py")
    moment = clock.now()
    rows = [
        Message(recipient=person, kind=kind, key=key, unit=unit, url=url, data=data, sent_at=moment)
        for person in {person.pk: person for person in to}.values()
    ]
    before = Message.objects.filter(key=key).count()
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    return Message.objects.filter(key=key).count() - before


def read(person: Person, until: int) -> int:
    """Mark a person's own messages up to an id as read."""
    return Message.objects.filter(recipient=person, pk__lte=until, read_at__isnull=True).update(read_at=clock.now())
