"""Which unit, line and day a page of the assessment is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from fengsui.command.assessment.models import ISSUING_KINDS
from fengsui.command.assessment.obligations import line_of
from fengsui.ground.org import scope
from fengsui.ground.org.doors import unit_at
from fengsui.ground.org.models import COMMAND_LINES, Line, Tie

if TYPE_CHECKING:
    from datetime import date

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def chosen(request: Request, line: str, code: str, day: date) -> Unit:
    """The unit of an address if the person sees its assessment along that line; else 404, noted in the journal."""
    if line not in COMMAND_LINES:
        raise Http404
    seen = scope.seen(request.person, "assessment.view", day=day).filter(ties__line=line)
    return unit_at(request, seen.distinct(), code)


def issues(unit: Unit, line: str) -> bool:
    """Whether the unit signs a brief along this line: its own, if it is one that commands."""
    return unit.kind in ISSUING_KINDS and line == line_of(unit)


def lines(unit: Unit, day: date) -> list[tuple[str, str, str]]:
    """The lines along which a unit can be looked at: name, address, code; for the tabs."""
    ties = Tie.objects.on(day).filter(unit=unit, line__in=COMMAND_LINES).order_by("pk")
    return [
        (str(Line(tie.line).label), reverse("assessment:brief", args=[tie.line, unit.code, day]), tie.line)
        for tie in ties
    ]
