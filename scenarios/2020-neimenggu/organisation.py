"""The units of units.csv, entered as one act."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.site import units

if TYPE_CHECKING:
    from datetime import date

FILE = Path(__file__).parent / "units.csv"


def enter(since: date) -> int:
    """Enter all units as of a day; before it nobody owes anything."""
    return org.arrange(units.read(FILE), since=since, by=SYSTEM)
