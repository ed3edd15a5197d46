from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, eq=False)
class Note:
    """A kind of message (`notes.py` of a room). sentence: translatable, with {unit} and {fields} of its data."""

    kind: str
    sentence: str | Promise
    icon: str = "mail"
