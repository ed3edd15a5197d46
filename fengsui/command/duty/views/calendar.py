"""One's own shifts in one's own calendar, by a secret link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fengsui.command.duty import actions
from fengsui.command.duty.actions.feeding import digest
from fengsui.command.duty.queries.calendars import calendar, owner

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fengsui.ground.org.places import Request


@require_POST
def link(request: Request) -> HttpResponse:
    """Make a link; it is shown this once."""
    secret = actions.make_link(by=request.person)
    url = request.build_absolute_uri(reverse("duty:feed", args=[secret]))
    messages.success(request, _("Copy this link into your calendar now; it is not shown again: %(url)s") % {"url": url})
    return redirect("duty:mine")


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:  # noqa: ARG001 - a calendar has no log-in: the secret is
    """The calendar of whoever's secret it is."""
    person = owner(digest(secret))
    if person is None:
        raise Http404
    head = {"Content-Disposition": 'inline; filename="duty.ics"', "Cache-Control": "private, no-store"}
    return HttpResponse(calendar(person), content_type="text/calendar; charset=utf-8", headers=head)
