from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.command.meetings import actions
from fengsui.command.meetings.forms import RoomForm
from fengsui.command.meetings.models import Room
from fengsui.command.meetings.views.common import own_units, see, tabs
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, unit_at
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def rooms(request: Request) -> HttpResponse:
    """Where my units meet; by which link one joins."""
    see(request)
    mine = own_units(request, "meetings.see")
    may = {unit.pk for unit in own_units(request, "meetings.arrange")}
    form = RoomForm(request.POST or None)
    if request.method == "POST":
        unit = unit_at(request, scope.units(request.person, "meetings.arrange"), request.POST.get("unit", ""))
        if form.is_valid():
            try:
                actions.arrange_room(unit, **form.cleaned_data, by=request.person)
            except Refused as refused:
                blame(form, refused)
            else:
                messages.success(request, _("Arranged. Everybody who takes part sees it from now on."))
                return redirect("meetings:rooms")
    rows = Room.objects.as_known().filter(unit__in=[unit.pk for unit in mine]).exclude(place="", link="")
    context = {
        "rows": rows.select_related("unit").order_by("unit__code", "kind"), "form": form, "tabs": tabs(),
        "mine": [unit for unit in mine if unit.pk in may],
    }  # fmt: skip
    return render(request, "meetings/rooms.html", context, status=422 if form.errors else 200)
