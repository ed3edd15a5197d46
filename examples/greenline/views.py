from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from examples.greenline import actions
from examples.greenline.models import Call
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.doors import unit_at
from fengsui.ground.org.models import FACILITY_KINDS
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def index(request: Request) -> HttpResponse:
    unit = scope.units(request.person, "greenline.keep").filter(kind__in=FACILITY_KINDS).first()
    if unit is None:
        raise Http404
    return redirect("greenline:line", unit.code)


def line(request: Request, code: str) -> HttpResponse:
    """A facility's line: try it, write down a call, see how many came today."""
    unit = unit_at(request, scope.seen(request.person, "greenline.keep").filter(kind__in=FACILITY_KINDS), code)
    if request.method == "POST":
        try:
            _do(request, unit)
        except Refused as refused:
            messages.error(request, str(refused.sentence))
        return redirect("greenline:line", code)
    calls = Call.objects.as_known().filter(facility=unit, at__gte=clock.midnight(clock.today()))
    return render(request, "greenline/line.html", {"unit": unit, "calls": calls.order_by("-at")})


def _do(request: Request, unit: object) -> None:
    if request.POST.get("do") == "call":
        actions.call(unit, request.POST.get("caller", ""), by=request.person)
        messages.success(request, _("Written down; the name is sealed."))
    else:
        actions.test_line(unit, works=request.POST.get("do") == "works", by=request.person)
        messages.success(request, _("Thank you."))
