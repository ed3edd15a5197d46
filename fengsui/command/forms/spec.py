"""What is to stand in a cell, as the mapping says it: the same from a guess, from the page, and in the table."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from fengsui.command.forms.models import Cell, Shown, What

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Spec:
    """See models.Cell. unit_id None: the unit of the row, in a block."""

    sheet: str
    ref: str
    what: str = What.NUMBER
    code: str = ""
    unit_id: int | None = None
    back: int = 0
    days: int = 1
    since: date | None = None
    shown: str = Shown.KNOWN
    factor: float = 1.0
    wording: str = ""

    @classmethod
    def of(cls, cell: Cell) -> Spec:
        return cls(**{one.name: getattr(cell, one.name) for one in fields(cls)})


@dataclass(frozen=True)
class Rows:
    """Rows that repeat: see models.Block; with what stands in its first row."""

    sheet: str
    row: int
    rows: int
    unit_id: int
    kinds: tuple[str, ...] = ()
    table: str = ""
    cells: tuple[Spec, ...] = ()
