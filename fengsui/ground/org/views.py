from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.ground.clock import actions as clock_actions
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions, scope
from fengsui.ground.org.models import Appointment, Line, SeatKind, Tie, Unit
from fengsui.ground.org.queries import fetch, names, seats
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def units(request: Request) -> HttpResponse:
    """The tops of my lines: where to begin in the organisation."""
    if not scope.may(request.person, "org.view"):
        raise Http404
    found = {held.unit_id for held in scope.carrying(request.person, scope.verbs()["org.view"])}
    tops = list(Unit.objects.filter(pk__in=found))
    if len(tops) == 1:
        return redirect("org:unit", tops[0].code)
    return render(request, "org/units.html", {"tops": tops})


def unit(request: Request, code: str) -> HttpResponse:
    """A unit: to whom it answers, who holds its seats, what is below it in each line, its last entries."""
    found = fetch(request.person, scope.units(request.person, "org.view"), request.path, code=code)
    below = Tie.objects.on().filter(superior=found).select_related("unit").order_by("line", "unit__kind", "unit__code")
    lines: dict[str, list[Unit]] = {}
    for tie in below:
        lines.setdefault(str(Line(tie.line).label), []).append(tie.unit)
    held = seats(found)
    appointed = list(Appointment.objects.on().filter(unit=found).order_by("office"))
    people = names([person.pk for person in held.values()] + [row.person_id for row in appointed])
    context = {
        "unit": found, "lines": lines,
        "superiors": Tie.objects.on().filter(unit=found, superior__isnull=False).select_related("superior"),
        "seats": [(SeatKind(kind).label, people.get(person.pk, "")) for kind, person in held.items()],
        "appointed": [(row.get_office_display(), people.get(row.person_id, "")) for row in appointed],
        "entries": Entry.objects.filter(unit=found.pk).order_by("-pk")[:20],
    }  # fmt: skip
    return render(request, "org/unit.html", context)


def clock_page(request: Request) -> HttpResponse:
    """The drill's clock: pause, run, run at sixty times, jump. A live clock is only shown."""
    if not scope.may(request.person, "org.move_clock"):
        raise Http404
    if request.method == "POST":
        try:
            actions.move_clock(by=request.person, **_wanted(request.POST))
            clock_actions.tick()
            messages.success(request, _("The clock is set, and everything that fell due is settled."))
        except Refused as refused:
            messages.error(request, str(refused.sentence))
        return redirect("org:clock")
    return render(request, "org/clock.html", {"state": clock.state(), "now": clock.local(clock.now())})


def _wanted(post: dict[str, str]) -> dict[str, Any]:
    if post.get("rate") in {"0", "1", "60"}:
        return {"rate": int(post["rate"])}
    try:
        return {"at": datetime.fromisoformat(post.get("at", "")).replace(tzinfo=clock.LOCAL)}
    except ValueError as error:
        raise Refused("org.moment", _("Choose a day and an hour."), field="at") from error
