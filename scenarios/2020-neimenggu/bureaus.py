"""League and county bureaus: who signs their evening reports, and what they type. All of it synthetic.

The account tells what bureaus and justice offices did, not what they reported. Their reports begin in this drill on the
eve of its main day, so that there is a yesterday to compare with and a first start stays short.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from fengsui.command.reports import actions as reports
from fengsui.command.reports.actions import Correction
from fengsui.command.reports.indicators import fields
from fengsui.command.reports.models import BUREAU_KINDS
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Unit, UnitKind

from . import troubles
from .staff import COUNTY

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.models import Person

    from .diary import Agenda

BEGIN = troubles.DAY - timedelta(days=1)  # facts.toml: no bureau owes a report before
SIGNING, SPREAD = time(17, 5), 70  # from then on, over so many minutes; the leagues follow their counties
LEAGUE_LATER = timedelta(minutes=5)
# Two wait for their log-ins. No other is left open: bureaus have real names, and nothing bad is put on a real name.
OPEN = ("bureau-150400", "bureau-150424")
RANGES = {  # code → lowest, highest; nobody of a real name has a fever or is isolated
    "corrections.supervised": (60, 320), "corrections.isolated": (0, 0), "volunteers.at_gates": (12, 60),
    "care.staff_isolated": (0, 0), "care.staff_fevers": (0, 0), "supplies.masks": (80, 900),
}  # fmt: skip


@dataclass(frozen=True)
class Bureau:
    """One bureau, who signs for it, and its numbers: the same every time."""

    unit: Unit
    leader: Person

    def values(self, day: date) -> dict[str, float]:
        """What it types on a day: stocks drift by a few from a level of its own; most of the supervised were contacted."""
        level, today = (random.Random(crc32(f"{self.unit.code}{salt}".encode())) for salt in ("", day.isoformat()))
        said = {code: float(level.randint(low, high)) for code, (low, high) in RANGES.items()}
        said["supplies.masks"] = max(said["supplies.masks"] - today.randint(0, 40), 0)
        said["corrections.contacted"] = said["corrections.supervised"] - today.randint(0, 3)
        typed = {one.code for one in fields(self.unit.kind, day) if one.is_typed}
        return {code: value for code, value in said.items() if code in typed}

    def sign(self, day: date) -> None:
        corrections = {code: Correction(value) for code, value in self.values(day).items()}
        reports.sign(self.unit, day, corrections, revision=0, by=self.leader)

    def at(self, day: date) -> datetime:
        spread = timedelta(minutes=crc32(self.unit.code.encode()) % SPREAD)
        later = LEAGUE_LATER if self.unit.kind == UnitKind.LEAGUE_BUREAU else timedelta()
        return clock.on(day, SIGNING) + spread + later


def write(leaders: dict[str, Person], agenda: Agenda, days: list[date]) -> None:
    """Put the bureaus' signatures on the agenda."""
    for unit in Unit.objects.filter(kind__in=BUREAU_KINDS).order_by("pk"):
        bureau = Bureau(unit, leaders[unit.code])
        for day in days:
            if day >= BEGIN and not (day == troubles.DAY and unit.code in OPEN):
                reads = unit.code == COUNTY  # one of its numbers comes from its justice offices
                agenda.add(bureau.at(day), partial(bureau.sign, day), reads=reads)
