from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from fengsui.chronicle.timeline import queries
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import last_seal, until
from fengsui.ground.org import scope
from fengsui.ground.org.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


@looks_back
def index(request: Request) -> HttpResponse:
    """The timeline, newest first."""
    if not scope.may(request.person, "org.read_journal"):
        raise Http404
    rows = until(queries.filtered(queries.readable(request.person), request.GET), request.known)
    context = {
        "page": page(rows, request.GET), "rooms": queries.kinds(), "room": request.GET.get("room", ""),
        "unit": request.GET.get("unit", ""), "seal": None if request.known else last_seal(),
    }  # fmt: skip
    return render(request, "timeline/index.html", context)
