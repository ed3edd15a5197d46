"""What is new, changed, moved, dropped between two versions: by the items' keys, never by likeness."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.command.plans.content import Content, Entry


class Kind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"  # says the same in another place
    SAME = "same"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Change:
    """What became of one item. before, after: None if it was not there; fields: in what it differs; part: its section."""

    key: UUID
    kind: Kind
    before: Entry | None
    after: Entry | None
    fields: tuple[str, ...] = ()
    part: str = ""


def compare(old: Content, new: Content) -> list[Change]:
    """Every item of both versions exactly once: the new version's in its order, then what was dropped."""
    before = {entry.key: entry for entry in old.entries()}
    stays, moved = {entry.key for entry in new.entries()}, _moved(old, new)
    found = [
        _change(before.get(entry.key), entry, part.title, is_moved=entry.key in moved)
        for part in new.parts
        for entry in part.entries
    ]
    gone = [(part.title, entry) for part in old.parts for entry in part.entries if entry.key not in stays]
    return found + [Change(entry.key, Kind.DROPPED, entry, None, part=title) for title, entry in gone]


def _change(before: Entry | None, after: Entry, title: str, *, is_moved: bool) -> Change:
    if before is None:
        return Change(after.key, Kind.NEW, None, after, part=title)
    fields = after.differs(before)
    kind = Kind.CHANGED if fields else Kind.MOVED if is_moved else Kind.SAME
    return Change(after.key, kind, before, after, fields, title)


def _moved(old: Content, new: Content) -> set[UUID]:
    """Items in another section, or that follow another item than before; only among those in both versions."""
    both = {entry.key for entry in old.entries()} & {entry.key for entry in new.entries()}
    earlier, later = _places(old, both), _places(new, both)
    return {key for key in both if earlier[key] != later[key]}


def _places(content: Content, among: set[UUID]) -> dict[UUID, tuple[str, UUID | None]]:
    """Item → its section's title and the item before it there."""
    found: dict[UUID, tuple[str, UUID | None]] = {}
    for part in content.parts:
        last = None
        for entry in part.entries:
            if entry.key in among:
                found[entry.key] = (part.title, last)
                last = entry.key
    return found


def counted(changes: list[Change]) -> dict[Kind, int]:
    """How many of each kind."""
    return {kind: sum(change.kind == kind for change in changes) for kind in Kind}
