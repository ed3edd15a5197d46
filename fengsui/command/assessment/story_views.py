"""One unit's own story on a page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.shortcuts import render

from fengsui.command.assessment import story as told
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.org import scope
from fengsui.ground.org.closed import last_day
from fengsui.ground.org.doors import unit_at
from fengsui.ground.org.models import Succession
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import line_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

SEEN = ("assessment.view", "reports.view")
LISTED = 30  # of what was found and of what it was late with


@looks_back
def story(request: Request, code: str) -> HttpResponse:
    """What a unit is, who leads it, its last days, what was found there, what it owes, and its journal by day."""
    unit, known = unit_at(request, scope.seen(request.person, *SEEN), code), request.known
    last = last_day(unit, clock.day_of(known))
    first = last - timedelta(days=told.DAYS - 1)
    lines = told.superiors(unit, last, known)
    above = [one.pk for path in lines.values() for one in path]
    now, late = told.owed(unit, first, known)
    strip = told.strip(unit, first, last, known)
    found = told.found(unit, first, last, known)
    listed = page(told.entries(request.person, unit, known), request.GET)
    context = {
        "unit": unit, "line": line_of(unit) if line_of(unit) in lines else "", "first": first, "last": last,
        "superiors": [(line.label, path) for line, path in lines.items() if path],
        "mine": set(scope.seen(request.person, *SEEN).filter(pk__in=above).values_list("pk", flat=True)),
        "people": told.people(request.person, unit, last, known) if not unit.is_closed(clock.day_of(known)) else [],
        "strip": strip if any(one.is_owed or one.steps for one in strip) else [], "courses": told.key_courses(unit, first, last, known),
        "found": found[:LISTED], "more_found": max(len(found) - LISTED, 0),
        "owes": now, "late": late[:LISTED], "more_late": max(len(late) - LISTED, 0),
        "page": listed, "days": told.by_day(listed), "turns": told.organisation(unit, known),
        "lineage": Succession.objects.filter(Q(before=unit) | Q(after=unit)).select_related("before", "after", "change"),
    }  # fmt: skip
    return render(request, "assessment/story.html", context)
