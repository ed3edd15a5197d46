"""What a version says, as plain values: how it is typed, kept, compared and printed. No database here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Entry:
    """An item as a version has it; due_at and recurring (每日, 每周一) may both be missing."""

    text: str
    key: UUID = field(default_factory=uuid7)
    unit: Unit | None = None
    person_id: UUID | None = None
    helpers: tuple[Unit, ...] = ()
    due_at: datetime | None = None
    recurring: str = ""

    @property
    def yields(self) -> bool:
        """Whether it becomes a task."""
        return self.unit is not None and self.due_at is not None

    @property
    def helping(self) -> str:
        """The units that help, as one reads them."""
        return _(", ").join(unit.label for unit in self.helpers)

    def differs(self, other: Entry) -> tuple[str, ...]:
        """In what it differs from another."""
        return tuple(name for name in FIELDS if _value(self, name) != _value(other, name))


FIELDS = ("text", "unit", "person_id", "helpers", "due_at", "recurring")


def _value(entry: Entry, name: str) -> object:
    if name == "unit":
        return entry.unit.pk if entry.unit else None
    return {unit.pk for unit in entry.helpers} if name == "helpers" else getattr(entry, name)


@dataclass(frozen=True)
class Part:
    """A section with its items in order."""

    title: str
    text: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Content:
    """A whole version."""

    parts: tuple[Part, ...] = ()
    preamble: str = ""

    def entries(self) -> list[Entry]:
        """All items, in the order in which they are read."""
        return [entry for part in self.parts for entry in part.entries]

    def units(self) -> set[int]:
        """The units that it names."""
        found = {entry.unit.pk for entry in self.entries() if entry.unit}
        return found | {unit.pk for entry in self.entries() for unit in entry.helpers}
