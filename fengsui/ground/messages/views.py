from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fengsui.ground.messages import actions, queries
from fengsui.ground.org.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def inbox(request: Request) -> HttpResponse:
    """My messages, newest first."""
    found = page(queries.inbox(request.person), request.GET)
    rows = [(message, queries.text(message), queries.notes().get(message.kind)) for message in found]
    newest = found.rows[0].pk if found.rows else 0
    return render(request, "messages/inbox.html", {"page": found, "rows": rows, "newest": newest})


@require_POST
def read(request: Request) -> HttpResponse:
    """Mark my messages up to the newest that was shown as read."""
    until = request.POST.get("until", "")
    if until.isascii() and until.isdigit():
        actions.read(request.person, int(until))
    return redirect("inbox")
