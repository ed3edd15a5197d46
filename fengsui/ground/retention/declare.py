"""How a room above says that the response is over: then what was kept for the epidemic is due, whatever its own time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


@dataclass(frozen=True, eq=False)
class Ending:
    """since(): the moment since which nothing is going on any more; None while something is, or nothing ever was."""

    since: Callable[[], datetime | None]
