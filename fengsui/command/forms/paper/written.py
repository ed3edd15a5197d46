"""What is to be written into a cell, and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A value for a cell (None leaves it empty), and what a comment on it says.

    is_gap: it could not be filled: the cell is tinted, and formulas that use it are incomplete.
    """

    sheet: str
    ref: str
    value: float | str | None
    is_gap: bool = False
    note: str = ""
