"""Who is on duty now, over all units that one sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from fengsui.command.duty.queries import grids
from fengsui.command.duty.queries.listing import units_on_duty
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

SIZE = 40


def index(request: Request) -> HttpResponse:
    """One's own units first, then those below, a page at a time."""
    if not scope.may(request.person, "duty.see"):
        raise Http404
    asked, after = request.GET.get("q", "").strip()[:60], request.GET.get("after", "")[:40]
    own = scope.own_ids(request.person, "duty.see")
    rows = units_on_duty(request.person, asked).exclude(pk__in=own if not asked else ())
    found = list(rows.filter(code__gt=after).order_by("code")[: SIZE + 1])
    mine = [] if asked or after else list(scope.own(request.person, "duty.see"))
    shown = grids.effective([*mine, *found[:SIZE]], lambda people: names_for(request.person, people))
    context = {
        "mine": shown[: len(mine)], "rows": shown[len(mine) :], "q": asked, "more": found[SIZE - 1].code if len(found) > SIZE else "",
        "after": after, "now": clock.now(), "arranges": scope.own_ids(request.person, "duty.arrange"),
    }  # fmt: skip
    return render(request, "duty/index.html", context)
