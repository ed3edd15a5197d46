from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fengsui import house
from fengsui.ground.messages.declare import Note
from fengsui.ground.messages.models import Message

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person


@cache
def notes() -> dict[str, Note]:
    return {note.kind: note for note in house.declared("notes", Note)}


def inbox(person: Person) -> QuerySet[Message]:
    """A person's messages, newest first."""
    return Message.objects.filter(recipient=person).select_related("unit").order_by("-pk")


def unread(person: Person) -> int:
    return Message.objects.filter(recipient=person, read_at__isnull=True).count()


def text(message: Message) -> str:
    """The message's sentence in the language of the screen."""
    note = notes().get(message.kind)
    return str(note.sentence).format(unit=message.unit or "", **message.data) if note else message.kind
