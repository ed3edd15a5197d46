"""What the address of a wall chooses: the part and the colour of the map, the theme, the presentation."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode

from fengsui.command.wall.territory import STATE

if TYPE_CHECKING:
    from collections.abc import Mapping

THEMES = ("light", "dark")


@dataclass(frozen=True)
class Options:
    view: str = ""
    fill: str = STATE
    theme: str = ""
    present: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Whatever an address says; what makes no sense is left out."""
        theme = query.get("theme", "")
        return cls(
            query.get("view", "")[:6], query.get("fill", "")[:60] or STATE, theme if theme in THEMES else "",
            "1" if query.get("present") else "",
        )  # fmt: skip

    def query(self, **changes: Any) -> str:
        """These choices with some changed, as the end of an address; what is usual is not said."""
        said = {
            key: value
            for key, value in asdict(replace(self, **changes)).items()
            if value and (key, value) != ("fill", STATE)
        }
        return f"?{urlencode(said)}" if said else "?"
