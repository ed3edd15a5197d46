from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages import actions
from fengsui.ground.messages.forms import WayForm
from fengsui.ground.messages.models import Channel
from fengsui.ground.messages.queries import outbox as queries
from fengsui.ground.messages.queries import reach
from fengsui.ground.org.doors import blame
from fengsui.ground.org.pages import page
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


@sensitive_post_parameters("address")
def index(request: Request) -> HttpResponse:
    """Where I am reached, and with what."""
    form = WayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_way(by=request.person, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved. Send yourself a test."))
            return redirect("messages:ways")
    served = reach.channels(request.person.pk)
    unserved = [str(one.label) for one in Channel if one.value not in served]
    context = {
        "form": form, "ways": queries.own_ways(request.person), "served": served, "unserved": unserved,
        "drill": clock.is_drill(),
    }  # fmt: skip
    return render(request, "messages/ways.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: Request, channel: str) -> HttpResponse:
    return _do(request, channel, actions.remove_way, _("Nothing is sent there any more; the address is gone."))


@require_POST
def try_out(request: Request, channel: str) -> HttpResponse:
    said = _("In a drill the test ends in the sink.") if clock.is_drill() else _("A test is on its way.")
    return _do(request, channel, actions.try_way, said)


def _do(request: Request, channel: str, deed: Callable[..., object], said: str) -> HttpResponse:
    try:
        deed(channel, by=request.person)
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("messages:ways")


def sink(request: Request) -> HttpResponse:
    """In a drill nothing leaves the house: here is what my phone would have got."""
    found = page(queries.sink(request.person), request.GET)
    return render(
        request, "messages/sink.html", {"page": found, "rows": queries.told(found), "drill": clock.is_drill()}
    )
