"""What happens around every page: who asks, what may be kept by browsers, and what is said when the database is gone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from fengsui.ground.measures import queries as measures
from fengsui.house import Refused
from fengsui.site import errors
from fengsui.site.undo import undo_url
from fengsui.site.who import who

if TYPE_CHECKING:
    from collections.abc import Callable

type Answer = Callable[[HttpRequest], HttpResponseBase]


class DatabaseGone:
    """Turn a database that does not answer into a sentence, and a refusal that no form could show.

    It touches no database itself.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, (OperationalError, InterfaceError)):
            return errors.database(request, error)
        if isinstance(error, DataError):  # a character that no table takes, a number beyond any column
            return errors.bad_request(request, error)
        if isinstance(error, Refused):  # before a view came to its form: what is sent to a closed unit
            return errors.refused(request, error)
        return None


_BEFORE_CHANGE = ("account_change_password", "account_logout")


class SignedIn(LoginRequiredMiddleware):
    """Every page needs a log-in, except those marked `login_not_required`; `request.person` is who asks.

    What a signed-in person sees is kept by no cache: after signing out, "Back" shows nothing.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if getattr(view, "login_required", True) and who(request) is not None:
            return self._with_a_first_password(request)
        return super().process_view(request, view, args, kwargs)

    def _with_a_first_password(self, request: HttpRequest) -> HttpResponse | None:
        """Who signed in with a password that somebody else knows changes it before anything else."""
        if not request.user.must_change or request.path in {reverse(name) for name in _BEFORE_CHANGE}:  # type: ignore[union-attr]
            return None
        to = reverse("account_change_password")
        if getattr(request, "htmx", False):
            return HttpResponse(status=401, headers={"HX-Redirect": to})
        messages.info(
            request, _("Choose a password of your own first; the one you were given is known to somebody else.")
        )
        return HttpResponse(status=302, headers={"Location": to})

    def handle_no_permission(self, request: HttpRequest, view: Callable[..., Any]) -> HttpResponse:  # type: ignore[override]  # noqa: ARG002
        """Send to the log-in and back. A form's own address may not take GET: then back to the page of the form."""
        login = f"{reverse('account_login')}?{urlencode({'next': _page_of(request)})}"
        if getattr(request, "htmx", False):
            return HttpResponse(status=401, headers={"HX-Redirect": login})
        if request.accepts("text/html"):
            return HttpResponse(status=302, headers={"Location": login})
        return JsonResponse(
            {"title": "Sign in first", "status": 401}, status=401, content_type="application/problem+json"
        )

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if getattr(request, "person", None) is not None and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


def _page_of(request: HttpRequest) -> str:
    if request.method == "GET" and not getattr(request, "htmx", False):
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return "/" + came_from.split("/", 3)[-1] if safe and came_from.count("/") >= 3 else "/"


class Remembering:
    """The measures in force are read once for everything that a request asks of them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with measures.remembering():
            return self.get_response(request)


class Toasts:
    """A part of a page fetched by htmx carries its messages in a header; the script shows them as toasts."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        leaving = (
            response.has_header("HX-Redirect") or response.has_header("HX-Refresh") or 300 <= response.status_code < 400
        )
        if not getattr(request, "htmx", False) or leaving:
            return response
        told = [
            {"text": str(message), "level": message.level_tag, "undo": undo_url(message)}
            for message in messages.get_messages(request)
        ]
        if told and not response.has_header("HX-Trigger"):
            response["HX-Trigger"] = json.dumps({"toasts": {"list": told}})
        return response
