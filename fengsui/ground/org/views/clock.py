from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.ground.clock import actions as clock_actions
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import actions, scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


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
