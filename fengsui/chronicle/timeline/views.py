from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from fengsui.chronicle.timeline import queries
from fengsui.ground.journal.queries import last_seal
from fengsui.ground.org import scope
from fengsui.ground.org.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def index(request: Request) -> HttpResponse:
    """The timeline, newest first."""
    if not scope.may(request.person, "org.read_journal"):
        raise Http404
    rows = queries.filtered(queries.readable(request.person), request.GET)
    context = {
        "page": page(rows, request.GET), "rooms": queries.kinds(), "room": request.GET.get("room", ""),
        "unit": request.GET.get("unit", ""), "seal": last_seal(),
    }  # fmt: skip
    return render(request, "timeline/index.html", context)
