"""What a guess may choose from: the indicators, and the units whose numbers the person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Min

from fengsui.command.forms.guess.cells import Known
from fengsui.command.forms.guess.names import Indicators, Units, known
from fengsui.command.forms.paper.grid import Kind
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.models import Pack
from fengsui.ground.indicators.queries import indicators
from fengsui.ground.org import scope
from fengsui.ground.org.models import SECTION_KINDS, UnitKind

if TYPE_CHECKING:
    from fengsui.command.forms.paper.grid import Sheet
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

_NO_NUMBERS = (*SECTION_KINDS, UnitKind.OFFICE, UnitKind.INSTITUTE, UnitKind.PARTNER)


def choosable(by: Actor) -> list[Unit]:
    """The units that a number can be of: those with numbers of their own and those above them."""
    kinds = {kind for one in indicators().values() for kind in one.kinds}
    idle = [kind for kind in _NO_NUMBERS if kind not in kinds]
    return list(scope.units(by, "reports.view").existing().exclude(kind__in=idle).distinct())  # type: ignore[attr-defined]


def given(unit: Unit, by: Actor) -> Known:
    first = Pack.objects.aggregate(first=Min("day"))["first"] or clock.today()
    return Known(Indicators(known(indicators().values())), Units(unit, choosable(by)), min(first, clock.today()))


def room(sheet: Sheet, row: int) -> int:
    """How many lines from a row on are free of words and formulas, and inside the borders if the first one is."""
    lined = any(spot.look.border for spot in sheet.spots.values() if spot.row == row)
    lines = 0
    while row + lines <= sheet.rows + (0 if lined else 200):
        spots = [spot for spot in sheet.spots.values() if spot.row == row + lines]
        if any(spot.kind in {Kind.TEXT, Kind.FORMULA} for spot in spots):
            break
        if lined and not any(spot.look.border for spot in spots):
            break
        lines += 1
    return lines
