from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from fengsui.command.assessment import looking_ahead
from fengsui.command.assessment.alarms import alarms
from fengsui.command.assessment.quality import quality
from fengsui.command.assessment.views.choosing import chosen
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.org.queries import tree

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


@looks_back
def numbers(request: Request, line: str, code: str, day: date) -> HttpResponse:
    """How far the day's numbers can be relied on, where they lead, and which alarms are off."""
    unit, known = chosen(request, line, code, day), request.known
    judged = alarms(day, line, unit, tree(line, day, unit, known), known)
    context = {
        "unit": unit, "line": line, "day": day, "days": clock.week(day, known), "quality": quality(unit, line, day, known),
        "forecasts": looking_ahead.own(unit, line, day, known),
        "running_out": looking_ahead.running_out(unit, line, day, known),
        "off": judged.off, "series": judged.series, "alarms": len(judged.failures),
    }  # fmt: skip
    return render(request, "assessment/numbers.html", context)
