"""The units of units.csv, entered as one act."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Line
from fengsui.ground.org.scope import SYSTEM

FILE = Path(__file__).parent / "units.csv"
FOUNDED = date(2020, 1, 1)  # the organisation is that of the end of 2019


def rows() -> list[org.UnitRow]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [_row(line) for line in csv.DictReader(file)]


def _row(line: dict[str, str]) -> org.UnitRow:
    return org.UnitRow(
        code=line["code"], kind=line["kind"], name=line["name"], name_en=line["name_en"], short=line["short"],
        division=line["division"], synthetic=line["synthetic"] == "yes",
        superiors={each: line[each] for each in Line.values if line[each]},
    )  # fmt: skip


def enter() -> int:
    return org.arrange(rows(), since=FOUNDED, by=SYSTEM)
