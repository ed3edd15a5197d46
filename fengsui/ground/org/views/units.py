"""Units: where to begin, one of them as it is or was on a day, what is planned for it, who may do what there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions, rightsview, scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.models import Appointment, Change, Line, SeatKind, Succession, Tie, Unit
from fengsui.ground.org.queries import called, fetch, seats
from fengsui.ground.org.views.common import unit_of

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from fengsui.ground.org.models import Person
    from fengsui.ground.org.places import Request


def units(request: Request) -> HttpResponse:
    """The tops of my lines: where to begin in the organisation."""
    if not scope.may(request.person, "org.view"):
        raise Http404
    tops = list(scope.own(request.person, "org.view"))
    if len(tops) == 1:
        return redirect("org:unit", tops[0].code)
    return render(request, "org/units.html", {"tops": tops})


def unit(request: Request, code: str) -> HttpResponse:
    """A unit on a day: to whom it answers, what is below it in each line; who holds its seats now; what is planned."""
    seen = scope.units(request.person, "org.view") | scope.past_units(request.person, "org.view")
    found = fetch(request.person, seen, request.path, code=code)
    day, today = clock.day_asked(request.GET), clock.today()
    context = {
        "unit": found, "day": day, "today": today, "past": day != today,
        **_ties(found, day), **_lineage(found), **_people(found, request.person), "planned": _planned(found),
        "closed": found.is_closed(day), "not_yet": day < found.valid_from,
        "name": _name(found, day),
        "may": {verb: scope.may(request.person, f"org.{verb}", found) for verb in ("arrange", "people")},
        "entries": Entry.objects.filter(unit=found.pk).order_by("-pk")[:20],
    }  # fmt: skip
    return render(request, "org/unit.html", context)


def _name(unit: Unit, day: date) -> str:
    known = called(day).get(unit.pk) if unit.namings.exists() else None
    return Unit(name=known[0], name_en=known[1]).label if known else unit.label


def _ties(unit: Unit, day: date) -> dict[str, Any]:
    below = (
        Tie.objects.on(day).filter(superior=unit).select_related("unit").order_by("line", "unit__kind", "unit__code")
    )
    lines: dict[str, list[Unit]] = {}
    for tie in below:
        lines.setdefault(str(Line(tie.line).label), []).append(tie.unit)
    superiors = Tie.objects.on(day).filter(unit=unit, superior__isnull=False).select_related("superior")
    return {"lines": lines, "superiors": superiors}


def _lineage(unit: Unit) -> dict[str, Any]:
    rows = Succession.objects.filter(Q(before=unit) | Q(after=unit)).select_related("before", "after", "change")
    listed = list(rows.order_by("change__day"))
    return {
        "heirs": [row for row in listed if row.before_id == unit.pk],
        "forebears": [row for row in listed if row.after_id == unit.pk],
    }


def _people(unit: Unit, seen_by: Person) -> dict[str, Any]:
    """Who holds an office or seat here, by name: only the three administrators see nobody's name."""
    held = seats(unit)
    appointed = list(Appointment.objects.on().filter(unit=unit).order_by("office"))
    people = names_for(seen_by, [person.pk for person in held.values()] + [row.person_id for row in appointed])
    return {
        "seats": [(SeatKind(kind).label, people.get(person.pk, "")) for kind, person in held.items()],
        "appointed": [(row.get_office_display(), people.get(row.person_id, "")) for row in appointed],
    }


def _planned(unit: Unit) -> list[tuple[Change, bool]]:
    """What is still to come for a unit, and what was done today and can be undone."""
    about = Q(unit=unit) | Q(other=unit) | Q(successions__before=unit) | Q(successions__after=unit)
    rows = Change.objects.filter(about, withdrawn_at__isnull=True, day__gte=clock.today()).distinct()
    listed = rows.select_related("unit", "other").order_by("day", "pk")
    return [(row, actions.can_withdraw(row)) for row in listed if row.day > clock.today() or actions.can_withdraw(row)]


def rights(request: Request, code: str) -> HttpResponse:
    """Who may do what at a unit, and through which office or seat."""
    found = unit_of(request, code, "org.people")
    context = {"unit": found, "rooms": rightsview.rights(found), "mine": rightsview.mine(request.person, found)}
    return render(request, "org/rights.html", context)
