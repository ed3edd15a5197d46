from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages import actions, queries
from fengsui.ground.org.doors import number_of, onward
from fengsui.ground.org.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def inbox(request: Request) -> HttpResponse:
    """My messages, newest first: all, or only those that I have not read."""
    unread = request.GET.get("state") == "unread"
    found = page(queries.wanted(request.person, request.GET), request.GET)
    rows = [(message, queries.text(message), queries.notes().get(message.kind)) for message in found]
    here = reverse("inbox")
    context = {
        "page": found, "rows": rows, "newest": found.rows[0].pk if found.rows else 0, "unread_only": unread,
        "tabs": [(_("All messages"), here), (_("Not read"), f"{here}?state=unread", queries.unread(request.person))],
        "drill": clock.is_drill(),
    }  # fmt: skip
    return render(request, "messages/inbox.html", context)


@require_POST
def read(request: Request) -> HttpResponse:
    """Mark my messages up to the newest that was shown as read."""
    if until := number_of(request.POST.get("until", "")):
        actions.read(request.person, until)
    return redirect("inbox")


@require_POST
def turn(request: Request, pk: int) -> HttpResponse:
    """Mark one as read, or as not read."""
    if not actions.set_read(request.person, pk, to=request.POST.get("to") == "read"):
        raise Http404
    return redirect(onward(request) or "inbox")
