"""Which unit, line and day a page of the assessment is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from fengsui.command.assessment.models import ISSUING_KINDS
from fengsui.ground.org.doors import unit_in_line
from fengsui.ground.org.queries import line_of, lines_of

if TYPE_CHECKING:
    from datetime import date

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def chosen(request: Request, line: str, code: str, day: date) -> Unit:
    """The unit of an address if the person sees its assessment along that line; else 404, noted in the journal."""
    return unit_in_line(request, "assessment.view", line, code, day)


def issues(unit: Unit, line: str) -> bool:
    """Whether the unit signs a brief along this line: its own, if it is one that commands."""
    return unit.kind in ISSUING_KINDS and line == line_of(unit)


def lines(unit: Unit, day: date) -> list[tuple[str, str, str]]:
    """The lines along which a unit can be looked at: name, address, code; for the tabs."""
    return [
        (str(line.label), reverse("assessment:brief", args=[line, unit.code, day]), line)
        for line in lines_of(unit, day)
    ]
