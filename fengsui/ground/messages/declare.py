from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import Promise


@dataclass(frozen=True, eq=False)
class Note:
    """A kind of message (`notes.py` of a room).

    sentence: translatable, with {unit} and {fields} of its data; words(data): what its codes are called on the screen;
    urgent: it goes out at once, also in the quiet hours, and to those who want only what is urgent.
    """

    kind: str
    sentence: str | Promise
    icon: str = "mail"
    words: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    urgent: bool = False
