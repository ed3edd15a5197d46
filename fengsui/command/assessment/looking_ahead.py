"""Which forecasts the command is shown: the stocks that it is told of first, and the facilities whose strength runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.assessment.forecasts import forecasts, many
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import KEY, LASTS, TREND

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.command.assessment.forecasts import Forecast, RunsOut
    from fengsui.ground.org.models import Unit


def own(unit: Unit, line: str, day: date, known: datetime | None = None) -> list[Forecast]:
    """The stocks of a unit that stand among its key figures or courses, and its strengths."""
    shown = {KEY, TREND, LASTS}
    return [one for one in forecasts(unit, line, day, known) if one.indicator.tags & shown]


def running_out(unit: Unit, line: str, day: date, known: datetime | None = None) -> list[tuple[Forecast, RunsOut]]:
    """The facilities of which something that must last will not, the soonest first."""
    codes = [code for code, one in indicators.indicators().items() if LASTS in one.tags]
    return many(unit, line, day, codes, known)
