"""The units of units.csv, entered as one act."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.site import units

FILE = Path(__file__).parent / "units.csv"
FOUNDED = date(2020, 1, 1)  # the organisation is that of the end of 2019


def enter() -> int:
    return org.arrange(units.read(FILE), since=FOUNDED, by=SYSTEM)
