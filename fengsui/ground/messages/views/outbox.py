from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fengsui.ground.messages import actions
from fengsui.ground.messages.models import Channel, State
from fengsui.ground.messages.queries import outbox as queries
from fengsui.ground.messages.views.common import need, tabs, uuids
from fengsui.ground.org.doors import onward
from fengsui.ground.org.pages import page
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def index(request: Request) -> HttpResponse:
    """What went out for my units: by state and channel, the newest first."""
    need(request, "messages.outbox")
    query = request.GET.dict()
    found = page(queries.outbox(request.person, query), query)
    rows = queries.shown(request.person, found)
    context = {
        "page": found, "rows": rows, "asked": query, "tabs": tabs(request),
        "states": State.choices, "channels": Channel.choices, "here": request.get_full_path(),
        "filtered": bool(query.get("state") or query.get("channel")),
        "any_dead": any(row.state == State.DEAD for row in rows),
    }  # fmt: skip
    return render(request, "messages/outbox.html", context)


@require_POST
def act(request: Request) -> HttpResponse:
    """Send chosen ones again, or say that their people were told otherwise."""
    need(request, "messages.outbox")
    keys = uuids(request.POST.getlist("texts"))
    try:
        if request.POST.get("do") == "handle":
            n = actions.handle(keys, by=request.person)
            said = ngettext("%(n)d text is marked as handled.", "%(n)d texts are marked as handled.", n)
        else:
            n = actions.resend(keys, by=request.person)
            said = ngettext("%(n)d text is sent again.", "%(n)d texts are sent again.", n)
        messages.success(request, said % {"n": n})
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect(onward(request) or f"{reverse('messages:outbox')}?state=dead")


def costs(request: Request) -> HttpResponse:
    """What was sent and what it cost: by month, unit and channel."""
    need(request, "messages.outbox")
    rows = queries.costs(request.person)
    month = rows[0].month if rows else None
    newest = [row for row in rows if row.month == month]
    context = {
        "rows": rows, "tabs": tabs(request), "month": month, "texts": sum(row.texts for row in newest),
        "cost": sum(row.cost for row in newest),
    }  # fmt: skip
    return render(request, "messages/costs.html", context)
