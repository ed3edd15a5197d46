"""The people of a unit, and its seats and stations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import actions, pages, people, scope
from fengsui.ground.org.actions import PersonRow
from fengsui.ground.org.doors import number_of, submitted
from fengsui.ground.org.forms import RegisterForm, SeatForm, StationForm
from fengsui.ground.org.models import SeatKind, Shift
from fengsui.ground.org.views.common import status, unit_of
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.places import Request

MOST = 300  # people in the choice of who holds a seat


def here(request: Request, code: str) -> HttpResponse:
    """Who is at a unit; a new person is registered on the same page."""
    unit = unit_of(request, code, "org.people")
    form = RegisterForm(request.POST or None)
    made: list[Person] = []
    if request.method == "POST":
        submitted(
            form, lambda data: made.extend(actions.register_many([PersonRow(unit=unit, **data)], by=request.person))
        )
    if made:
        messages.success(request, _("The person is registered. Now appoint them, or give them an account."))
        return redirect(f"{reverse('org:person', args=[made[0].pk])}?at={unit.code}")
    page = pages.page(people.at(unit), request.GET)
    context = {
        "unit": unit, "page": page, "rows": people.here(unit, page.rows), "form": form,
        "may_register": scope.may(request.person, "org.register", unit),
        "may_arrange": scope.may(request.person, "org.arrange", unit),
    }  # fmt: skip
    return render(request, "org/people.html", context, status=status(form))


def seats(request: Request, code: str) -> HttpResponse:
    """Who holds which seat, now and later; stations. A shift is entered and ended here."""
    unit = unit_of(request, code, "org.arrange")
    found = people.here(unit, people.at(unit).order_by("pk")[:MOST])
    choices = [(str(one.who.pk), " · ".join([one.who.name, *one.offices, *one.capacities])) for one in found]
    do = request.POST.get("do", "")
    seat = SeatForm(choices, request.POST if do == "seat" else None, initial={"since": clock.local(clock.now())})
    station = StationForm(request.POST if do == "station" else None)
    acts: dict[str, Any] = {
        "seat": lambda: submitted(seat, lambda data: _hold(unit, data, request.person)),
        "station": lambda: submitted(station, lambda data: actions.found_station(unit, by=request.person, **data)),
        "end": lambda: _end(request, unit),
    }
    if request.method == "POST" and do in acts and acts[do]():
        return redirect("org:seats", unit.code)
    rows = people.shifts(unit)
    names = people.masked(row.person for row in rows)
    context = {
        "unit": unit, "seat": seat, "station": station, "now": clock.now(), "stations": unit.stations.order_by("name"),
        "shifts": [(row, SeatKind(row.seat.kind).label if row.seat else row.station, names[row.person_id]) for row in rows],
    }  # fmt: skip
    return render(request, "org/seats.html", context, status=status(seat, station))


def _hold(unit: Unit, data: dict[str, Any], by: Person) -> None:
    person = people.at(unit).get(pk=UUID(data["person"]))
    actions.hold_seat(person, unit, data["kind"], since=data["since"], until=data["until"], by=by)


def _end(request: Request, unit: Unit) -> bool:
    row = Shift.objects.filter(
        pk__in=[each.pk for each in people.shifts(unit)], pk=number_of(request.POST.get("shift", ""))
    ).first()
    if row is None:
        raise Http404
    try:
        actions.end_shift(row, by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return True
