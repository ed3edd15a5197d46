"""How a room says what a token may be given (`scopes.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, eq=False)
class Scope:
    """What a token may do. A token never has more than the person who answers for it has at the token's unit.

    key: `room.read` or `room.write`; name: for lists and refusals; verb: the one verb (`rights.py`) it lets through.
    """

    key: str
    name: str | Promise
    verb: str
