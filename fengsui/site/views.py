"""The site's own pages and switches; no rules here. Error pages are in errors.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from fengsui.ground.clock import queries as clock
from fengsui.ground.org.doors import onward
from fengsui.site import menu, showcase
from fengsui.site.context import THEMES
from fengsui.site.errors import bad_request, broken, csrf_failed, forbidden, not_found

if TYPE_CHECKING:
    from fengsui.ground.org.places import Request

__all__ = ["bad_request", "broken", "csrf_failed", "forbidden", "not_found"]  # urls and settings name them here

_YEAR = 365 * 24 * 3600


def _return(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(onward(request) or "/")


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Chinese or English, on this device, for a year."""
    answer, chosen = _return(request), request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=_YEAR, samesite="Lax")
    return answer


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device says."""
    answer, chosen = _return(request), request.POST.get("theme", "")
    if chosen in THEMES:
        answer.set_cookie("theme", chosen, max_age=_YEAR, samesite="Lax")
    return answer


@require_safe
def settings_home(request: HttpRequest) -> HttpResponse:
    entries = menu.settings_entries(cast("Request", request).person)
    return render(request, "site/settings.html", {"entries": entries})


@login_not_required
@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    return render(request, "account/forgotten.html")


@login_not_required
def nothing(request: HttpRequest) -> HttpResponse:
    raise Http404(request.path)


def style(request: HttpRequest) -> HttpResponse:
    """The living style guide: every component with every state. Not for a live installation's users."""
    if not (settings.DEBUG or clock.is_drill()):
        raise Http404(request.path)
    return render(request, "site/style.html", showcase.context(request))
