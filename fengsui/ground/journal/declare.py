"""How a room declares the facts it writes (`facts.py`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import Promise


class Level(StrEnum):
    """Who may read a field: everybody, the administration, or only those who need it (工作秘密)."""

    PUBLIC = "public"
    INTERNAL = "internal"
    SECRET = "secret"  # noqa: S105 - a level, not a password


@dataclass(frozen=True, eq=False)
class Fact:
    """A kind of journal entry.

    kind: `room.verb` in the past tense; sentence: translatable, with {fields} of the data and {unit}, {actor};
    fields: every key that its data may have, with its level; chronicle: may it enter a published story;
    words(data): what its codes are called on the screen (an office, a measure);
    units: fields that hold a unit's id, shown by its name.
    """

    kind: str
    sentence: str | Promise
    fields: dict[str, Level] = field(default_factory=dict)
    chronicle: bool = False
    words: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    units: tuple[str, ...] = ()
